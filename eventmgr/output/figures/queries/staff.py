"""Who works at an event, as acts of check-in name people."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.merge import who_of


def list_staff(event_id: int) -> set[str]:
    """Those whom no number of participants counts."""
    query = select(Registration.id).where(Registration.event_id == event_id, Registration.role == Role.STAFF)
    return {who_of(number) for number in db.session.scalars(query)}
