"""What every verb begins with: the plan locked, what is over expired, the rules checked against what stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _n, format_instant
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_requests import queries, statements
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestSource, RequestState
from eventmgr.matchmaking.meeting_requests.rules import (
    MOVES,
    Load,
    Timing,
    bar_between,
    end_of,
    limits_of,
    timing_of,
)
from eventmgr.tools.log.services import SYSTEM, Act, plain, record

BY_OFFICE = frozenset({RequestSource.OFFICE, RequestSource.IMPORT, RequestSource.ON_SITE})
"""Who may ask before requests open and after they have ended."""


class NotOpen(Refusal):
    """Parties do not ask and answer yet, or no longer."""


class NotAllowedToMeet(Refusal):
    """The two do not meet."""


class Full(Refusal):
    """A party has all the meetings it may have."""


class StandingRequest(Refusal):
    """A request stands between the two."""


class NotPossibleNow(Refusal):
    """The request is not in a state in which this can be done."""


@dataclass(frozen=True)
class Held:
    """The locked plan, and when the first meeting can begin."""

    plan: MeetingPlan
    first_start: datetime | None

    def timing(self, *, at: datetime) -> Timing:
        """Whether requests can be sent at that instant."""
        return timing_of(self.plan, self.first_start, at=at)


def hold(event: Event, *, at: datetime) -> Held:
    """Lock the requests of the event, and let expire what is over; before anything is looked at.

    Raises:
        NotFound: the event has no meetings.
    """
    held = Held(get_locked_plan(event.id), queries.find_first_start(event.id))
    expire(event, held, at=at)
    return held


def expire(event: Event, held: Held, *, at: datetime) -> int:
    """What nobody answered in time stops blocking; how many it were. The plan must be locked. What organizers enter
    after requests have ended waits its days all the same."""
    is_over = held.timing(at=at) is Timing.OVER
    ended_at = end_of(held.plan, held.first_start) if is_over else None
    rows = queries.list_expired(event.id, at=at, ended_at=ended_at)
    statements.expire([row.id for row in rows], at=at)
    for row in rows:
        note(Act(SYSTEM, at), "expired", row, {"state": (RequestState.ASKED, RequestState.EXPIRED)})
    return len(rows)


def check_open(event: Event, held: Held, *, at: datetime) -> None:
    """Refuse what parties want to do too early or too late.

    Raises:
        NotOpen: says since or until when.
    """
    timing, opens = held.timing(at=at), held.plan.asks_from
    if timing is Timing.EARLY:
        if opens is None:
            raise NotOpen(_("Requests for meetings are not open yet."))
        raise NotOpen(_("Requests for meetings open on %(when)s.", when=format_instant(opens, event.timezone)))
    if timing is Timing.OVER:
        until = end_of(held.plan, held.first_start)
        assert until is not None
        when = format_instant(until, event.timezone)
        raise NotOpen(_("Requests for meetings ended on %(when)s. Ask the organizers.", when=when))


def check_ahead(event: Event, *, at: datetime) -> None:
    """Refuse to arrange or call off meetings of an event that is over.

    Raises:
        NotPossibleNow: it is.
    """
    if is_over(event, at=at):
        raise NotPossibleNow(_("The event is over. Its meetings can no longer be changed."))


def check_pair(plan: MeetingPlan, first: MeetingParty, second: MeetingParty) -> None:
    """Refuse two that may not meet.

    Raises:
        NotAllowedToMeet: says why.
    """
    bar = bar_between(plan, first, second, queries.list_apart(first.event_id, first.id))
    if bar is not None:
        raise NotAllowedToMeet(str(bar.label))


def check_room(plan: MeetingPlan, party: MeetingParty, *, is_own: bool = True) -> None:
    """Refuse one meeting more than a party may have. Its accepted ones count, and its own requests that wait for an
    answer.

    Args:
        is_own: the sentence is for the party itself.

    Raises:
        Full: it has them all.
    """
    most, load = limits_of(plan, party).maximum, queries.count_loads([party.id])[party.id]
    if load.total < most:
        return
    if not is_own:
        name = organization_name(party.organization)
        raise Full(_("%(name)s already has, or has asked for, all the meetings it may have.", name=name))
    raise Full(say_full(most, load))


def say_full(most: int, load: Load) -> str:
    """Why a party cannot have another meeting, in words for itself; empty: it can."""
    if load.total < most:
        return ""
    if load.open:
        return _n(
            "You may have %(most)s meetings: %(accepted)s are accepted, and %(num)s request of yours awaits an answer. Withdraw it first.",
            "You may have %(most)s meetings: %(accepted)s are accepted, and %(num)s requests of yours await an answer. Withdraw one first.",
            load.open,
            most=most,
            accepted=load.accepted,
        )
    return _("You already have all %(most)s meetings you may have.", most=most)


def may_ask(plan: MeetingPlan, party: MeetingParty, *, at: datetime) -> bool:
    """Whether the party could ask somebody for a meeting at `at`: requests are open, and it may have another one."""
    if timing_of(plan, queries.find_first_start(party.event_id), at=at) is not Timing.OPEN:
        return False
    return queries.count_loads([party.id])[party.id].total < limits_of(plan, party).maximum


def check_not_full(plan: MeetingPlan, party: MeetingParty) -> None:
    """Refuse to ask a party whose accepted meetings are all that it may have.

    Raises:
        Full: they are.
    """
    if queries.count_loads([party.id])[party.id].accepted >= limits_of(plan, party).maximum:
        name = organization_name(party.organization)
        raise Full(_("%(name)s already has all the meetings it may have. Select another organization.", name=name))


def check_seat(party: MeetingParty, seat_id: int | None) -> PartyRepresentative | None:
    """The representative of that number.

    Raises:
        NotFound: the party has none of that number.
    """
    if seat_id is None:
        return None
    found = next((one for one in queries.list_own_seats(party.id) if one.id == seat_id), None)
    if found is None:
        raise NotFound(_("The organization has no representative with this number."))
    return found


def move(request: MeetingRequest, state: RequestState) -> None:
    """The request gets another state.

    Raises:
        NotPossibleNow: that state does not follow from the one it has.
    """
    if state not in MOVES[request.state]:
        raise NotPossibleNow(_STANDS_NOW[request.state]())
    request.state = state


_STANDS_NOW = {
    RequestState.ASKED: lambda: _("This request has not been answered."),
    RequestState.ACCEPTED: lambda: _("This meeting was accepted before."),
    RequestState.DECLINED: lambda: _("This request was declined before."),
    RequestState.WITHDRAWN: lambda: _("This request was withdrawn before."),
    RequestState.EXPIRED: lambda: _("This request expired without an answer. Ask for a meeting yourself."),
}


def note(
    act: Act, action: str, request: MeetingRequest, changes: Mapping[str, tuple[object, object]], *, reason: str = ""
) -> None:
    """What happened to a request, in the trail: field → (before, after)."""
    name = f"{request.asker.organization.name} → {request.asked.organization.name}"
    told = {field: [plain(before), plain(after)] for field, (before, after) in changes.items() if before != after}
    record(act, action, request, event_id=request.event_id, object_name=name, changes=told, reason=reason)
