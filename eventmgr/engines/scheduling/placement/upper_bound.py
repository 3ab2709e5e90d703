"""A proved upper bound on the weight that any timetable can place, so that "everything that can be placed is placed" is
often certain.

Three things are lost whatever is done:

1. A meeting with no slot in which both sides are there.
2. For one participant, what a best matching of its meetings to its slots leaves over (each slot as often as
representatives are
   there; a cap on meetings counts). Such matchings are the independent sets of a matroid, so taking heavy meetings
   first is best. A lost meeting may make up for the loss of both its sides. So among participants linked by meetings
   with each other, at least half of the sum of losses is lost, and at least the sum over any participants no two of
   whom want to meet.
3. For one pool and a run of slots, the lightest of those meetings that fit only into this run, as many as there are
more of them
   than tables (or than half of the people who are there). Runs that do not overlap add up.

The second and the third may be the same meetings: the larger counts.
"""

from __future__ import annotations

from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import Problem, bits

Masks = dict[int, int]
"""meeting → slots in which both sides have somebody there; only meetings with such a slot."""


def loss_lower_bound(problem: Problem) -> int:
    """Weight that no timetable can place (cancelled meetings are nobody's loss)."""
    masks = _masks(problem)
    meetings = problem.instance.meetings
    hopeless = sum(problem.weight[m] for m, asked in enumerate(meetings) if m not in masks and not asked.cancelled)
    return hopeless + max(_lost_by_people(problem, masks), _lost_by_tables(problem, masks))


def deficit_lower_bound(problem: Problem, soft_constraints: SoftConstraints) -> int:
    """Guaranteed meetings that stay owed even if every meeting that has a slot is held."""
    tally = soft_constraints.tally()
    for meeting in _masks(problem):
        tally.place(meeting)
    return tally.deficit


def _masks(problem: Problem) -> Masks:
    present = problem.present
    masks = {}
    for meeting, (side_a, side_b) in enumerate(problem.choices):
        mask = problem.window[meeting] & _anybody(present, side_a) & _anybody(present, side_b)
        if mask:
            masks[meeting] = mask
    return masks


def _anybody(present: tuple[int, ...], people: tuple[int, ...]) -> int:
    mask = 0
    for person in people:
        mask |= present[person]
    return mask


def _lost_by_people(problem: Problem, masks: Masks) -> int:
    meetings = problem.instance.meetings
    mine: dict[int, list[int]] = {}
    for meeting in masks:
        for side in (meetings[meeting].a, meetings[meeting].b):
            mine.setdefault(side, []).append(meeting)
    seats = _seats_there(problem)
    short = {
        side: lost for side, wanted in mine.items() if (lost := _lost_by_one(problem, side, wanted, masks, seats[side]))
    }
    linked: dict[int, set[int]] = {side: set() for side in short}
    for meeting in masks:
        a, b = meetings[meeting].a, meetings[meeting].b
        if a in short and b in short:
            linked[a].add(b)
            linked[b].add(a)
    return sum(max((sum(short[s] for s in group) + 1) // 2, _apart(group, short, linked)) for group in _groups(linked))


def _seats_there(problem: Problem) -> list[list[int]]:
    """participant → slot → representatives who are there."""
    seats = [[0] * problem.slots for _ in problem.instance.participants]
    for person, owner in enumerate(problem.owner):
        for slot in bits(problem.present[person]):
            seats[owner][slot] += 1
    return seats


def _lost_by_one(problem: Problem, side: int, wanted: list[int], masks: Masks, seats: list[int]) -> int:
    """Weight that a best choice of one participant's meetings leaves over."""
    most = problem.instance.participants[side].maximum
    matching = _Matching(masks, seats)
    placed = lost = 0
    for meeting in sorted(wanted, key=lambda m: -problem.weight[m]):
        if (most is None or placed < most) and matching.add(meeting):
            placed += 1
        else:
            lost += problem.weight[meeting]
    return lost


class _Matching:
    """One participant's meetings in slots, each slot as often as representatives are there."""

    def __init__(self, masks: Masks, seats: list[int]) -> None:
        self.masks = masks
        self.left = list(seats)
        self.free = sum(1 << slot for slot, count in enumerate(seats) if count)
        self.held: list[list[int]] = [[] for _ in seats]

    def add(self, meeting: int) -> bool:
        """Makes room for one more meeting, if others can move so that all have a slot."""
        return self._augment(meeting, [0])

    def _augment(self, meeting: int, seen: list[int]) -> bool:
        mask = self.masks[meeting]
        free = mask & self.free
        if free:
            slot = (free & -free).bit_length() - 1
            self.held[slot].append(meeting)
            self.left[slot] -= 1
            if not self.left[slot]:
                self.free ^= 1 << slot
            return True
        while mask & ~seen[0]:
            low = mask & ~seen[0]
            low &= -low
            seen[0] |= low
            slot = low.bit_length() - 1
            for other in list(self.held[slot]):
                if self._augment(other, seen):
                    self.held[slot].remove(other)
                    self.held[slot].append(meeting)
                    return True
        return False


def _groups(linked: dict[int, set[int]]) -> list[list[int]]:
    seen: set[int] = set()
    groups = []
    for first in linked:
        if first not in seen:
            seen.add(first)
            group, stack = [], [first]
            while stack:
                side = stack.pop()
                group.append(side)
                stack.extend(linked[side] - seen)
                seen |= linked[side]
            groups.append(group)
    return groups


def _apart(group: list[int], short: dict[int, int], linked: dict[int, set[int]]) -> int:
    """The losses of participants no two of whom are linked, chosen with the largest first."""
    total = 0
    out: set[int] = set()
    for side in sorted(group, key=lambda s: (-short[s], len(linked[s]), s)):
        if side not in out:
            total += short[side]
            out |= linked[side]
    return total


def _lost_by_tables(problem: Problem, masks: Masks) -> int:
    """Pool by pool; halls that lowering has chosen for meetings are one pool, since other choices were possible."""
    halls = len(problem.instance.halls) if problem.narrowed else 1
    groups = [tuple(range(halls)), *((pool,) for pool in range(halls, len(problem.room)))]
    return sum(_lost_in_pools(problem, group, masks) for group in groups)


def _lost_in_pools(problem: Problem, pools: tuple[int, ...], masks: Masks) -> int:
    """Best sum over runs of slots that do not overlap."""
    drawing = [meeting for meeting in masks if problem.pool[meeting] in pools]
    room = _usable_room(problem, pools, drawing)
    ending: list[list[tuple[int, int]]] = [[] for _ in room]
    for meeting in drawing:
        mask = masks[meeting]
        first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
        ending[last].append((first, problem.weight[meeting]))
    best = [0] * (len(room) + 1)
    for end in range(len(room)):
        best[end + 1] = best[end]
        for start in range(end + 1):
            tables = sum(room[start : end + 1])
            if sum(len(rows) for rows in ending[start : end + 1]) > tables:
                inside = sorted(w for rows in ending[start : end + 1] for first, w in rows if first >= start)
                if len(inside) > tables:
                    best[end + 1] = max(best[end + 1], best[start] + sum(inside[: len(inside) - tables]))
    return best[-1]


def _usable_room(problem: Problem, pools: tuple[int, ...], drawing: list[int]) -> list[int]:
    """slot → tables, or half of the people there who might want one, whichever is less."""
    wanting: set[int] = set()
    for meeting in drawing:
        wanting.update(problem.choices[meeting][0], problem.choices[meeting][1])
    there = [0] * problem.slots
    for person in wanting:
        for slot in bits(problem.present[person]):
            there[slot] += 1
    tables = [sum(problem.room[pool][slot] for pool in pools) for slot in range(problem.slots)]
    return [min(count, people // 2) for count, people in zip(tables, there, strict=True)]
