"""The exchange offered for an unscheduled meeting: would it be held then? Judged by people, tables, windows, order and
caps.

Who represents a side, which table it is and who helps is left to whoever carries the exchange out.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from eventmgr.engines.scheduling.checking.conflict_analysis import ConflictAnalysis


def exchange_holds(analysis: ConflictAnalysis, number: int, claim: Any) -> bool:
    """Whether `said` ({"slot", "drop", "move", "cost"}) makes room for the meeting; None offers nothing."""
    if claim is None:
        return True
    if not _has_form(claim):
        return False
    drop, move, held = claim["drop"], claim["move"], analysis.index.held
    gone = {*drop, *(meeting for meeting, _was, _to in move)}
    if len(gone) != len(drop) + len(move) or not gone <= held.keys():
        return False
    if any(held[meeting].slot != was for meeting, was, _to in move):
        return False
    weights = analysis.index.instance.meetings
    if claim["cost"] != sum(weights[meeting].weight for meeting in drop):
        return False
    after = _After(analysis, frozenset(drop), {number: claim["slot"]} | {meeting: to for meeting, _was, to in move})
    return after.people_fit() and after.tables_suffice() and after.order_holds() and after.caps_hold(number)


def _has_form(claim: Any) -> bool:
    if not isinstance(claim, dict) or not {"slot", "drop", "move", "cost"} <= claim.keys():
        return False
    drop, move = claim["drop"], claim["move"]
    if not isinstance(drop, list) or not isinstance(move, list):
        return False
    rows = [row for row in move if isinstance(row, list) and len(row) == 3]
    return len(rows) == len(move) and all(
        type(item) is int for item in (claim["slot"], *drop, *chain.from_iterable(rows))
    )


class _After:
    """The schedule after an exchange, as far as it differs."""

    def __init__(self, analysis: ConflictAnalysis, dropped: frozenset[int], placed: dict[int, int]) -> None:
        self.analysis, self.index = analysis, analysis.index
        self.dropped, self.placed = dropped, placed

    def slot(self, meeting: int) -> int | None:
        """The slot in which the meeting is held after the exchange; None if it is dropped."""
        if meeting in self.dropped:
            return None
        was = self.index.held.get(meeting)
        return self.placed.get(meeting, None if was is None else was.slot)

    def people_fit(self) -> bool:
        """Everybody who moves is there, and has no other meeting; a host's table has one."""
        for meeting, slot in self.placed.items():
            if slot not in self.analysis.common(meeting):
                return False
            wanted = self.index.instance.meetings[meeting]
            for side in (wanted.a, wanted.b):
                there = self._meetings_of(side, slot)
                present = [seat for seat in self._seats(side) if self.index.present((side, seat), slot)]
                at_home = [other for other in there if self.index.host_of(other) == side]
                if len(there) > len(present) or len(at_home) > 1:
                    return False
        return True

    def _seats(self, participant: int) -> range:
        return range(self.index.instance.participants[participant].seats)

    def _meetings_of(self, participant: int, slot: int) -> set[int]:
        known = (self.index.of_person.get((participant, seat), {}).get(slot) for seat in self._seats(participant))
        stay = {meeting for meeting in known if meeting is not None and self.slot(meeting) == slot}
        meetings = self.index.instance.meetings
        come = {
            meeting
            for meeting, to in self.placed.items()
            if to == slot and participant in (meetings[meeting].a, meetings[meeting].b)
        }
        return stay | come

    def tables_suffice(self) -> bool:
        """No slot has more meetings than tables."""
        change: Counter[int] = Counter()
        for meeting in {*self.dropped, *self.placed}:
            if self.index.host_of(meeting) is None:
                if meeting in self.index.held:
                    change[self.index.held[meeting].slot] -= 1
                if meeting in self.placed:
                    change[self.placed[meeting]] += 1
        return all(self.analysis.drawn[slot] + more <= self.analysis.rooms[slot] for slot, more in change.items())

    def order_holds(self) -> bool:
        """What is held comes after what must be before it."""
        behind = [later for meeting in {*self.dropped, *self.placed} for later in self.analysis.behind.get(meeting, ())]
        for meeting in {*self.placed, *behind}:
            own = self.slot(meeting)
            before = [self.slot(earlier) for earlier in self.index.instance.meetings[meeting].after]
            if own is not None and any(slot is None or slot >= own for slot in before):
                return False
        return True

    def caps_hold(self, number: int) -> bool:
        """The meeting's own people have no more meetings than they may have."""
        meetings = self.index.instance.meetings
        for side in (meetings[number].a, meetings[number].b):
            maximum = self.index.instance.participants[side].maximum
            fewer = sum(side in (meetings[meeting].a, meetings[meeting].b) for meeting in self.dropped)
            if maximum is not None and self.analysis.counts[side] + 1 - fewer > maximum:
                return False
        return True
