"""The annealer's moves in machine code (numba): the same as in `plain`, about a hundred times as many in a second.

Masks are 64-bit words, so an event may have at most 64 slots here.
"""
# mypy: allow-untyped-defs, allow-incomplete-defs
# numba gives the types; arrays and numbers are told apart by what the functions are called with.

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit, uint64

from eventmgr.engines.scheduling.annealing import parameters
from eventmgr.engines.scheduling.annealing.bitmasks import ONE, below, breaks, count, idle, pick, unit
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

LONGEST = 4096
"""Meetings in a chain at most; a longer one is given up."""


class Board(NamedTuple):
    """A timetable as arrays; `at` people × slots (meeting or -1), `load` and `room` pools × slots, the others by person
    or meeting."""

    at: Any
    busy: Any
    present: Any
    ends: Any
    """Sum of the two people's numbers of each meeting: minus one of them it is the other."""
    first: Any
    window: Any
    pool: Any
    load: Any
    room: Any
    stretches: Any
    person_bound: Any
    breaks: Any
    broken: Any
    """The people with more breaks than their floor, in any order; -1 behind the last."""
    place: Any
    """person → place in `broken`, or -1."""
    counted: Any
    """One number: how many are in `broken`."""


class Objective(NamedTuple):
    """What a move is judged by."""

    limit: int
    """Breaks of one person beyond which each costs `excess` more."""
    excess: float
    idle: float
    """Cost of an idle slot, in breaks."""
    broken: float
    at_edge: float
    beside: float
    """Shares of moves: see tuning."""


@njit(inline="always")
def _cost(gaps, person_bound, objective):
    """Breaks of one person; those beyond the limit, where the lower bound allows fewer, count more."""
    return gaps + objective.excess * max(0, gaps - max(person_bound, objective.limit))


@njit(inline="always")
def _note(breaks_of, person_bound, broken, place, counted, person):
    """Keeps the list of people with more breaks than their lower bound; returns how many there are."""
    if breaks_of[person] > person_bound[person]:
        if place[person] < 0:
            place[person] = counted
            broken[counted] = person
            counted += 1
    elif place[person] >= 0:
        counted -= 1
        last = broken[counted]
        broken[place[person]] = last
        place[last] = place[person]
        place[person] = -1
    return counted


@njit(inline="always")
def _follow(at, ends, window, u, s, t, chain):
    """The chain of meetings that swap s and t when u moves from s to t: (length or -1, person at the other end)."""
    length = 0
    v, x, y = u, s, t
    while True:
        meeting = at[v, x]
        if meeting < 0:
            break
        v = ends[meeting] - v
        if window[meeting] >> uint64(y) & ONE == uint64(0) or length == LONGEST:
            length = -1
            break
        chain[length] = meeting
        length += 1
        x, y = y, x
    return length, v


@njit(inline="always")
def _has_room(pool, load, room, chain, length, s, t, shift):
    """Whether the tables of every pool suffice after the swap; `shift` gets what each pool gains in t and loses in
    s."""
    enough = True
    for i in range(length):
        if pool[chain[i]] >= 0:
            shift[pool[chain[i]]] += 1 - 2 * (i & 1)
    for i in range(length):
        p = pool[chain[i]]
        if p >= 0:
            gain = shift[p]
            if gain > 0 and load[p, t] + gain > room[p, t]:
                enough = False
            if gain < 0 and load[p, s] - gain > room[p, s]:
                enough = False
    if not enough:
        shift[:] = 0
    return enough


@njit(inline="always")
def _swap(at, first, ends, pool, load, chain, length, s, t, shift):
    """Moves the meetings of the chain, alternately from s to t and back; empties `shift`."""
    for i in range(length):
        meeting = chain[i]
        old = s if i & 1 == 0 else t
        a = first[meeting]
        b = ends[meeting] - a
        if at[a, old] == meeting:
            at[a, old] = -1
        if at[b, old] == meeting:
            at[b, old] = -1
        p = pool[meeting]
        if p >= 0:
            load[p, s] -= shift[p]
            load[p, t] += shift[p]
            shift[p] = 0
    for i in range(length):
        meeting = chain[i]
        new = t if i & 1 == 0 else s
        a = first[meeting]
        at[a, new] = meeting
        at[ends[meeting] - a, new] = meeting


@njit(inline="always")
def _leave_and_go(busy, free, objective, state):
    """Which slot to leave for which: mostly the edge of a run of meetings, to join another."""
    leave = busy
    if unit(state) < objective.at_edge:
        leave = busy & ~(busy & (busy << ONE) & (busy >> ONE))
    s = pick(leave, below(state, count(leave)))
    rest = busy ^ (ONE << uint64(s))
    go = ((rest << ONE) | (rest >> ONE)) & free
    if go == uint64(0) or unit(state) >= objective.beside:
        go = free
    return s, pick(go, below(state, count(go)))


@njit(nogil=True, cache=True)
def _cool(board, movable, objective, moves, hot, cold, target, total, state):
    """The walk. The board is taken apart first: reading it inside the loop would cost more than the moves."""
    at, busy, present, ends, first, window, pool, load, room, stretches, person_bound, breaks_of, broken, place = board[
        :14
    ]
    counted = board.counted[0]
    chain = np.empty(LONGEST, np.int64)
    shift = np.zeros(len(room), np.int64)
    temperature = hot
    for number in range(moves):
        if number & 1023 == 0:
            temperature = hot * (cold / hot) ** (number / moves)
        if counted > 0 and unit(state) < objective.broken:
            u = broken[below(state, counted)]
        else:
            u = movable[below(state, len(movable))]
        free = present[u] & ~busy[u]
        if free == uint64(0):
            continue
        s, t = _leave_and_go(busy[u], free, objective, state)
        allowance = -temperature * np.log(unit(state) + 1e-300)
        new_u = (busy[u] ^ (ONE << uint64(s))) | (ONE << uint64(t))
        gaps_u = breaks(new_u, stretches)
        cost = _cost(gaps_u, person_bound[u], objective) - _cost(breaks_of[u], person_bound[u], objective)
        if cost > allowance:
            continue
        length, v = _follow(at, ends, window, u, s, t, chain)
        if length < 0:
            continue
        # An even chain ends with somebody who goes from t to s, an odd one with somebody who goes with u.
        new_v = busy[v] ^ (ONE << uint64(s)) ^ (ONE << uint64(t))
        gaps_v = breaks(new_v, stretches)
        cost += _cost(gaps_v, person_bound[v], objective) - _cost(breaks_of[v], person_bound[v], objective)
        if cost > allowance:
            continue
        cost += objective.idle * (idle(new_u, stretches) - idle(busy[u], stretches))
        cost += objective.idle * (idle(new_v, stretches) - idle(busy[v], stretches))
        if cost > allowance or not _has_room(pool, load, room, chain, length, s, t, shift):
            continue
        _swap(at, first, ends, pool, load, chain, length, s, t, shift)
        total += gaps_u - breaks_of[u] + gaps_v - breaks_of[v]
        busy[u], busy[v] = new_u, new_v
        breaks_of[u], breaks_of[v] = gaps_u, gaps_v
        counted = _note(breaks_of, person_bound, broken, place, counted, u)
        counted = _note(breaks_of, person_bound, broken, place, counted, v)
        if total <= target:
            break
    board.counted[0] = counted
    return total


class Walker:
    """One annealing run on a copy of a timetable."""

    def __init__(self, timetable: Timetable, person_bound: tuple[int, ...], limit: int, seed: int) -> None:
        problem = timetable.problem
        frozen = [meeting in problem.ruled for meeting in range(len(timetable.slot))]
        window = [
            1 << slot if still and slot != NOWHERE else problem.allowed(meeting, timetable.ends[meeting])
            for meeting, (still, slot) in enumerate(zip(frozen, timetable.slot, strict=True))
        ]
        gaps = Gaps(problem)
        people = problem.people
        self.board = Board(
            at=np.array(timetable.at, np.int32).reshape(people, problem.slots),
            busy=np.array(timetable.busy, np.uint64),
            present=np.array(problem.present, np.uint64),
            ends=np.array([a + b for a, b in timetable.ends], np.int32),
            first=np.array([a for a, _ in timetable.ends], np.int32),
            window=np.array(window, np.uint64),
            pool=np.array(problem.pool, np.int32),
            load=np.array(timetable.load, np.int64).reshape(len(problem.room), problem.slots),
            room=np.array(problem.room, np.int64).reshape(len(problem.room), problem.slots),
            stretches=np.array(gaps.stretches, np.uint64),
            person_bound=np.array(person_bound, np.int64),
            breaks=np.array([gaps.breaks(mask) for mask in timetable.busy], np.int64),
            broken=np.full(people, -1, np.int64),
            place=np.full(people, -1, np.int64),
            counted=np.zeros(1, np.int64),
        )
        for person in np.flatnonzero(self.board.breaks > self.board.person_bound):
            self.board.place[person] = self.board.counted[0]
            self.board.broken[self.board.counted[0]] = person
            self.board.counted[0] += 1
        self.movable = np.array(
            [p for p in range(people) if timetable.busy[p] and problem.present[p] & ~timetable.busy[p]], np.int64
        )
        self.total = int(self.board.breaks.sum())
        self.objective = Objective(
            limit, 0.0, parameters.IDLE, parameters.BROKEN, parameters.AT_EDGE, parameters.BESIDE
        )
        self.state = np.array([(seed + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF], np.uint64)

    def cool(self, moves: int, hot: float, cold: float, excess: float, target: int) -> None:
        """Tries `moves` moves while the temperature falls; stops at `target` breaks."""
        if len(self.movable):
            self.objective = self.objective._replace(excess=excess)
            self.total = int(
                _cool(self.board, self.movable, self.objective, moves, hot, cold, target, self.total, self.state)
            )

    def masks(self) -> list[int]:
        """person → mask of busy slots, as it stands."""
        return [int(mask) for mask in self.board.busy]

    def slots(self) -> list[int]:
        """meeting → slot, as it stands."""
        slot = np.full(len(self.board.first), NOWHERE, np.int64)
        people, slots = np.nonzero(self.board.at >= 0)
        slot[self.board.at[people, slots]] = slots
        return [int(number) for number in slot]
