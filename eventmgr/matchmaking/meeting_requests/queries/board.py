"""Reading requests as organizers see them: filtered, counted, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestSource, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.queries.facts import STANDING, is_hidden
from eventmgr.tools.web.paging import Key, Page, get_page

_R = MeetingRequest
_ASKER, _ASKED = aliased(MeetingParty), aliased(MeetingParty)


@dataclass(frozen=True)
class BoardFilter:
    """How the board is narrowed; empty values ask nothing."""

    state: RequestState | None = None
    party: int | None = None
    province: str = ""
    side: str = ""
    wish: Wish | None = None
    source: RequestSource | None = None
    call: int | None = None
    asked: int | None = None
    """The party that is asked."""
    only: str = ""
    """`across`, `mutual`, `standing` or `unanswered`."""


@dataclass(frozen=True)
class Counts:
    """How many requests there are, by state, and of the accepted ones how many go across and were wished by both."""

    by_state: dict[RequestState, int]
    across: int
    mutual: int

    @property
    def total(self) -> int:
        """How many requests there are in all states."""
        return sum(self.by_state.values())

    @property
    def accepted(self) -> int:
        """How many requests are accepted."""
        return self.by_state.get(RequestState.ACCEPTED, 0)

    @property
    def share(self) -> int | None:
        """Whole percent of the accepted that go across; None: none is accepted."""
        return round(100 * self.across / self.accepted) if self.accepted else None


def _goes_across() -> ColumnElement[bool]:
    """Between two regions, as a timetable counts them (`task.instance.is_across`): between two sides, where one of the
    two has any; else between two provinces."""
    by_side = and_(_ASKER.side != "", _ASKED.side != "", _ASKER.side != _ASKED.side)
    no_side = and_(_ASKER.side == "", _ASKED.side == "")
    provinces = (_ASKER.province_code, _ASKED.province_code)
    by_province = and_(no_side, provinces[0] != "", provinces[1] != "", provinces[0] != provinces[1])
    return or_(by_side, by_province)


def _conditions(event_id: int, asked: BoardFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_R.event_id == event_id]
    if asked.state is not None:
        conditions.append(_R.state == asked.state)
    if asked.party is not None:
        conditions.append(or_(_R.asker_id == asked.party, _R.asked_id == asked.party))
    for name, value in (("province_code", asked.province), ("side", asked.side)):
        if value:
            conditions.append(or_(getattr(_ASKER, name) == value, getattr(_ASKED, name) == value))
    if asked.wish is not None:
        conditions.append(or_(_R.asker_wish == asked.wish, _R.asked_wish == asked.wish))
    if asked.source is not None:
        conditions.append(_R.source == asked.source)
    if asked.asked is not None:
        conditions.append(_R.asked_id == asked.asked)
    if asked.call is not None:
        conditions.append(_R.call_id == asked.call)
    only = {
        "across": and_(_R.state == RequestState.ACCEPTED, _goes_across()),
        "mutual": and_(_R.state == RequestState.ACCEPTED, _R.is_mutual),
        "standing": _R.state.in_(STANDING),
        "unanswered": and_(_R.state == RequestState.ASKED, ~is_hidden()),
    }
    return [*conditions, only[asked.only]] if asked.only else conditions


def get_board_page(event_id: int, asked: BoardFilter, cursor: str | None) -> Page[MeetingRequest]:
    """One page of requests with both parties and their organizations, the latest first."""
    query = select(_R).join(_R.asker.of_type(_ASKER)).join(_R.asked.of_type(_ASKED))
    query = query.where(*_conditions(event_id, asked)).options(
        contains_eager(_R.asker.of_type(_ASKER)).joinedload(_ASKER.organization),
        contains_eager(_R.asked.of_type(_ASKED)).joinedload(_ASKED.organization),
    )
    return get_page(query, [Key(_R.created_at, falling=True), Key(_R.id, falling=True)], cursor)


def count_requests(event_id: int, asked: BoardFilter) -> Counts:
    """The counts of those that fit the filter; one statement."""
    accepted = _R.state == RequestState.ACCEPTED
    query = (
        select(
            _R.state,
            func.count(),
            func.sum(case((and_(accepted, _goes_across()), 1), else_=0)),
            func.sum(case((and_(accepted, _R.is_mutual), 1), else_=0)),
        )
        .join(_R.asker.of_type(_ASKER))
        .join(_R.asked.of_type(_ASKED))
        .where(*_conditions(event_id, asked))
        .group_by(_R.state)
    )
    rows = [(row[0], int(row[1]), int(row[2] or 0), int(row[3] or 0)) for row in db.session.execute(query)]
    return Counts({row[0]: row[1] for row in rows}, sum(row[2] for row in rows), sum(row[3] for row in rows))


def list_places(event_id: int) -> tuple[set[str], set[str]]:
    """Provinces and sides of the event's parties; one statement."""
    query = select(MeetingParty.province_code, MeetingParty.side).where(MeetingParty.event_id == event_id).distinct()
    rows = list(db.session.execute(query))
    return {row[0] for row in rows if row[0]}, {row[1] for row in rows if row[1]}


def list_unanswered(event_id: int) -> list[tuple[MeetingParty, int]]:
    """(party with its organization, how many requests it sees and has not answered), most first."""
    number = func.count().label("number")
    query = (
        select(_R.asked_id, number)
        .where(_R.event_id == event_id, _R.state == RequestState.ASKED, ~is_hidden())
        .group_by(_R.asked_id)
        .order_by(number.desc(), _R.asked_id)
    )
    counts = [(row[0], row[1]) for row in db.session.execute(query)]
    parties = select(MeetingParty).where(MeetingParty.id.in_([party_id for party_id, _number in counts]))
    known = {one.id: one for one in db.session.scalars(parties.options(joinedload(MeetingParty.organization)))}
    return [(known[party_id], number) for party_id, number in counts]
