"""Writes of the day that are one atomic statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete

from eventmgr.ground.db import db, insert_into
from eventmgr.matchmaking.meeting_day.models import DayAct
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, PartyAbsence
from eventmgr.matchmaking.meeting_plans.models import TableClosure


def claim_act(values: Mapping[str, Any]) -> int | None:
    """The number of a new act with these values; None: the event has one of this key already. Where another transaction
    is about to write the same key, this waits for its end."""
    statement = insert_into(DayAct).values(**values)
    statement = statement.on_conflict_do_nothing(index_elements=[DayAct.event_id, DayAct.key]).returning(DayAct.id)
    number: int | None = db.session.execute(statement).scalar_one_or_none()
    return number


def delete_absences(ids: Collection[int]) -> None:
    """Absences of these numbers that were told on the day go; a number that another kind has got since is left."""
    if ids:
        of_day = PartyAbsence.source == AbsenceSource.DAY
        db.session.execute(delete(PartyAbsence).where(PartyAbsence.id.in_(ids), of_day))


def delete_closures(ids: Collection[int]) -> None:
    """Closures of tables of these numbers go."""
    if ids:
        db.session.execute(delete(TableClosure).where(TableClosure.id.in_(ids)))
