"""Groups of people who cannot all have their fewest breaks.

If every partner of p kept to a pattern with that partner's fewest breaks, some meetings of p would lose slots. Where p then no longer gets
by with p's own fewest, p and those partners together have at least one break more than the sum of their floors. Groups that share nobody
add up. (The argument of cores in core-guided MaxSAT, with cores of one star each.)
"""

from __future__ import annotations

from eventmgr.matchmaking.scheduling.bounds.floors import Floors
from eventmgr.matchmaking.scheduling.bounds.patterns import Fitting, patterns
from eventmgr.matchmaking.scheduling.breaks import Gaps
from eventmgr.matchmaking.scheduling.problem import Problem

MOST_PATTERNS = 1_500
"""Patterns listed for one person; beyond that the person counts as free to choose."""


def conflicts(problem: Problem, floors: Floors) -> list[frozenset[int]]:
    """Disjoint groups of people, each with at least one break more than the floors of its members; empty for several stretches."""
    if len(Gaps(problem).stretches) > 1:
        return []
    reach = [_reach(problem, floors, person) for person in range(problem.people)]
    groups: list[frozenset[int]] = []
    used: set[int] = set()
    for person in sorted(range(problem.people), key=lambda p: (len(floors.allowed[p]), p)):
        if person in used or not floors.allowed[person]:
            continue
        group = _group(problem, floors, reach, person, used)
        if group:
            groups.append(group)
            used |= group
    return groups


def _reach(problem: Problem, floors: Floors, person: int) -> int:
    """Union of the patterns with which this person has the fewest breaks; the whole presence where there are too many to list."""
    allowed = floors.allowed[person]
    present = problem.present[person]
    if not allowed:
        return present
    fitting = Fitting(allowed)
    union = looked = 0
    for pattern in patterns(problem.slots, present, len(allowed), floors.fewest[person] + 1):
        if pattern & ~union:
            looked += 1
            if looked > MOST_PATTERNS:
                return present
            if fitting.fits(pattern):
                union |= pattern
    return union or present


def _group(problem: Problem, floors: Floors, reach: list[int], person: int, used: set[int]) -> frozenset[int] | None:
    """The person and as few partners as needed, if they cannot all have their fewest; nobody of `used`."""
    allowed, partners = floors.allowed[person], floors.partners[person]
    bound = {
        partner
        for mask, partner in zip(allowed, partners, strict=True)
        if partner not in used and mask & ~reach[partner]
    }
    if not bound or _copes(problem, floors, reach, person, bound):
        return None
    for partner in sorted(bound):
        if not _copes(problem, floors, reach, person, bound - {partner}):
            bound.discard(partner)
    return frozenset(bound | {person})


def _copes(problem: Problem, floors: Floors, reach: list[int], person: int, bound: set[int]) -> bool:
    """Whether the person can have the fewest breaks while the partners in `bound` keep to their reach."""
    masks = [
        mask & reach[partner] if partner in bound else mask
        for mask, partner in zip(floors.allowed[person], floors.partners[person], strict=True)
    ]
    if not all(masks):
        return False
    fitting = Fitting(masks)
    few = patterns(problem.slots, problem.present[person], len(masks), floors.fewest[person] + 1)
    return any(number == 10 * MOST_PATTERNS or fitting.fits(pattern) for number, pattern in enumerate(few))
