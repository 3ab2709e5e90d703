"""From what was told on the day to a proposal: the published timetable, what still holds of it, and what should move.

Nothing here changes anything. `standing` reads the timetable that is published, `propose` asks the engine for the
fewest moves, `fits` whether one more meeting can have a certain place. Waiting requests are not placed by a repair:
they are offered a place (`services/offers.py`), because nobody is sent to a meeting whose time nobody has agreed to.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from eventmgr.engines.scheduling.instance import Instance, Participant
from eventmgr.engines.scheduling.repairing import Changes, Repair, UnsoundBase, repair
from eventmgr.engines.scheduling.repairing.collector_pause import collector_paused
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.queries.board import load_rows
from eventmgr.matchmaking.meeting_day.queries.meetings import list_places
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.task.instance import Rows, instance_of, kept_places, numbering_of
from eventmgr.matchmaking.timetables.task.past import as_held
from eventmgr.matchmaking.timetables.task.places import Numbering, Place

SECONDS = 0.3
"""The engine looks for a proof of the fewest moves no longer than leaves the page below a second at 2,000 people."""
MOVED, TABLE, SEATS, PLACED, DROPPED = "moved", "table", "seats", "placed", "dropped"
"""What a row of a proposal says of a meeting: another time, another table at the same time, another representative, a
place that it did not have, none any more."""


@dataclass(frozen=True)
class Standing:
    """The timetable as it is published, in the numbers of the scheduler, and the present facts."""

    rows: Rows
    numbering: Numbering
    instance: Instance
    """The present facts; slots before `now` are as they were held."""
    schedule: Schedule
    now: int
    """The first slot that has not begun; the number of slots, when all have."""
    digest: str
    """Of everything above: the same where nothing has changed."""
    open: Mapping[int, Place]
    """Request → place of meetings to come in which nobody sits for one side."""

    @property
    def first_at(self) -> datetime | None:
        """When the first slot begins that is still to come."""
        return self.numbering.slots[self.now].starts_at if self.now < len(self.numbering.slots) else None


@dataclass(frozen=True)
class Proposal:
    """What should move, by rows as `MeetingRepair.rows` has them, and what is proved of it."""

    rows: list[dict[str, Any]]
    figures: dict[str, Any]


@collector_paused()  # ten thousand meetings are read: the collector would go through them again and again
def standing(event: Event, plan: MeetingPlan, *, at: datetime, also: Sequence[MeetingRequest] = ()) -> Standing:
    """The published timetable and what holds now; a fixed number of statements.

    Args:
        also: requests that nobody has accepted yet, looked at as if somebody had.
    """
    rows = load_rows(event, plan)
    accepted = {request.id for request in rows.requests}
    more = [request for request in also if request.id not in accepted]
    if more:
        rows = replace(rows, requests=sorted([*rows.requests, *more], key=lambda request: request.id))
    numbering = numbering_of(rows)
    places, locked = list_places(event.id)
    schedule = numbering.schedule(places)
    now = next((slot.number for slot in numbering.slots if slot.starts_at > at), len(numbering.slots))
    instance = replace(instance_of(rows, numbering, kept_places(places, locked)), now=now)
    instance = as_held(instance, schedule)
    schedule = replace(schedule, breaks=breaks_of(instance, schedule.placed))
    is_open = {one.request: one for one in places if None in one.seats and one.starts_at > at}
    return Standing(rows, numbering, instance, schedule, now, _digest(instance, schedule), is_open)


def propose(stands: Standing, wanted: Collection[int], *, seconds: float | None = SECONDS) -> Proposal:
    """The fewest moves after what was told.

    Args:
        wanted: requests without a place that shall get one: those that both sides have just agreed on at the desk.
        seconds: for the whole; None: as long as the proof takes.

    Raises:
        Refusal: what was held already breaks a rule, so that nothing can be checked.
    """
    placed = {one.meeting for one in stands.schedule.placed}
    numbers = {stands.numbering.of_request[request] for request in wanted if request in stands.numbering.of_request}
    instance = replace(
        stands.instance,
        meetings=tuple(
            meeting if number in placed or number in numbers else replace(meeting, cancelled=True)
            for number, meeting in enumerate(stands.instance.meetings)
        ),
    )
    found = _repair(instance, stands.schedule, seconds=seconds, now=stands.now)
    return Proposal(_rows(stands, instance, found), _figures(found))


def fits(stands: Standing, place: Place) -> bool:
    """Whether the request's meeting can be held there and then without moving anybody; every rule is looked at."""
    number = stands.numbering.of_request.get(place.request)
    slot = stands.numbering.of_instant.get(place.starts_at)
    if number is None or slot is None or slot < stands.now:
        return False
    table = None if place.table is None else stands.numbering.of_table.get(place.table)
    placed = {index.meeting: index for index in stands.schedule.placed}
    if number in placed:
        return False
    meetings = []
    for index, meeting in enumerate(stands.instance.meetings):
        if index == number:
            meetings.append(replace(meeting, fixed=slot, table=table))
        elif index in placed:
            meetings.append(replace(meeting, locked=True))
        else:
            meetings.append(replace(meeting, cancelled=True))
    instance = replace(stands.instance, meetings=tuple(meetings))
    difference = _repair(instance, stands.schedule, seconds=0.0, now=stands.now).difference
    return (
        [index.meeting for index in difference.placed] == [number] and not difference.moved and not difference.dropped
    )


def seats_of(stands: Standing, place: Place) -> tuple[int | None, int | None]:
    """Who of both sides is free then, the first by position; the representative who was asked for, where one was."""
    number, slot = stands.numbering.of_request[place.request], stands.numbering.of_instant[place.starts_at]
    meeting = stands.instance.meetings[number]
    busy = defaultdict(set)
    for placed in stands.schedule.placed:
        if placed.slot == slot:
            other = stands.instance.meetings[placed.meeting]
            busy[other.a].add(placed.seats[0])
            busy[other.b].add(placed.seats[1])
    chosen = []
    for participant, wanted in ((meeting.a, meeting.seat_a), (meeting.b, meeting.seat_b)):
        free = free_seats(stands.instance.participants[participant], slot, busy[participant])
        seat = wanted if wanted in free else min(free, default=0)
        people = stands.numbering.people[participant]
        chosen.append(people[seat] if seat < len(people) else None)
    return chosen[0], chosen[1]


def free_seats(participant: Participant, slot: int, busy: Collection[int]) -> set[int]:
    """Numbers of the representatives who are there in that slot and in no meeting."""
    if slot in participant.absent:
        return set()
    away = participant.seat_absent
    return {seat for seat in range(participant.seats) if seat not in busy and not (away and slot in away[seat])}


def breaks_of(instance: Instance, placed: Sequence[Placed]) -> int:
    """Runs of empty slots between two meetings of one person on one day, over all people."""
    days = [0] * instance.slots
    for first in instance.days:
        if 0 < first < instance.slots:
            days[first] = 1
    for slot in range(1, instance.slots):
        days[slot] += days[slot - 1]
    busy: dict[tuple[int, int], list[int]] = defaultdict(list)
    for one in placed:
        meeting = instance.meetings[one.meeting]
        busy[meeting.a, one.seats[0]].append(one.slot)
        busy[meeting.b, one.seats[1]].append(one.slot)
    return sum(
        later > slot + 1 and days[later] == days[slot]
        for slots in map(sorted, busy.values())
        for slot, later in pairwise(slots)
    )


def _repair(instance: Instance, schedule: Schedule, *, seconds: float | None, now: int) -> Repair:
    try:
        return repair(instance, schedule, Changes(now=now), seconds=seconds, extra_moves=0)
    except UnsoundBase as error:
        raise Refusal(
            _(
                "What has been held so far does not comply with the rules, so nothing can be moved safely: %(why)s",
                why=error,
            )
        ) from error


def _rows(stands: Standing, instance: Instance, repair: Repair) -> list[dict[str, Any]]:
    place, difference = stands.numbering.place, repair.difference
    request = stands.numbering.requests
    rows: list[dict[str, Any]] = []
    for was, now in difference.moved:
        kind = MOVED if was.slot != now.slot else TABLE if was.table != now.table else SEATS
        why = _why(instance, stands.numbering, was)
        rows.append(_row(request[was.meeting], kind, place(was).plain(), place(now).plain(), why))
    seated = {row["request"] for row in rows}
    for standing_one in repair.schedule.placed:
        empty, taken = stands.open.get(request[standing_one.meeting]), place(standing_one)
        if empty is not None and empty.request not in seated and empty.seats != taken.seats:
            rows.append(_row(empty.request, SEATS, empty.plain(), taken.plain(), {}))
    rows += [_row(request[placed.meeting], PLACED, None, place(placed).plain(), {}) for placed in difference.placed]
    reasons = {placed.meeting: placed for placed in repair.schedule.unscheduled}
    for placed in difference.dropped:
        row = _row(
            request[placed.meeting], DROPPED, place(placed).plain(), None, _why(instance, stands.numbering, placed)
        )
        if told := reasons.get(placed.meeting):
            row |= {"reason": told.reason}
        rows.append(row)
    gone = {placed.meeting for placed in difference.dropped}
    rows += [
        _row(request[missing.meeting], DROPPED, None, None, {}) | {"reason": missing.reason}
        for missing in repair.schedule.unscheduled
        if missing.meeting not in gone
    ]
    return rows


def _row(request: int, kind: str, was: Any, now: Any, why: Mapping[str, Any]) -> dict[str, Any]:
    return {"request": request, "kind": kind, "was": was, "now": now, "why": dict(why)}


def _why(instance: Instance, numbering: Numbering, was: Placed) -> dict[str, Any]:
    """Why a meeting cannot stay: a side is away, its table is lost; else it makes room for others."""
    meeting = instance.meetings[was.meeting]
    away = [
        numbering.parties[number]
        for number, seat in ((meeting.a, was.seats[0]), (meeting.b, was.seats[1]))
        if not free_seats(instance.participants[number], was.slot, ()) & {seat}
    ]
    if away:
        return {"code": "away", "parties": away}
    if was.table is not None and (was.slot, was.table) in instance.tables_lost:
        return {"code": "table"}
    return {"code": "room"}


_TOLD = (
    "broken",
    "replaced",
    "given_up",
    "placed_anew",
    "others_moved",
    "others_moved_at_least",
    "breaks_before",
    "breaks_by_the_changes",
    "breaks",
)


def _figures(found: Repair) -> dict[str, Any]:
    told = {name: found.facts[name] for name in _TOLD}
    return told | {"is_fewest": found.proved_fewest_moves, "seconds": round(found.schedule.seconds, 3)}


def _digest(instance: Instance, schedule: Schedule) -> str:
    """Of facts and places, the same in every process: sets are sorted, because their order is by chance."""
    participants = [
        (
            sorted(item.absent),
            [sorted(slots) for slots in item.seat_absent],
            item.seats,
            item.home_table,
            item.minimum,
            item.maximum,
        )
        for item in instance.participants
    ]
    assistants = [
        (sorted(item.languages), item.moderates, sorted(item.absent), item.most_in_a_row, item.maximum)
        for item in instance.assistants
    ]
    facts = (
        participants,
        assistants,
        instance.slot_tables,
        sorted(instance.tables_lost),
        instance.travel,
        instance.days,
        [(m.a, m.b, m.weight, m.fixed, m.table, m.locked, m.language, m.moderated) for m in instance.meetings],
        [(item.meeting, item.slot, item.table, item.seats, item.assistants) for item in schedule.placed],
        instance.now,
    )
    return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()
