"""Where meetings and people can be at all: tightened slots of each meeting, and the break-free windows of each
person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.rules.precedence import Precedence


class Infeasible(Exception):
    """Not every meeting can be placed: some people or tables have fewer slots than meetings."""


def wanted(problem: Problem) -> list[int]:
    """Meetings that are not cancelled."""
    return [number for number, meeting in enumerate(problem.instance.meetings) if not meeting.cancelled]


def initial_domains(problem: Problem) -> list[int]:
    """meeting → mask of slots in which some pair of its people is present and its pool has a table at all."""
    masks = []
    for meeting, window in enumerate(problem.window):
        mask = window & _anybody(problem, meeting, 0) & _anybody(problem, meeting, 1)
        pool = problem.pool[meeting]
        if pool >= 0:
            mask &= sum(1 << slot for slot, tables in enumerate(problem.room[pool]) if tables > 0)
        masks.append(mask)
    return masks


def filtered_domains(problem: Problem) -> list[int]:
    """meeting → mask of slots in which it may be when every wanted meeting is placed. Raises Infeasible.

    Precedence cuts off both ends. Then Hall's theorem, person by person (only people who are not interchangeable): a
    slot goes when the person's other meetings could not all be placed beside it.
    """
    masks = initial_domains(problem)
    mine = certain_meetings(problem)
    changed = True
    while changed:
        before = list(masks)
        for rule in problem.rules:
            if isinstance(rule, Precedence):
                _cut_ends(rule, masks, problem)
        for meetings in mine:
            _keep_matchable(meetings, masks)
        changed = masks != before
    if any(not masks[meeting] for meeting in wanted(problem)):
        raise Infeasible
    _check_tables(problem, masks)
    return masks


def certain_meetings(problem: Problem) -> list[list[int]]:
    """person → wanted meetings that only this person can attend for the side."""
    of: list[list[int]] = [[] for _ in problem.present]
    for meeting in wanted(problem):
        for side in problem.choices[meeting]:
            if len(side) == 1:
                of[side[0]].append(meeting)
    return of


def break_free_windows(masks: Sequence[int], span: int) -> list[int]:
    """Runs of as many slots as there are meetings (one mask each), within `span`, into which the meetings match one to
    one."""
    count = len(masks)
    run = (1 << count) - 1
    starts = range(max(0, span.bit_length() - count + 1))
    return [
        run << start for start in starts if not (run << start) & ~span and _matching(masks, run << start) is not None
    ]


def _anybody(problem: Problem, meeting: int, side: int) -> int:
    mask = 0
    for person in problem.choices[meeting][side]:
        mask |= problem.present[person]
    return mask


def _cut_ends(rule: Precedence, masks: list[int], problem: Problem) -> None:
    """A cancelled meeting cuts nothing off from those before it; those after it cannot be held."""
    for later, earlier in rule.before.items():
        for meeting in () if problem.instance.meetings[later].cancelled else earlier:
            low = masks[meeting] & -masks[meeting]
            masks[later] &= ~((low << 1) - 1) if low else 0
            masks[meeting] &= (1 << max(0, masks[later].bit_length() - 1)) - 1


def _matching(masks: Sequence[int], within: int) -> dict[int, int] | None:
    """slot → index of the mask that takes it, one slot for each mask; None: they do not all fit."""
    taken: dict[int, int] = {}

    def take(index: int, tried: list[int]) -> bool:
        for slot in bits(masks[index] & within & ~tried[0]):
            if tried[0] >> slot & 1:
                continue
            tried[0] |= 1 << slot
            if slot not in taken or take(taken[slot], tried):
                taken[slot] = index
                return True
        return False

    return taken if all(take(index, [0]) for index in range(len(masks))) else None


def _keep_matchable(meetings: list[int], masks: list[int]) -> None:
    """Drops the slots of one person's meetings that are in no complete matching (Régin's filter for all-different)."""
    own = [masks[meeting] for meeting in meetings]
    span = 0
    for mask in own:
        span |= mask
    taken = _matching(own, span)
    if taken is None:
        raise Infeasible
    slot_of = {index: slot for slot, index in taken.items()}
    free = span & ~sum(1 << slot for slot in taken)

    @cache
    def leads_to(start: int) -> int:
        """Slots that the meeting in slot `start` can be pushed to, and so on: all that an alternating path reaches."""
        reached, open_slots = 1 << start, [start]
        while open_slots:
            slot = open_slots.pop()
            if slot in taken:
                fresh = own[taken[slot]] & ~reached
                reached |= fresh
                open_slots += bits(fresh)
        return reached

    for index, meeting in enumerate(meetings):
        keep = 1 << slot_of[index]
        for slot in bits(own[index] & ~keep):
            if leads_to(slot) & (free | 1 << slot_of[index]):
                keep |= 1 << slot
        masks[meeting] = keep


def _check_tables(problem: Problem, masks: Sequence[int]) -> None:
    """Meetings into slots with so many tables each: raises Infeasible when they do not all fit."""
    for pool, room in enumerate(problem.room):
        held: list[list[int]] = [[] for _ in room]
        for meeting in wanted(problem):
            if problem.pool[meeting] == pool and not _seat(meeting, masks, room, held, [0]):
                raise Infeasible


def _seat(meeting: int, masks: Sequence[int], room: Sequence[int], held: list[list[int]], tried: list[int]) -> bool:
    """An augmenting path of the meeting into the slots; slots tried already are bits of tried[0]."""
    slots = [slot for slot in bits(masks[meeting]) if not tried[0] >> slot & 1]
    for slot in slots:
        if len(held[slot]) < room[slot]:
            held[slot].append(meeting)
            return True
    for slot in slots:
        if tried[0] >> slot & 1:
            continue
        tried[0] |= 1 << slot
        for other in held[slot]:
            if _seat(other, masks, room, held, tried):
                held[slot].remove(other)
                held[slot].append(meeting)
                return True
    return False
