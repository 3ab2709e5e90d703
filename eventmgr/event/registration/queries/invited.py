"""Registrations by the invitation with which they came."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from eventmgr.event.invitations.panels import Use
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db


def count_uses(invitation_id: int) -> Use:
    """How often that invitation was used."""
    live = func.count().filter(Registration.status.in_(LIVE))
    row = db.session.execute(select(live, func.count()).where(Registration.invitation_id == invitation_id)).one()
    return Use(row[0], row[1])


def list_uses(event_id: int) -> dict[int, Use]:
    """Number of an invitation of the event → how it was used; one statement."""
    live = func.count().filter(Registration.status.in_(LIVE))
    query = (
        select(Registration.invitation_id, live, func.count())
        .where(Registration.event_id == event_id, Registration.invitation_id.is_not(None))
        .group_by(Registration.invitation_id)
    )
    return {number: Use(stand, answers) for number, stand, answers in db.session.execute(query) if number is not None}


def list_registered_mailboxes(event_id: int, mailboxes: Collection[str]) -> set[str]:
    """Those of `mailboxes` (small letters) with which somebody has ever registered for the event."""
    mailbox = func.lower(Registration.email)
    query = select(mailbox).where(Registration.event_id == event_id, mailbox.in_(sorted(mailboxes)))
    return set(db.session.scalars(query)) if mailboxes else set()
