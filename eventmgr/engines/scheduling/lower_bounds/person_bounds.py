"""The fewest breaks that each person can have, whatever everybody else does.

A person with d meetings fills exactly d slots of the presence. The bound is the least number of gaps of a set of d
slots into which the own meetings can be matched (each in slots where the partner is there and the meeting is allowed).
True for every timetable that holds all of that person's meetings, so the sum of these bounds is a lower bound on the
breaks of every such timetable.
"""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.lower_bounds.patterns import Fitting, fewest_gaps, patterns
from eventmgr.engines.scheduling.problem import Problem

MOST_PATTERNS = 20_000
"""Patterns looked at for one person; beyond that the bound reached so far stands."""


@dataclass(frozen=True)
class PersonBounds:
    """`fewest[p]`: breaks that person p has at least. `allowed[p]`: masks of p's meetings, beside `partners[p]`."""

    fewest: tuple[int, ...]
    allowed: tuple[tuple[int, ...], ...]
    partners: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        return sum(self.fewest)


def person_bounds(problem: Problem, ends: list[tuple[int, int]], held: list[bool]) -> PersonBounds:
    """PersonBounds of all people when the meetings of `held` take place between these `ends`.

    For people whose company has several representatives the meetings may be shared out in another way, so their bound
    counts as 0.
    """
    allowed: list[list[int]] = [[] for _ in problem.present]
    partners: list[list[int]] = [[] for _ in problem.present]
    shared = [False] * problem.people
    for meeting, (a, b) in enumerate(ends):
        for side in problem.choices[meeting]:
            if len(side) > 1:
                for person in side:
                    shared[person] = True
        if held[meeting]:
            mask = problem.allowed(meeting, (a, b))
            allowed[a].append(mask)
            allowed[b].append(mask)
            partners[a].append(b)
            partners[b].append(a)
    gaps = Gaps(problem)
    fewest = tuple(
        0 if shared[person] else _person_bound(problem, gaps, present, allowed[person])
        for person, present in enumerate(problem.present)
    )
    return PersonBounds(fewest, tuple(map(tuple, allowed)), tuple(map(tuple, partners)))


def _person_bound(problem: Problem, gaps: Gaps, present: int, allowed: list[int]) -> int:
    if not allowed:
        return 0
    usable = 0
    for mask in allowed:
        usable |= mask
    person_bound = fewest_gaps(gaps, present & usable, len(allowed))
    if len(gaps.stretches) > 1:
        return person_bound
    fitting = Fitting(allowed)
    looked = 0
    while True:
        for pattern in patterns(problem.slots, present & usable, len(allowed), person_bound + 1):
            looked += 1
            if looked > MOST_PATTERNS or fitting.fits(pattern):
                return person_bound
        if person_bound >= len(allowed):
            return person_bound
        person_bound += 1
