"""The timetable as a model: where each meeting may be held, how busy each person is, and where a person's breaks
end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventmgr.engines.scheduling.exact.cp_sat import Model
from eventmgr.engines.scheduling.exact.domains import break_free_windows, certain_meetings
from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.timetable import NOWHERE


@dataclass
class Encoded:
    """A model, and what its unknowns mean."""

    model: Model
    problem: Problem
    everything: bool
    """Every wanted meeting is placed; else at most once."""
    breaks: bool
    """Whether breaks are modelled."""
    at: list[dict[int, int]]
    """meeting → slot → "is held then"."""
    sits: list[list[dict[int, dict[int, int]]]] = field(default_factory=list)
    """meeting → side → slot → person → "is held then with this person"; one person for most."""
    busy: list[dict[int, int]] = field(default_factory=list)
    """person → slot → "has a meeting then"; slots without any possible meeting are left out."""
    break_ends: list[list[int]] = field(default_factory=list)
    """person → "a break ends here", one for each slot in which one can; none without `breaks`."""
    windows: dict[int, dict[int, int]] = field(default_factory=dict)
    """person → break-free window (mask) → "sits in it"."""

    def slots(self, values: Sequence[int]) -> list[int]:
        """meeting → slot of a solution, or NOWHERE."""
        return [next((slot for slot, known in at.items() if values[known]), NOWHERE) for at in self.at]

    def ends(self, values: Sequence[int]) -> list[tuple[int, int]]:
        """meeting → people of a solution; those chosen to begin with, where it is not placed."""
        ends = []
        for meeting, slot in enumerate(self.slots(values)):
            pair = list(self.problem.ends[meeting])
            if slot != NOWHERE:
                for side in (0, 1):
                    pair[side] = next(p for p, known in self.sits[meeting][side][slot].items() if values[known])
            ends.append((pair[0], pair[1]))
        return ends

    def hint(self, slots: Sequence[int], ends: Sequence[tuple[int, int]]) -> None:
        """A known timetable to try first."""
        for meeting, known in enumerate(self.at):
            for slot, unknown in known.items():
                held = slots[meeting] == slot
                self.model.hint(unknown, int(held))
                for side, person in enumerate(ends[meeting]):
                    for other, sits in self.sits[meeting][side][slot].items():
                        self.model.hint(sits, int(held and other == person))


def encode(problem: Problem, masks: Sequence[int], *, everything: bool, breaks: bool = True) -> Encoded:
    """Meetings in slots of their masks, nobody twice in a slot; with `breaks`, the breaks too. Tables, rules:
    `totalizers`, `constraints`."""
    model = Model()
    at = [{slot: model.boolean() for slot in bits(mask)} for mask in masks]
    encoded = Encoded(model, problem, everything, breaks, at)
    for meeting, slots in enumerate(at):
        if slots:  # a cancelled meeting has none; `windows.filtered_domains` refuses the others
            (model.exactly_one if everything else model.at_most_one)(list(slots.values()))
        encoded.sits.append([_sits(encoded, meeting, side) for side in (0, 1)])
    attending: list[dict[int, list[int]]] = [{} for _ in problem.present]
    for sides in encoded.sits:
        for slot_people in sides:
            for slot, people in slot_people.items():
                for person, literal in people.items():
                    attending[person].setdefault(slot, []).append(literal)
    certain = certain_meetings(problem)
    open_to = {p for sides in problem.choices for side in sides if len(side) > 1 for p in side}
    for person in range(problem.people):
        known = len(certain[person]) if everything and person not in open_to else None
        _encode_person(encoded, attending[person], known)
        if known is not None:
            _encode_windows(encoded, person, [masks[meeting] for meeting in certain[person]])
    for meeting, (a, b) in enumerate(problem.ends):
        if at[meeting]:
            _exclude_windows(encoded, masks[meeting], a, b)
    return encoded


def limit_spread(encoded: Encoded, spread: int | None) -> None:
    """The breaks of any two people differ by at most `spread`."""
    model = encoded.model
    if spread is None:
        return
    ends = encoded.break_ends
    lowest = None if any(not mine for mine in ends) else model.integer(0, min(len(mine) for mine in ends))
    for mine in ends:
        terms = [(end, 1) for end in mine]
        if lowest is None:
            if len(terms) > spread:
                model.between(terms, 0, spread)
        else:
            model.between([*terms, (lowest, -1)], 0, spread)


def _sits(encoded: Encoded, meeting: int, side: int) -> dict[int, dict[int, int]]:
    """slot → person → literal; with several possible people, exactly one of them when the meeting is held."""
    problem, model = encoded.problem, encoded.model
    people = problem.choices[meeting][side]
    table: dict[int, dict[int, int]] = {}
    for slot, literal in encoded.at[meeting].items():
        there = [person for person in people if problem.present[person] >> slot & 1]
        if len(there) == 1:
            table[slot] = {there[0]: literal}
        else:
            table[slot] = {person: model.boolean() for person in there}
            model.exactly_one([*table[slot].values(), -literal - 1])
    return table


def _encode_person(encoded: Encoded, attending: dict[int, list[int]], known: int | None) -> None:
    """Busy slots, running counts and breaks of one person. `known`: how many meetings the person has, if that is
    certain."""
    model = encoded.model
    busy: dict[int, int] = {}
    for slot in sorted(attending):
        literals = attending[slot]
        if len(literals) == 1:
            busy[slot] = literals[0]
        else:
            busy[slot] = model.boolean()
            model.exactly_one([*literals, -busy[slot] - 1])
    encoded.busy.append(busy)
    counts = running_counts(model, busy, known) if known is not None and known > 1 else {}
    breaks = break_ends(encoded.problem, model, busy, counts) if encoded.breaks and known not in (0, 1) else []
    encoded.break_ends.append(breaks)


def running_counts(model: Model, busy: dict[int, int], total: int) -> dict[int, int]:
    """slot → unknown: meetings up to and with that slot, `total` in the end. Only slots with a possible meeting."""
    possible = sorted(busy)
    counts: dict[int, int] = {}
    terms: list[tuple[int, int]] = []
    for index, slot in enumerate(possible):
        counts[slot] = model.integer(max(0, total - (len(possible) - index - 1)), min(index + 1, total))
        model.between([(counts[slot], 1), (busy[slot], -1), *terms], 0, 0)
        terms = [(counts[slot], -1)]
    return counts


def break_ends(problem: Problem, model: Model, busy: dict[int, int], counts: dict[int, int]) -> list[int]:
    """A literal per slot in which a break can end: busy now, not in the slot before, but earlier in the same stretch.

    "Has met in this stretch" grows slot by slot (order encoding) and, in the first stretch, is tied to the running
    count.
    """
    ends: list[int] = []
    met: int | None = None
    met_before: int | None = None
    first_stretch = True
    for slot in range(problem.slots):
        if slot and problem.day_starts >> slot & 1:
            met = met_before = None
            first_stretch = False
        literal = busy.get(slot)
        if literal is not None and met_before is not None:
            beside = busy.get(slot - 1)
            ends.append(_all_of(model, [literal, met_before] + ([] if beside is None else [-beside - 1])))
        met_before = met
        if literal is not None:
            met = literal if met is None else _either(model, met, literal)
            if first_stretch and counts and met != literal:
                model.between([(counts[slot], 1)], 1, problem.slots, when=met)
                model.between([(counts[slot], 1)], 0, 0, when=-met - 1)
    return ends


def _all_of(model: Model, causes: list[int]) -> int:
    """A new literal, true when and only when all causes are."""
    literal = model.boolean()
    model.clause([literal, *(-cause - 1 for cause in causes)])
    for cause in causes:
        model.clause([-literal - 1, cause])
    return literal


def _either(model: Model, first: int, second: int) -> int:
    """A new literal, true when and only when one of the two is."""
    literal = model.boolean()
    model.clause([-first - 1, literal])
    model.clause([-second - 1, literal])
    model.clause([-literal - 1, first, second])
    return literal


def _encode_windows(encoded: Encoded, person: int, masks: list[int]) -> None:
    """Either one of the break-free windows that the person's meetings match into, or a break. Only where there is one
    stretch."""
    model, busy, ends = encoded.model, encoded.busy[person], encoded.break_ends[person]
    if len(masks) < 2 or encoded.problem.day_starts > 1:
        return
    chosen: list[int] = []
    encoded.windows[person] = {}
    for window in break_free_windows(masks, sum(1 << slot for slot in busy)):
        literal = model.boolean()
        chosen.append(literal)
        encoded.windows[person][window] = literal
        for slot, known in busy.items():
            model.clause([-literal - 1, known if window >> slot & 1 else -known - 1])
    if not ends:
        model.exactly_one(chosen)
        return
    broken = model.boolean()
    model.exactly_one([*chosen, broken])
    model.clause([-broken - 1, *ends])
    for end in ends:
        model.clause([-end - 1, broken])


def _exclude_windows(encoded: Encoded, mask: int, a: int, b: int) -> None:
    """Two people who meet do not sit in windows that share no slot for their meeting: the solver sees that late by
    itself."""
    for one, literal in encoded.windows.get(a, {}).items():
        for other, beside in encoded.windows.get(b, {}).items():
            if not one & other & mask:
                encoded.model.clause([-literal - 1, -beside - 1])
