"""Meetings by what was said of them: the rows behind the figures of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_day.queries.meetings import SIDES, STANDING
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy
from eventmgr.tools.web.paging import Key, Page, get_page

_ONE, _OTHER = aliased(MeetingResult), aliased(MeetingResult)
_R = MeetingResult


def _has(outcome: MeetingOutcome) -> ColumnElement[bool]:
    return exists().where(_R.meeting_id == Meeting.id, _R.outcome == outcome)


def _contradictory() -> ColumnElement[bool]:
    """Two results of one meeting that differ in outcome, or in the amount of one kind."""
    amounts = (_ONE.amount != _OTHER.amount) | (_ONE.currency != _OTHER.currency)
    differ = or_(_ONE.outcome != _OTHER.outcome, (_ONE.amount_kind == _OTHER.amount_kind) & amounts)
    return exists().where(
        _ONE.meeting_id == Meeting.id, _OTHER.meeting_id == Meeting.id, _ONE.party_id < _OTHER.party_id, differ
    )


def _disputed() -> ColumnElement[bool]:
    """Nothing is settled though somebody has spoken: the two sides contradict each other."""
    said = exists().where(
        DayAct.meeting_id == Meeting.id, DayAct.kind.in_((ActKind.MISSED, ActKind.HELD)), DayAct.undone_at.is_(None)
    )
    return (Meeting.state == MeetingState.PLACED) & said


FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "held": lambda: Meeting.state == MeetingState.HELD,
    "missed": lambda: Meeting.state == MeetingState.MISSED,
    "missed_asker": lambda: Meeting.missed_by == MissedBy.ASKER,
    "missed_asked": lambda: Meeting.missed_by == MissedBy.ASKED,
    "missed_both": lambda: Meeting.missed_by == MissedBy.BOTH,
    "untold": lambda: (Meeting.state == MeetingState.PLACED) & ~exists().where(_R.meeting_id == Meeting.id),
    "disputed": _disputed,
    "contradictory": _contradictory,
    **{f"result_{one.value}": partial(_has, one) for one in MeetingOutcome},
}
"""Key → what a meeting must fulfil."""


def find_page(event_id: int, only: str, cursor: str | None, *, at: datetime) -> Page[Meeting]:
    """Meetings of the event that have begun, by time, with both sides; `only` is a key of `FILTERS`, or empty."""
    query = (
        select(Meeting)
        .options(*SIDES)
        .where(Meeting.event_id == event_id, Meeting.state.in_(STANDING), Meeting.starts_at <= at)
    )
    if only:
        query = query.where(FILTERS[only]())
    return get_page(query, [Key(Meeting.starts_at), Key(Meeting.id)], cursor)
