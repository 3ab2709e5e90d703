"""From the rows of an event to a task for the scheduler. Pure: rows at hand in, values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from eventmgr.engines.scheduling.instance import Assistant, Coverage, Hall, Instance, Meeting, Participant
from eventmgr.matchmaking.meeting_parties.availability import Availability
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import (
    MeetingAssistant,
    MeetingHall,
    MeetingPlan,
    MeetingTable,
    TableClosure,
)
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_within
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, Wish
from eventmgr.matchmaking.timetables.task.past import without_past
from eventmgr.matchmaking.timetables.task.places import Numbering, Place


@dataclass(frozen=True)
class Away:
    """When a party, or one of its representatives, cannot meet; without a party: nobody can."""

    party: int | None
    representative: int | None
    starts_at: datetime
    ends_at: datetime


def never(party: int, representative: int | None = None) -> Away:
    """A party, or one of its representatives, does not come at all."""
    return Away(party, representative, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def away_of(availability: Availability, people: Iterable[Any]) -> list[Away]:
    """The same spans, each with the party it is about.

    Args:
        people: representatives with `id` and `party_id`.
    """
    owners = {person.id: person.party_id for person in people}
    away = [Away(None, None, span.starts_at, span.ends_at) for span in availability.everybody]
    away += [
        Away(party, None, span.starts_at, span.ends_at)
        for party, spans in availability.parties.items()
        for span in spans
    ]
    for person, spans in availability.representatives.items():
        away += [Away(owners.get(person), person, span.starts_at, span.ends_at) for span in spans]
    return away


@dataclass(frozen=True)
class Rows:
    """All that a timetable of one event is made from, each list in the order in which the scheduler counts it."""

    plan: MeetingPlan
    slots: Sequence[Slot]
    halls: Sequence[MeetingHall]
    tables: Sequence[MeetingTable]
    closures: Sequence[TableClosure]
    assistants: Sequence[MeetingAssistant]
    parties: Sequence[MeetingParty]
    representatives: Sequence[PartyRepresentative]
    absences: Sequence[Away]
    requests: Sequence[MeetingRequest]
    """The accepted ones, by number."""
    at: datetime | None = None
    """Slots that have begun by then are past; None: none is."""
    begun: Sequence[Place] = ()
    """Meetings that have begun by then, where they stand."""


def numbering_of(rows: Rows) -> Numbering:
    """Which row has which number."""
    people: dict[int, list[int]] = defaultdict(list)
    for representative in rows.representatives:
        people[representative.party_id].append(representative.id)
    numbers = {party.id: number for number, party in enumerate(rows.parties)}
    return Numbering(
        tuple(party.id for party in rows.parties),
        tuple(tuple(people[party.id]) for party in rows.parties),
        tuple(rows.slots),
        tuple(table.id for table in rows.tables),
        tuple(assistant.id for assistant in rows.assistants),
        tuple(request.id for request in rows.requests),
        tuple((numbers[request.asker_id], numbers[request.asked_id]) for request in rows.requests),
    )


def instance_of(rows: Rows, numbering: Numbering, locked: Mapping[int, Place] | None = None) -> Instance:
    """The task: every accepted request is a meeting.

    Args:
        locked: request → the place that it keeps: its time, its table and who sits there are fixed.

    Once slots have begun (`Rows.at`), what has begun is fixed where it stands, and nothing else is held before the next
    slot.
    """
    locked = locked or {}
    away = _absences(rows)
    weights = weights_of(rows)
    instance = Instance(
        participants=tuple(_participant(rows, numbering, number, away) for number in range(len(rows.parties))),
        slots=len(rows.slots),
        slot_tables=(len(rows.tables),) * len(rows.slots),
        meetings=tuple(
            _meeting(numbering, request, weight, locked.get(request.id))
            for request, weight in zip(rows.requests, weights, strict=True)
        ),
        days=tuple(slot.number for slot in rows.slots if slot.is_first_of_day) or (0,),
        spread=rows.plan.spread,
        halls=_halls(rows),
        travel=_travel(rows),
        assistants=tuple(_assistant(one, rows.slots) for one in rows.assistants),
        coverage=tuple(coverage_of(rule) for rule in rows.plan.coverage),
        tables_lost=_lost(rows, numbering),
    )
    return instance if rows.at is None else without_past(instance, numbering, rows.begun, rows.at)


def coverage_of(rule: Mapping[str, Any]) -> Coverage:
    """A rule of the plan as the scheduler has it."""
    return Coverage(
        str(rule.get("name", "")),
        str(rule.get("each", "participant")),
        str(rule.get("across", "")),
        int(rule.get("at_least", 1)),
        bool(rule.get("distinct", False)),
    )


def weights_of(rows: Rows) -> list[int]:
    """What each request weighs: one that both made, or that one side calls a must, more than all others together; a
    meeting across regions more than one within by the plan's `across_weight`."""
    across = rows.plan.across_weight
    of_party = {party.id: party for party in rows.parties}
    small = [
        1 + across * is_across(of_party[request.asker_id], of_party[request.asked_id]) for request in rows.requests
    ]
    rest = sum(weight for weight, request in zip(small, rows.requests, strict=True) if not is_strong(request))
    return [weight + (rest if is_strong(request) else 0) for weight, request in zip(small, rows.requests, strict=True)]


def is_strong(request: MeetingRequest) -> bool:
    """Whether both asked, or one of them must meet the other."""
    return request.is_mutual or Wish.MUST in (request.asker_wish, request.asked_wish)


def is_across(first: MeetingParty, second: MeetingParty) -> bool:
    """Whether the two come from two regions of the event; of provinces, where neither has a region."""
    if first.side or second.side:
        return bool(first.side and second.side and first.side != second.side)
    return bool(first.province_code and second.province_code and first.province_code != second.province_code)


def limits_of(plan: MeetingPlan, party: MeetingParty) -> tuple[int, int | None]:
    """(minimum, maximum) of a party: its own, else that of its type, else the plan's; a maximum of 0 is none."""
    of_kind = plan.limits.get(party.kind.value, {})
    minimum = _first(party.minimum, of_kind.get("minimum"), plan.minimum)
    maximum = _first(party.maximum, of_kind.get("maximum"), plan.maximum)
    return (min(minimum, maximum) if maximum else minimum), maximum or None


def _first(*values: int | None) -> int:
    return next((value for value in values if value is not None), 0)


def _participant(
    rows: Rows, numbering: Numbering, number: int, away: Mapping[tuple[int | None, int | None], frozenset[int]]
) -> Participant:
    party, people = rows.parties[number], numbering.people[number]
    minimum, maximum = limits_of(rows.plan, party)
    own = tuple(away.get((party.id, person), frozenset()) for person in people)
    gone, nobody = party.state is PartyState.LEFT, away.get((None, None), frozenset())
    return Participant(
        absent=frozenset(range(len(rows.slots))) if gone else nobody | away.get((party.id, None), frozenset()),
        name=party.organization.name,
        seats=max(len(people), 1),
        seat_absent=own if any(own) else (),
        home_table=numbering.of_table.get(party.home_table_id) if party.home_table_id is not None else None,
        company=party.group_name or f"#{party.id}",
        province=party.province_code,
        region=party.side,
        minimum=0 if gone else minimum,
        maximum=maximum,
    )


def _absences(rows: Rows) -> dict[tuple[int | None, int | None], frozenset[int]]:
    """(party or None for everybody, representative or None for all of it) → slots."""
    found: dict[tuple[int | None, int | None], frozenset[int]] = defaultdict(frozenset)
    for absence in rows.absences:
        found[absence.party, absence.representative] |= slots_within(rows.slots, absence.starts_at, absence.ends_at)
    return found


def _meeting(numbering: Numbering, request: MeetingRequest, weight: int, former: Place | None) -> Meeting:
    a, b = numbering.sides[numbering.of_request[request.id]]
    seats = numbering.seat(a, request.asker_seat_id), numbering.seat(b, request.asked_seat_id)
    fixed = table = None
    if former is not None and former.starts_at in numbering.of_instant:
        fixed = numbering.of_instant[former.starts_at]
        table = None if former.table is None else numbering.of_table.get(former.table)
        sitting = numbering.seat(a, former.seats[0]), numbering.seat(b, former.seats[1])
        seats = (seats[0] if seats[0] is not None else sitting[0], seats[1] if seats[1] is not None else sitting[1])
    return Meeting(
        a=a,
        b=b,
        weight=weight,
        fixed=fixed,
        table=table,
        locked=fixed is not None,
        language=request.interpreter,
        moderated=request.is_moderated,
        seat_a=seats[0],
        seat_b=seats[1],
    )


def _halls(rows: Rows) -> tuple[Hall, ...]:
    """Those that have tables, in their order; tables are numbered through."""
    counts: dict[int, int] = defaultdict(int)
    for table in rows.tables:
        counts[table.hall_id] += 1
    return tuple(Hall(counts[hall.id], hall.name.get("zh", "")) for hall in rows.halls if counts[hall.id])


def _travel(rows: Rows) -> tuple[tuple[int, ...], ...]:
    """Empty slots between two halls: as many as the way does not fit into the gap between two slots."""
    used = {table.hall_id for table in rows.tables}
    halls = [hall.id for hall in rows.halls if hall.id in used]
    minutes = {(first, second): float(way) for first, second, way in rows.plan.walks}
    if not minutes or len(halls) < 2:
        return ()
    lengths = [
        (later.starts_at - slot.ends_at, later.ends_at - later.starts_at)
        for slot, later in zip(rows.slots, rows.slots[1:], strict=False)
        if slot.block_id == later.block_id
    ]
    gap = min((gap for gap, _ in lengths), default=timedelta())
    slot_length = min((length for _, length in lengths), default=timedelta(minutes=1))

    def empty(first: int, second: int) -> int:
        way = timedelta(minutes=minutes.get((first, second), minutes.get((second, first), 0)))
        return 0 if first == second or way <= gap else -(-(way - gap) // (slot_length + gap))

    return tuple(tuple(empty(first, second) for second in halls) for first in halls)


def _assistant(assistant: MeetingAssistant, slots: Sequence[Slot]) -> Assistant:
    away: frozenset[int] = frozenset()
    for starts_at, ends_at in assistant.absences:
        away |= slots_within(slots, datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
    return Assistant(
        assistant.name,
        frozenset(assistant.languages),
        assistant.moderates,
        away,
        assistant.most_in_a_row,
        assistant.maximum,
    )


def _lost(rows: Rows, numbering: Numbering) -> frozenset[tuple[int, int]]:
    """(slot, table) out of use."""
    last = max((slot.ends_at for slot in rows.slots), default=None)
    return frozenset(
        (slot, numbering.of_table[closure.table_id])
        for closure in rows.closures
        if last is not None and closure.table_id in numbering.of_table
        for slot in slots_within(rows.slots, closure.starts_at, closure.ends_at or max(last, closure.starts_at))
    )


def kept_places(places: Iterable[Place], locked: Collection[int]) -> dict[int, Place]:
    """Request → place of those that are locked."""
    return {place.request: place for place in places if place.request in locked}
