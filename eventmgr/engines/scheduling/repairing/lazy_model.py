"""A model of the fewest moves that grows where it must. Needs the extra `solver`.

It holds every meeting without a place, with all its slots, and of the others only those that stand in somebody's way.
Such a meeting may stay, or leave for one move; where it goes is first left open, which only makes leaving easier: the
optimum is a lower bound. When the solver's best answer sends a meeting away whose way is still open, that meeting gets
its slots, and whoever stands in those gets the choice between staying and leaving, and the model is solved again. When
nobody's way is open any more, the answer is a schedule, and as it costs no more than any other, it is the best one.
With tables it is the same: a full slot may first be left by anybody for one move, and its meetings come in when the
answer makes use of that.

Rules beyond masks and tables, and which representative of a company sits down, are left out: also that only makes the
bound smaller, and an answer that breaks them is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.engines.scheduling.exact import cp_sat
from eventmgr.engines.scheduling.placement.greedy import pairs
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule
from eventmgr.engines.scheduling.timetable import NOWHERE

LOST = 1 << 20
"""Cost of a unit of weight in the model, in moves."""
SETTINGS = (
    "linearization_level:2 cp_model_probing_level:0 symmetry_level:0 max_presolve_iterations:1 presolve_bve_threshold:0"
)
"""The linear relaxation nearly says it all: 0.1 s with it, no answer in 30 s without it (light-d). Simplifying costs
more than it saves."""


@dataclass(frozen=True)
class Answer:
    """What one solution of the model says. `lost` and `moves` together are a proved bound, in this order."""

    lost: int
    moves: int
    solved: bool
    """Whether `slots` and `gone` are there."""
    slots: dict[int, int]
    """meeting → slot, of the meetings whose slots are in the model and who are not at home."""
    gone: frozenset[int]
    """Meetings sent away without their slots being in the model; none: the answer is a schedule."""
    crowded: frozenset[tuple[int, int]]
    """(pool, slot) that somebody leaves who is not in the model."""


class LazyModel:
    """The growing model of one residual schedule."""

    def __init__(self, start: ResidualSchedule, movable: bytearray, wanted: Iterable[int]) -> None:
        """`wanted`: the meetings without a place that may get one."""
        problem = self.problem = start.problem
        self.start = start
        self.movable = movable
        self.wanted = list(wanted)
        self.slots: dict[int, list[int]] = {}
        """meeting → the slots that the model gives it, besides where it stands."""
        self.listed: set[tuple[int, int]] = set()
        """(pool, slot) all of whose meetings are in the model."""
        meetings = problem.instance.meetings
        self.owners = [tuple({meeting.a, meeting.b}) for meeting in meetings]
        self.at: dict[tuple[int, int], list[int]] = {}
        """(participant, slot) → meetings that stand there."""
        self.inside: dict[tuple[int, int], list[int]] = {}
        """(pool, slot) → meetings that stand there."""
        for meeting, slot in enumerate(start.start_slot):
            if slot >= problem.instance.now:
                for owner in self.owners[meeting]:
                    self.at.setdefault((owner, slot), []).append(meeting)
                self.inside.setdefault((problem.pool[meeting], slot), []).append(meeting)
        self.present: dict[int, list[int]] = {}
        for person, owner in enumerate(problem.owner):
            self.present.setdefault(owner, []).append(problem.present[person])
        self.grow(self.wanted, ())

    def grow(self, meetings: Iterable[int], crowded: Iterable[tuple[int, int]]) -> None:
        """Takes the slots of meetings, and all meetings of crowded slots, into the model."""
        for meeting in meetings:
            mask = 0
            for ends in pairs(self.problem, meeting):
                mask |= self.problem.allowed(meeting, ends)
            if self.start.start_slot[meeting] != NOWHERE:
                mask &= ~(1 << self.start.start_slot[meeting])
            self.slots[meeting] = bits(mask)
        self.listed.update(crowded)

    def near(self) -> dict[int, list[int]]:
        """Whoever stands in the way of the meetings in the model, and is not in it → the slots where that one finds
        room at once."""
        slots_of: dict[int, list[int]] = {}
        for meeting, slots in self.slots.items():
            for slot in slots:
                for owner in self.owners[meeting]:
                    for other in self.at.get((owner, slot), ()):
                        if other not in slots_of and other not in self.slots and self.movable[other]:
                            slots_of[other] = self._room(other)
        return slots_of

    def _room(self, meeting: int) -> list[int]:
        mask = self.problem.allowed(meeting, self.start.timetable.ends[meeting])
        return [
            slot
            for slot in bits(mask)
            if all(
                len(self.at.get((owner, slot), ())) < self.representatives(owner, slot)
                for owner in self.owners[meeting]
            )
        ]

    def representatives(self, owner: int, slot: int) -> int:
        """How many representatives of a participant are there."""
        return sum(mask >> slot & 1 for mask in self.present[owner])

    def solve(self, limits: str, *, closed: bool = False, lost: int | None = None) -> Answer:
        """Solves the model as it is, within `limits` (solver parameters). Raises NoSolver.

        `lost`: counts only moves, of the schedules that lose no more weight than that.
        `closed`: whoever leaves a slot goes to one of the model, or to one that is free for both; then the answer is a
        schedule, but bounds nothing.
        """
        draft = Draft(self, closed=closed, lost=lost)
        watcher = cp_sat.Watcher()
        solution = cp_sat.solve(draft.model.text(), f"{SETTINGS} {limits}", watcher)
        bound = max(0, solution.bound if solution.state == cp_sat.OPTIMAL else watcher.bound or 0)
        if solution.state != cp_sat.OPTIMAL:
            return Answer(bound // LOST, bound % LOST, solved=False, slots={}, gone=frozenset(), crowded=frozenset())
        values = solution.values
        return Answer(
            lost=bound // LOST,
            moves=bound % LOST,
            solved=True,
            slots={m: slot for (m, slot), unknown in draft.at.items() if values[unknown]},
            gone=frozenset(m for m, unknown in draft.stay.items() if m not in self.slots and not values[unknown]),
            crowded=frozenset(place for place, unknown in draft.leavers.items() if values[unknown]),
        )


class Draft:
    """The model of one moment."""

    def __init__(self, lazy: LazyModel, *, closed: bool = False, lost: int | None = None) -> None:
        self.lazy = lazy
        self.lost = lost
        self.closed = closed
        self.slots = lazy.slots | lazy.near() if closed else lazy.slots
        self.model = cp_sat.Model()
        self.at: dict[tuple[int, int], int] = {}
        """(meeting, slot) → unknown."""
        self.stay: dict[int, int] = {}
        """standing meeting → unknown "it stays"."""
        self.leavers: dict[tuple[int, int], int] = {}
        """(pool, slot) → how many leave of whom the model does not know."""
        self.costs: list[tuple[int, int]] = []
        self.losses: list[tuple[int, int]] = []
        self._write()

    def _write(self) -> None:
        lazy, start = self.lazy, self.lazy.start
        cells: dict[tuple[int, int], list[int]] = {}
        comers: dict[tuple[int, int], list[int]] = {}
        for meeting, slots in self.slots.items():
            for slot in slots:
                unknown = self.at[meeting, slot] = self.model.boolean()
                for owner in lazy.owners[meeting]:
                    cells.setdefault((owner, slot), []).append(unknown)
                comers.setdefault((lazy.problem.pool[meeting], slot), []).append(unknown)
                if start.stays[meeting] and slot != start.home[meeting]:
                    self.costs.append((unknown, 1))
        for cell, unknowns in cells.items():
            self._cell(cell, unknowns)
        for place in lazy.listed:
            for meeting in lazy.inside.get(place, ()):
                self._stays(meeting)
        for meeting in [m for m in self.slots if start.start_slot[m] != NOWHERE]:
            self._stays(meeting)
        for place, unknowns in comers.items():
            self._tables(place, unknowns)
        self._once()
        self._spare()
        if self.lost is None:
            self.costs += [(unknown, weight * LOST) for unknown, weight in self.losses]
        elif self.losses:
            self.model.between(self.losses, 0, self.lost)
        self.model.minimise(self.costs)

    def _stays(self, meeting: int) -> int:
        if meeting not in self.stay:
            free = self.lazy.movable[meeting] and not (self.closed and meeting not in self.slots)
            self.stay[meeting] = self.model.boolean() if free else self.model.integer(1, 1)
        return self.stay[meeting]

    def _cell(self, cell: tuple[int, int], comers: list[int]) -> None:
        """A participant has no more meetings in a slot than representatives who are there."""
        there = self.lazy.at.get(cell, [])
        most = self.lazy.representatives(*cell)
        if len(there) + len(comers) <= most:
            return
        literals = [*comers, *(self._stays(m) for m in there)]
        if most == 1:
            self.model.at_most_one(literals)
        else:
            self.model.between([(literal, 1) for literal in literals], 0, most)

    def _tables(self, place: tuple[int, int], comers: list[int]) -> None:
        """Comers find a free table, or as many leave: those whom the model knows, or others for a move each."""
        pool, slot = place
        if pool < 0:
            return
        there = self.lazy.inside.get(place, [])
        known = [self._stays(m) for m in there if m in self.stay]
        room = self.lazy.problem.room[pool][slot] - (len(there) - len(known))
        if len(comers) + len(known) <= room:
            return
        terms = [(unknown, 1) for unknown in (*comers, *known)]
        if len(known) < len(there) and not self.closed:
            others = self.leavers[place] = self.model.integer(0, len(comers))
            self.costs.append((others, 1))
            terms.append((others, -1))
        self.model.between(terms, -len(comers), room)

    def _once(self) -> None:
        """Every meeting is held once; one without a place may stay without, for its weight."""
        lazy = self.lazy
        for meeting, slots in self.slots.items():
            literals = [self.at[meeting, slot] for slot in slots]
            if meeting in self.stay:
                literals.append(self.stay[meeting])
            elif literals:
                literals.append(self.model.boolean())
                self.losses.append((literals[-1], lazy.problem.weight[meeting]))
            if literals:
                self.model.exactly_one(literals)
        for meeting, unknown in self.stay.items():
            if meeting not in self.slots and lazy.movable[meeting] and not self.closed:
                gone = self.model.boolean()
                self.model.exactly_one([unknown, gone])
                self.costs.append((gone, 1))

    def _spare(self) -> None:
        """A participant gets no more new meetings than slots are free now: nothing that has a place is given up."""
        lazy = self.lazy
        instance = lazy.problem.instance
        new: dict[int, list[int]] = {}
        for meeting in lazy.wanted:
            for owner in lazy.owners[meeting]:
                new.setdefault(owner, []).extend(self.at[meeting, slot] for slot in lazy.slots[meeting])
        for owner, literals in new.items():
            free = sum(
                lazy.representatives(owner, slot) - len(lazy.at.get((owner, slot), ()))
                for slot in range(instance.now, instance.slots)
            )
            if len(literals) > free:
                self.model.between([(literal, 1) for literal in literals], 0, max(0, free))
