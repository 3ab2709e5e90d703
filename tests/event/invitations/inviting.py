"""Steps of the tests of inviting, which others take too."""

from __future__ import annotations

import re

from sqlalchemy import select

from eventmgr.event.invitations import services
from eventmgr.event.invitations.services import Invitee, Terms
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web import tokens
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON


def act(at=NOON):
    return Act(OFFICE, at)


def invited(event, name="欧阳·样例", email="ouyang@example.com", **terms):
    with transaction():
        (row,) = services.invite(event, [Invitee(name, email)], Terms(**terms), act=act())
    return row


def coded(event, uses=2, **terms):
    with transaction():
        return services.make_code(event, "媒体", uses, Terms(**terms), act=act())


def link_of(invitation):
    return f"/invited/{tokens.sign('invited', invitation.id, invitation.link_version)}/"


def emails(kind):
    query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.id)
    return db.session.scalars(query).all()


def hidden(page):
    return dict(re.findall(r'name="(csrf_token|form_id)" value="([^"]*)"', page.text))
