"""Reading meetings with both sides, what came of them, and the rows behind the figures of the day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingTable
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy
from eventmgr.matchmaking.timetables.task.places import Place
from eventmgr.tools.web.paging import Key, Page, get_page

STANDING = (MeetingState.PLACED, MeetingState.HELD, MeetingState.MISSED)
"""Meetings that have a place."""


_REQUEST = joinedload(Meeting.request)
SIDES = (
    _REQUEST.joinedload(MeetingRequest.asker).joinedload(MeetingParty.organization),
    _REQUEST.joinedload(MeetingRequest.asked).joinedload(MeetingParty.organization),
)
"""What is read with a meeting wherever its two sides are named."""


def get_meeting(event: Event, meeting_id: int) -> Meeting:
    """One meeting of that event, with both sides.

    Raises:
        NotFound: no such meeting here.
    """
    return get_of(event, Meeting, meeting_id, *SIDES)


def get_locked_meeting(event: Event, meeting_id: int) -> Meeting:
    """The meeting, read anew and its row locked until the transaction ends.

    Raises:
        NotFound: no such meeting here.
    """
    query = select(Meeting).where(Meeting.event_id == event.id, Meeting.id == meeting_id)
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("This event has no such meeting."))
    return found


def list_places(event_id: int) -> tuple[list[Place], set[int]]:
    """Where the event's meetings stand, by request, and the requests whose place is locked; columns alone, for
    thousands."""
    columns = select(
        Meeting.request_id,
        Meeting.starts_at,
        Meeting.table_id,
        Meeting.asker_seat_id,
        Meeting.asked_seat_id,
        Meeting.assistant_ids,
        Meeting.is_locked,
    ).where(Meeting.event_id == event_id, Meeting.state.in_(STANDING))
    places, locked = [], set()
    for request, starts_at, table, asker, asked, assistants, is_locked in db.session.execute(
        columns.order_by(Meeting.request_id)
    ):
        places.append(Place(request, starts_at, table, (asker, asked), tuple(assistants)))
        if is_locked:
            locked.add(request)
    return places, locked


def list_meetings_at(event_id: int, starts: Collection[datetime]) -> list[Meeting]:
    """Meetings that begin at one of these instants, with both sides."""
    if not starts:
        return []
    query = (
        select(Meeting)
        .options(*SIDES)
        .where(Meeting.event_id == event_id, Meeting.starts_at.in_(starts), Meeting.state.in_(STANDING))
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def list_open_meetings(event_id: int, *, after: datetime) -> list[Meeting]:
    """Meetings that begin later, in which nobody sits for one side or for both, by time, with both sides."""
    query = (
        select(Meeting)
        .options(*SIDES)
        .where(
            Meeting.event_id == event_id,
            Meeting.state == MeetingState.PLACED,
            Meeting.starts_at > after,
            or_(Meeting.asker_seat_id.is_(None), Meeting.asked_seat_id.is_(None)),
        )
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def list_meetings_of(party: MeetingParty) -> list[Meeting]:
    """The party's meetings that have a place, by time, with both sides."""
    request = (
        select(MeetingRequest.id)
        .where(or_(MeetingRequest.asker_id == party.id, MeetingRequest.asked_id == party.id))
        .scalar_subquery()
    )
    query = (
        select(Meeting)
        .options(*SIDES)
        .where(Meeting.event_id == party.event_id, Meeting.request_id.in_(request), Meeting.state.in_(STANDING))
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def list_results(meeting_ids: Collection[int]) -> dict[int, dict[int, MeetingResult]]:
    """Meeting → party → what that side said of it."""
    results_of: dict[int, dict[int, MeetingResult]] = {}
    if not meeting_ids:
        return results_of
    for result in db.session.scalars(select(MeetingResult).where(MeetingResult.meeting_id.in_(meeting_ids))):
        results_of.setdefault(result.meeting_id, {})[result.party_id] = result
    return results_of


def count_states(event_id: int) -> dict[tuple[MeetingState, object], int]:
    """(state, missed by whom) → meetings; cancelled ones aside."""
    query = select(Meeting.state, Meeting.missed_by, func.count()).where(
        Meeting.event_id == event_id, Meeting.state.in_(STANDING)
    )
    rows = db.session.execute(query.group_by(Meeting.state, Meeting.missed_by))
    return {(state, missed_by): count for state, missed_by, count in rows}


def count_results(event_id: int) -> dict[MeetingOutcome, int]:
    """Outcome → how often a side has said so."""
    query = select(MeetingResult.outcome, func.count()).join(Meeting, Meeting.id == MeetingResult.meeting_id)
    query = query.where(Meeting.event_id == event_id, Meeting.state.in_(STANDING)).group_by(MeetingResult.outcome)
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_organization(name: str) -> Organization | None:
    """The organization of this name, or the one that it is another name of."""
    found = db.session.scalar(select(Organization).where(Organization.name_key == folded(name)))
    if found is not None and found.stands_for_id is not None:
        return db.session.get(Organization, found.stands_for_id)
    return found


def list_meetings_by_request(event_id: int, request_ids: Collection[int]) -> dict[int, Meeting]:
    """Request → its meeting, cancelled ones too, read anew."""
    if not request_ids:
        return {}
    query = select(Meeting).where(Meeting.event_id == event_id, Meeting.request_id.in_(request_ids))
    found = db.session.scalars(query.options(*SIDES).execution_options(populate_existing=True))
    return {meeting.request_id: meeting for meeting in found}


def list_known_ids(event_id: int) -> dict[str, set[int]]:
    """Column of a meeting → numbers of the rows of the event that it may point to."""
    people = select(PartyRepresentative.id).join(PartyRepresentative.party).where(MeetingParty.event_id == event_id)
    seats = set(db.session.scalars(people))
    tables = set(db.session.scalars(select(MeetingTable.id).where(MeetingTable.event_id == event_id)))
    return {"asker_seat_id": seats, "asked_seat_id": seats, "table_id": tables}


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
