"""Set-based writes about parties."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update

from eventmgr.db import db
from eventmgr.meetings.parties.models import (
    AbsenceSource,
    MeetingParty,
    PartyAbsence,
    PartyRepresentative,
)
from eventmgr.meetings.planning.models import MeetingAssistant

_AT_ONCE = 500


def insert_parties(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add parties; their numbers, in order."""
    return _insert(MeetingParty, rows)


def insert_representatives(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add representatives; their numbers, in order."""
    return _insert(PartyRepresentative, rows)


def _insert(model: type[MeetingParty | PartyRepresentative], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    if not rows:
        return []
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, [dict(row) for row in rows]))


def delete_representatives(ids: Collection[int]) -> None:
    """They sit at no table any more."""
    numbers = sorted(ids)
    for at in range(0, len(numbers), _AT_ONCE):
        statement = delete(PartyRepresentative).where(PartyRepresentative.id.in_(numbers[at : at + _AT_ONCE]))
        db.session.execute(statement.execution_options(synchronize_session="fetch"))


def delete_of_registrations(ids: Collection[int]) -> None:
    """The people of these registrations represent nobody any more: their links open nothing."""
    numbers = sorted(ids)
    for at in range(0, len(numbers), _AT_ONCE):
        own = PartyRepresentative.registration_id.in_(numbers[at : at + _AT_ONCE])
        db.session.execute(delete(PartyRepresentative).where(own).execution_options(synchronize_session="fetch"))


def follow_registration(registration_id: int, values: Mapping[str, Any]) -> None:
    """Who sits at a table is called, and reached, as their registration says now."""
    statement = update(PartyRepresentative).where(PartyRepresentative.registration_id == registration_id)
    db.session.execute(statement.values(**values).execution_options(synchronize_session="fetch"))


def delete_absences(party_id: int, source: AbsenceSource) -> None:
    """What this source said of when the party and its people cannot."""
    statement = delete(PartyAbsence).where(PartyAbsence.party_id == party_id, PartyAbsence.source == source)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def note_invited(ids: Collection[int], at: datetime) -> None:
    """These representatives were sent their link."""
    statement = update(PartyRepresentative).where(PartyRepresentative.id.in_(sorted(ids))).values(invited_at=at)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def delete_helpers(ids: Collection[int]) -> None:
    """These interpreters and moderators go."""
    if ids:
        statement = delete(MeetingAssistant).where(MeetingAssistant.id.in_(sorted(ids)))
        db.session.execute(statement.execution_options(synchronize_session="fetch"))
