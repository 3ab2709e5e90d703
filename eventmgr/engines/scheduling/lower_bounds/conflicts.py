"""Groups of people who cannot all have their fewest breaks.

If every partner of p kept to a pattern with that partner's fewest breaks, some meetings of p would lose slots. Where p
then no longer gets by with p's own fewest, p and those partners together have at least one break more than the sum of
their bounds. Groups that share nobody add up. (The argument of cores in core-guided MaxSAT, with cores of one star
each.)
"""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.lower_bounds.patterns import Fitting, patterns
from eventmgr.engines.scheduling.lower_bounds.person_bounds import PersonBounds
from eventmgr.engines.scheduling.problem import Problem

MOST_PATTERNS = 20_000
"""Patterns listed for one person; beyond that the person counts as free to choose."""
MOST_WORK = 3_000_000
"""Patterns times meetings in them, looked at for all people together: at most some seconds of plain Python; a heavy
event of 2,000 people takes 0.2."""


def conflicts(problem: Problem, person_bounds: PersonBounds) -> list[frozenset[int]]:
    """Disjoint groups of people, each with at least one break more than the bounds of its members; empty for several
    stretches."""
    if len(Gaps(problem).stretches) > 1:
        return []
    listed = _Listed(problem, person_bounds)
    reach = list(problem.present)
    people = [person for person in range(problem.people) if person_bounds.allowed[person]]
    for person in sorted(people, key=lambda p: (person_bounds.fewest[p], len(person_bounds.allowed[p]), p)):
        reach[person] = _reach(listed, person)
    groups: list[frozenset[int]] = []
    used: set[int] = set()
    for person in sorted(people, key=lambda p: (len(person_bounds.allowed[p]), p)):
        group = None if person in used else _group(listed, reach, person, used)
        if group:
            groups.append(group)
            used |= group
    return groups


class _Listed:
    """Patterns of one event, listed until enough are looked at for one person or for all."""

    def __init__(self, problem: Problem, person_bounds: PersonBounds) -> None:
        self.problem, self.person_bounds = problem, person_bounds
        self.left = MOST_WORK

    def fewest(self, person: int) -> Iterator[int | None]:
        """The patterns with the person's fewest breaks, without regard to the meetings; None as the last where too many
        are left out."""
        meetings, runs = len(self.person_bounds.allowed[person]), self.person_bounds.fewest[person] + 1
        every = patterns(self.problem.slots, self.problem.present[person], meetings, runs)
        for number, pattern in enumerate(every):
            if number == MOST_PATTERNS or self.left <= 0:
                yield None
                return
            self.left -= meetings
            yield pattern


def _reach(listed: _Listed, person: int) -> int:
    """Union of the patterns with which this person has the fewest breaks; the whole presence where there are too many
    to list."""
    allowed = listed.person_bounds.allowed[person]
    fitting = Fitting(allowed)
    present = listed.problem.present[person]
    union = 0
    for pattern in listed.fewest(person):
        if pattern is None:
            return present
        if pattern & ~union and fitting.fits(pattern):
            union |= pattern
            if union == present:
                break
    return union or present


def _group(listed: _Listed, reach: list[int], person: int, used: set[int]) -> frozenset[int] | None:
    """The person and as few partners as needed, if they cannot all have their fewest; nobody of `used`."""
    allowed, partners = listed.person_bounds.allowed[person], listed.person_bounds.partners[person]
    bound = {
        partner
        for mask, partner in zip(allowed, partners, strict=True)
        if partner not in used and mask & ~reach[partner]
    }
    if not bound or _copes(listed, reach, person, bound):
        return None
    for partner in sorted(bound):
        if not _copes(listed, reach, person, bound - {partner}):
            bound.discard(partner)
    return frozenset(bound | {person})


def _copes(listed: _Listed, reach: list[int], person: int, bound: set[int]) -> bool:
    """Whether the person can have the fewest breaks while the partners in `bound` keep to their reach; yes, where it is
    too long to tell."""
    masks = [
        mask & reach[partner] if partner in bound else mask
        for mask, partner in zip(
            listed.person_bounds.allowed[person], listed.person_bounds.partners[person], strict=True
        )
    ]
    if not all(masks):
        return False
    fitting = Fitting(masks)
    return any(pattern is None or fitting.fits(pattern) for pattern in listed.fewest(person))
