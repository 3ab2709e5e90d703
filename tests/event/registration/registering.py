"""Steps of the tests of registering, which others take too."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.registration.asking.services import register as register_in_transaction
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import VISITOR, make_applicant
from tests.factories import NOON


def register(event, applicant=None, *, at=NOON, by=VISITOR, **options):
    with transaction():
        return register_in_transaction(event, applicant or make_applicant(), act=Act(by, at), **options)


def letters_to(registration):
    query = (
        select(OutboxLetter).where(OutboxLetter.about == f"registration:{registration.id}").order_by(OutboxLetter.id)
    )
    return list(db.session.scalars(query))


def kinds_to(registration):
    return [letter.kind for letter in letters_to(registration)]
