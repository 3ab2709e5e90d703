"""The annealer's moves in plain Python: for machines without numba, and for events with more than 64 slots."""

from __future__ import annotations

import math
import random

from eventmgr.engines.scheduling.annealing import parameters
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.rules import Rule
from eventmgr.engines.scheduling.rules.assistants import Assistants
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


class Walker:
    """One annealing run on a copy of a timetable. The same interface and the same moves as `compiled.Walker`."""

    def __init__(self, timetable: Timetable, person_bound: tuple[int, ...], limit: int, seed: int) -> None:
        problem = timetable.problem
        self.present = problem.present
        self.at = [list(row) for row in timetable.at]
        self.busy = list(timetable.busy)
        self.first = [a for a, _ in timetable.ends]
        self.ends = [a + b for a, b in timetable.ends]
        still = problem.ruled - movable_by_rule(problem)
        self.window = [
            1 << timetable.slot[meeting]
            if meeting in still and timetable.slot[meeting] != NOWHERE
            else problem.allowed(meeting, timetable.ends[meeting])
            for meeting in range(len(timetable.slot))
        ]
        self.watched = problem.ruled - still
        self.constraint_states = [
            rule.constraint_state(list(timetable.ends)) for rule in problem.rules if _is_plain(rule)
        ]
        for meeting in sorted(problem.ruled):
            if timetable.slot[meeting] != NOWHERE:
                for constraint_state in self.constraint_states:
                    constraint_state.place(meeting, timetable.slot[meeting])
        self.pool = problem.pool
        self.load = [list(row) for row in timetable.load]
        self.room = problem.room
        self.gaps = Gaps(problem)
        self.person_bound = person_bound
        self.breaks = [self.gaps.breaks(mask) for mask in self.busy]
        self.total = sum(self.breaks)
        self.limit, self.excess = limit, 0.0
        people = range(problem.people)
        self.broken = [p for p in people if self.breaks[p] > person_bound[p]]
        self.place = {person: place for place, person in enumerate(self.broken)}
        self.movable = [p for p in people if self.busy[p] and self.present[p] & ~self.busy[p]]
        self.random = random.Random(seed)

    def cool(self, moves: int, hot: float, cold: float, excess: float, target: int) -> None:
        """Tries `moves` moves while the temperature falls; stops at `target` breaks."""
        self.excess = excess
        if not self.movable:
            return
        unit = self.random.random
        temperature = hot
        for number in range(moves):
            if number & 255 == 0:
                temperature = hot * (cold / hot) ** (number / moves)
            u, s, t = self._propose()
            if s >= 0:
                self._try(u, s, t, -temperature * math.log(unit() + 1e-300))
                if self.total <= target:
                    return

    def masks(self) -> list[int]:
        """person → mask of busy slots, as it stands."""
        return list(self.busy)

    def slots(self) -> list[int]:
        """meeting → slot, as it stands."""
        slot = [NOWHERE] * len(self.first)
        for row in self.at:
            for number, meeting in enumerate(row):
                if meeting != NOWHERE:
                    slot[meeting] = number
        return slot

    def _propose(self) -> tuple[int, int, int]:
        """Who leaves which slot for which: mostly somebody with a break too many, leaving the edge of a run, joining
        another."""
        unit = self.random.random
        people = self.broken if self.broken and unit() < parameters.BROKEN else self.movable
        u = people[int(unit() * len(people))]
        busy = self.busy[u]
        free = self.present[u] & ~busy
        if not free:
            return u, -1, -1
        leave = busy
        if unit() < parameters.AT_EDGE:
            leave &= ~(busy & (busy << 1) & (busy >> 1))
        s = _pick(leave, int(unit() * leave.bit_count()))
        rest = busy ^ (1 << s)
        go = ((rest << 1) | (rest >> 1)) & free
        if not go or unit() >= parameters.BESIDE:
            go = free
        return u, s, _pick(go, int(unit() * go.bit_count()))

    def _change(self, before: int, after: int, person_bound: int) -> float:
        """Cost of other breaks of one person; those beyond the limit, where the lower bound allows fewer, count
        more."""
        if before <= self.limit >= after:
            return after - before
        limit = max(person_bound, self.limit)
        return after - before + self.excess * (max(0, after - limit) - max(0, before - limit))

    def _try(self, u: int, s: int, t: int, allowance: float) -> None:
        """Makes the move if its cost is at most `allowance`."""
        gaps, busy, breaks, person_bound = self.gaps, self.busy, self.breaks, self.person_bound
        new_u = busy[u] ^ (1 << s) | (1 << t)
        gaps_u = gaps.breaks(new_u)
        cost = self._change(breaks[u], gaps_u, person_bound[u])
        if cost > allowance:
            return
        chain: list[int] = []
        v, x, y = u, s, t
        while (meeting := self.at[v][x]) != NOWHERE:
            v = self.ends[meeting] - v
            if not self.window[meeting] >> y & 1:
                return
            chain.append(meeting)
            x, y = y, x
        new_v = busy[v] ^ (1 << y) | (1 << x)
        gaps_v = gaps.breaks(new_v)
        cost += self._change(breaks[v], gaps_v, person_bound[v])
        if cost <= allowance:
            cost += parameters.IDLE * (gaps.idle(new_u) + gaps.idle(new_v) - gaps.idle(busy[u]) - gaps.idle(busy[v]))
        if cost > allowance:
            return
        shift = self._shift(chain)
        if not self._has_room(shift, s, t) or not self._obeys(chain, s, t):
            return
        for pool, gain in shift.items():
            self.load[pool][t] += gain
            self.load[pool][s] -= gain
        self._swap(chain, s, t)
        self.total += gaps_u - breaks[u] + gaps_v - breaks[v]
        busy[u], busy[v] = new_u, new_v
        breaks[u], breaks[v] = gaps_u, gaps_v
        self._note(u)
        self._note(v)

    def _obeys(self, chain: list[int], s: int, t: int) -> bool:
        """Whether the rules let the meetings of the chain swap s and t; they are told so if they do."""
        if self.watched.isdisjoint(chain):
            return True
        steps = [(meeting, t, s) if number & 1 else (meeting, s, t) for number, meeting in enumerate(chain)]
        steps = [step for step in steps if step[0] in self.watched]
        for meeting, old, _new in steps:
            self._withdraw(meeting, old)
        done = []
        for meeting, old, new in steps:
            if not all(constraint_state.allows(meeting, new) for constraint_state in self.constraint_states):
                break
            self._enter(meeting, new)
            done.append((meeting, old, new))
        if len(done) == len(steps):
            return True
        for meeting, _old, new in done:
            self._withdraw(meeting, new)
        for meeting, old, _new in steps:
            self._enter(meeting, old)
        return False

    def _enter(self, meeting: int, slot: int) -> None:
        for constraint_state in self.constraint_states:
            constraint_state.place(meeting, slot)

    def _withdraw(self, meeting: int, slot: int) -> None:
        for constraint_state in self.constraint_states:
            constraint_state.remove(meeting, slot)

    def _shift(self, chain: list[int]) -> dict[int, int]:
        """What each pool of tables gains in t, and loses in s, when the meetings of the chain swap the two."""
        shift: dict[int, int] = {}
        for number, meeting in enumerate(chain):
            pool = self.pool[meeting]
            if pool >= 0:
                shift[pool] = shift.get(pool, 0) + (-1 if number & 1 else 1)
        return shift

    def _has_room(self, shift: dict[int, int], s: int, t: int) -> bool:
        """Whether the tables of every pool suffice after the swap."""
        return all(
            self.load[pool][t if gain > 0 else s] + abs(gain) <= self.room[pool][t if gain > 0 else s]
            for pool, gain in shift.items()
            if gain
        )

    def _swap(self, chain: list[int], s: int, t: int) -> None:
        """Moves the meetings of the chain, alternately from s to t and back."""
        at = self.at
        for number, meeting in enumerate(chain):
            old = t if number & 1 else s
            for person in (self.first[meeting], self.ends[meeting] - self.first[meeting]):
                if at[person][old] == meeting:
                    at[person][old] = NOWHERE
        for number, meeting in enumerate(chain):
            new = s if number & 1 else t
            at[self.first[meeting]][new] = at[self.ends[meeting] - self.first[meeting]][new] = meeting

    def _note(self, person: int) -> None:
        """Keeps the list of people with more breaks than their lower bound."""
        if self.breaks[person] > self.person_bound[person]:
            if person not in self.place:
                self.place[person] = len(self.broken)
                self.broken.append(person)
        elif person in self.place:
            place = self.place.pop(person)
            last = self.broken.pop()
            if last != person:
                self.broken[place] = last
                self.place[last] = place


def _pick(mask: int, number: int) -> int:
    """Place of the bit with this number (from 0) among those set."""
    for _ in range(number):
        mask &= mask - 1
    return (mask & -mask).bit_length() - 1


def movable_by_rule(problem: Problem) -> frozenset[int]:
    """Meetings under rules that this walk watches: all but those that need an assistant, who stay where they are."""
    held = frozenset().union(*(rule.meetings for rule in problem.rules if rule.looks_at_slots and not _is_plain(rule)))
    return problem.ruled - held


def _is_plain(rule: Rule) -> bool:
    """Whether a rule only compares slots, so that a meeting can be tried elsewhere and brought back."""
    return rule.looks_at_slots and not isinstance(rule, Assistants)
