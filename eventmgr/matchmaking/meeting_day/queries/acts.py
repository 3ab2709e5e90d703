"""Reading what was reported on the day, and what laws hold the day against."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingResult
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting

CHANGING = (
    ActKind.LATE,
    ActKind.AWAY,
    ActKind.LEFT,
    ActKind.ABSENT,
    ActKind.TABLE_LOST,
    ActKind.WALK_IN,
    ActKind.REQUEST,
)
"""Kinds of acts after which a timetable may need a repair."""
_AT_THE_TABLE = (ActKind.ARRIVED, ActKind.STARTED, ActKind.HELD, ActKind.MISSED)


def find_act(event_id: int, key: str) -> DayAct | None:
    """The act of this key at the event."""
    return db.session.scalar(select(DayAct).where(DayAct.event_id == event_id, DayAct.key == key))


def list_acts(event_id: int, *, limit: int) -> list[DayAct]:
    """What changes the day, undone or not, the latest first; marks at tables and results aside."""
    query = select(DayAct).where(DayAct.event_id == event_id, DayAct.kind.in_(CHANGING))
    return list(db.session.scalars(query.order_by(DayAct.id.desc()).limit(limit)))


def list_walked_in(party_id: int) -> set[int]:
    """Numbers of the party's representatives who came without registration: they were sent no link."""
    query = select(DayAct.before).where(
        DayAct.party_id == party_id, DayAct.kind == ActKind.WALK_IN, DayAct.undone_at.is_(None)
    )
    return {number for before in db.session.scalars(query) for number in before.get("representatives", ())}


def list_acts_by_id(event_id: int, ids: Collection[int]) -> list[DayAct]:
    """These acts of the event, the earliest first."""
    query = select(DayAct).where(DayAct.event_id == event_id, DayAct.id.in_(ids))
    return list(db.session.scalars(query.order_by(DayAct.id))) if ids else []


def list_unrepaired_acts(event_id: int) -> list[DayAct]:
    """What may need a repair and has been in none that is applied, the earliest first."""
    query = select(DayAct).where(
        DayAct.event_id == event_id, DayAct.kind.in_(CHANGING), DayAct.undone_at.is_(None), DayAct.repair_id.is_(None)
    )
    return list(db.session.scalars(query.order_by(DayAct.id)))


def list_acts_of_meetings(event_id: int, meeting_ids: Collection[int]) -> dict[int, list[DayAct]]:
    """Meeting → what was said of it at its table or by its sides and still holds, the earliest first."""
    if not meeting_ids:
        return {}
    query = select(DayAct).where(
        DayAct.event_id == event_id,
        DayAct.meeting_id.in_(meeting_ids),
        DayAct.kind.in_(_AT_THE_TABLE),
        DayAct.undone_at.is_(None),
    )
    found: dict[int, list[DayAct]] = {}
    for act in db.session.scalars(query.order_by(DayAct.id)):
        found.setdefault(act.meeting_id or 0, []).append(act)
    return found


def list_faults() -> list[tuple[int, str]]:
    """(number of a result, what is wrong with it)."""
    result, request = MeetingResult, MeetingRequest
    sides = (result.party_id != request.asker_id) & (result.party_id != request.asked_id)
    conditions = {
        "its party is no side of the meeting": sides,
        "it has an amount of no kind": result.amount.is_not(None) & (result.amount_kind == ""),
    }
    faults = []
    for fault, condition in conditions.items():
        query = select(result.id).join(Meeting, Meeting.id == result.meeting_id)
        query = query.join(request, request.id == Meeting.request_id).where(condition)
        faults += [(number, fault) for number in db.session.scalars(query.order_by(result.id))]
    return faults
