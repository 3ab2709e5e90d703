"""Set-based writes about parties."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from eventmgr.ground.db import change_rows, db
from eventmgr.matchmaking.meeting_parties.models import (
    AbsenceSource,
    MeetingParty,
    PartyAbsence,
    PartyRepresentative,
)

_AT_ONCE = 500


def insert_parties(rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of parties."""
    _insert(MeetingParty, rows)


def insert_representatives(rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of representatives."""
    _insert(PartyRepresentative, rows)


def _insert(model: type[MeetingParty | PartyRepresentative], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(model), [dict(row) for row in rows])


def delete_representatives(ids: Collection[int]) -> None:
    """Delete these representatives."""
    numbers = sorted(ids)
    for at in range(0, len(numbers), _AT_ONCE):
        statement = delete(PartyRepresentative).where(PartyRepresentative.id.in_(numbers[at : at + _AT_ONCE]))
        change_rows(statement)


def follow_registration(registration_id: int, values: Mapping[str, Any]) -> None:
    """Who sits at a table is called, and reached, as their registration says now."""
    statement = update(PartyRepresentative).where(PartyRepresentative.registration_id == registration_id)
    change_rows(statement.values(**values))


def link_seats(ids: Collection[int], registration_id: int) -> None:
    """These representatives are whoever that registration is of."""
    statement = update(PartyRepresentative).where(PartyRepresentative.id.in_(sorted(ids)))
    statement = statement.values(registration_id=registration_id)
    change_rows(statement)


def link_registrations(rows: Sequence[Mapping[str, Any]]) -> None:
    """Representatives (`seat`) are whoever a registration (`registration`) is of, with `name`, `title`, `mobile`,
    `email`."""
    if rows:
        table: Any = PartyRepresentative.__table__
        values: dict[str, Any] = {name: bindparam(name) for name in ("title", "mobile", "email")}
        statement = update(table).where(table.c.id == bindparam("seat"))
        statement = statement.values(registration_id=bindparam("registration"), **values)
        db.session.connection().execute(statement, [dict(row) for row in rows])
        db.session.expire_all()


def delete_absences(party_id: int, source: AbsenceSource) -> None:
    """What this source said of when the party and its people cannot."""
    statement = delete(PartyAbsence).where(PartyAbsence.party_id == party_id, PartyAbsence.source == source)
    change_rows(statement)


def note_invited(ids: Collection[int], at: datetime) -> None:
    """These representatives were sent their link."""
    statement = update(PartyRepresentative).where(PartyRepresentative.id.in_(sorted(ids))).values(invited_at=at)
    change_rows(statement)
