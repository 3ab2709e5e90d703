"""Where a repair begins: the old schedule under the new facts, without what can no longer be held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventmgr.engines.scheduling.assistant_assignment import helpers_of, reinstate
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.problem import Problem, lower
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.table_pools import far_apart, hall_of, halls_of, required_table
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


@dataclass(frozen=True)
class ResidualSchedule:
    """The timetable that is left, and what to do about the rest. Every meeting is in at most one of `broken` and
    `loose`."""

    instance: Instance
    """The changed instance; a locked meeting is fixed to the slot that it has."""
    problem: Problem
    """Its masks. What is past stands where it stood; everything else may only be held from `instance.now` on."""
    timetable: Timetable
    home: tuple[int, ...]
    """meeting → its slot in the old schedule, or NOWHERE."""
    held: frozenset[int]
    """Meetings of the past: they never change."""
    broken: tuple[int, ...]
    """Placed before, and impossible at that time now: somebody is absent, the meeting's table is lost."""
    loose: tuple[int, ...]
    """Placed before, still possible at that time, but too many for the tables left, or refused by a rule: moving one
    counts."""
    new: tuple[int, ...]
    """Without a place before: added, or missing already."""
    start_slot: tuple[int, ...]
    """meeting → its slot when the repair begins: home, or NOWHERE."""
    stays: bytearray
    """meeting → 1 if moving it to another slot counts as a move: it could be held where it was."""

    @property
    def wanted(self) -> tuple[int, ...]:
        """Meetings without a place when the repair begins."""
        return (*self.broken, *self.loose, *self.new)

    @property
    def lost(self) -> int:
        """Weight of those that have none now."""
        return sum(self.problem.weight[m] for m in self.wanted if self.timetable.slot[m] == NOWHERE)

    @property
    def moves(self) -> int:
        """Meetings that have left a slot in which they could have been held."""
        slot, home = self.timetable.slot, self.home
        return sum(1 for m, counts in enumerate(self.stays) if counts and slot[m] not in (home[m], NOWHERE))


def residual_schedule(instance: Instance, schedule: Schedule) -> ResidualSchedule:
    """`instance` is the changed one (its `now` says what is past); `schedule` was made for it before the changes."""
    places = {placed.meeting: placed for placed in schedule.placed}
    instance = _with_locks(instance, places)
    held = frozenset(m for m, placed in places.items() if placed.slot < instance.now)
    problem = _from_now_on(lower(instance, _halls(instance, places)), places, held)
    timetable = Timetable(problem)
    timetable.ends[:] = _ends(problem, places)
    broken = _seat_old(timetable, places, held)
    stays = bytearray(len(problem.ends))
    for meeting in places:
        stays[meeting] = timetable.slot[meeting] != NOWHERE and meeting not in held
    loose = _thin_out(timetable, stays) + _without_rule(timetable, stays)
    home = [NOWHERE] * len(problem.ends)
    for meeting, placed in places.items():
        home[meeting] = placed.slot
    return ResidualSchedule(
        instance=instance,
        problem=problem,
        timetable=timetable,
        home=tuple(home),
        held=held,
        broken=tuple(broken),
        loose=tuple(sorted(loose)),
        start_slot=tuple(timetable.slot),
        new=tuple(m for m, meeting in enumerate(instance.meetings) if m not in places and not meeting.cancelled),
        stays=stays,
    )


def _with_locks(instance: Instance, places: dict[int, Placed]) -> Instance:
    """A locked meeting stays where it is or is given up; a meeting already held cannot be cancelled."""
    meetings = list(instance.meetings)
    for number, placed in places.items():
        meeting = meetings[number]
        if meeting.cancelled and placed.slot < instance.now:
            meeting = replace(meeting, cancelled=False)
        if meeting.locked:
            meeting = replace(meeting, fixed=placed.slot, table=placed.table)
        meetings[number] = meeting
    return replace(instance, meetings=tuple(meetings))


def _halls(instance: Instance, places: dict[int, Placed]) -> list[int] | None:
    """Where ways between halls take time, a meeting stays in the hall of its table."""
    if not far_apart(instance):
        return None
    halls = list(halls_of(instance))
    for number, placed in places.items():
        if placed.table is not None and required_table(instance, instance.meetings[number]) is None:
            halls[number] = hall_of(instance, placed.table)
    return halls


def _from_now_on(problem: Problem, places: dict[int, Placed], held: frozenset[int]) -> Problem:
    future = -1 << problem.instance.now
    window = [mask & future for mask in problem.window]
    for meeting in held:
        window[meeting] = 1 << places[meeting].slot
    return replace(problem, window=tuple(window))


def _ends(problem: Problem, places: dict[int, Placed]) -> list[tuple[int, int]]:
    """The people of each meeting: the representatives of the old schedule, else those chosen to begin with."""
    ends = list(problem.ends)
    first: dict[int, int] = {}
    for person, participant in enumerate(problem.owner):
        first.setdefault(participant, person)
    for number, placed in places.items():
        meeting = problem.instance.meetings[number]
        seat_a, seat_b = placed.seats
        ends[number] = (first[meeting.a] + seat_a, first[meeting.b] + seat_b)
    return ends


def _seat_old(timetable: Timetable, places: dict[int, Placed], held: frozenset[int]) -> list[int]:
    """Places what can still be held where it was; returns the rest, rising. What was cancelled is in neither."""
    problem = timetable.problem
    broken = []
    for meeting in (*sorted(held), *sorted(places.keys() - held)):
        slot = places[meeting].slot
        a, b = timetable.ends[meeting]
        if meeting in held:
            timetable.place(meeting, slot)
        elif problem.instance.meetings[meeting].cancelled:
            continue
        elif problem.allowed(meeting, (a, b)) >> slot & ~(timetable.busy[a] | timetable.busy[b]) >> slot & 1:
            timetable.place(meeting, slot)
        else:
            broken.append(meeting)
    reinstate(timetable, {m: places[m].assistants for m in places if timetable.slot[m] != NOWHERE})
    return sorted(broken)


def _thin_out(timetable: Timetable, stays: Sequence[int]) -> list[int]:
    """Takes meetings out of slots that have more of them than tables: light ones, and of equals those that fit
    elsewhere."""
    problem = timetable.problem
    out = []
    for pool, room in enumerate(problem.room):
        crowded = [
            slot for slot in range(problem.instance.now, problem.slots) if timetable.load[pool][slot] > room[slot]
        ]
        for slot in crowded:
            inside = [
                m
                for m, at in enumerate(timetable.slot)
                if at == slot and problem.pool[m] == pool and stays[m] and not problem.instance.meetings[m].locked
            ]
            inside.sort(key=lambda m: (problem.weight[m], not timetable.free(m) & ~(1 << slot), m))
            for meeting in inside[: timetable.load[pool][slot] - room[slot]]:
                timetable.remove(meeting)
                out.append(meeting)
    return out


def _without_rule(timetable: Timetable, stays: Sequence[int]) -> list[int]:
    """Takes out what a rule refuses beside the others: its predecessor is gone, there is no interpreter any more."""
    out: list[int] = []
    if not timetable.constraint_states:
        return out
    watched = sorted(frozenset().union(*(rule.meetings for rule in timetable.problem.rules)))
    changed = True
    while changed:
        changed = False
        for meeting in watched:
            slot = timetable.slot[meeting]
            if slot == NOWHERE or not stays[meeting]:
                continue
            helpers = helpers_of(timetable, meeting)
            timetable.remove(meeting)
            if timetable.rules_allow(meeting, slot):
                timetable.place(meeting, slot)
                reinstate(timetable, {meeting: helpers})
            else:
                out.append(meeting)
                changed = True
    return out


def settle_rules(start: ResidualSchedule) -> list[int]:
    """Takes out what a rule refuses when the repair is over; returns those meetings."""
    movable = bytearray(1 if m not in start.held else 0 for m in range(len(start.home)))
    return _without_rule(start.timetable, movable)
