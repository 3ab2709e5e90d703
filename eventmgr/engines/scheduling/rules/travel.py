"""Somebody who goes from one hall to another needs empty slots for the way; a night between two stretches is long
enough."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules import ConstraintState, Rule
from eventmgr.engines.scheduling.table_pools import far_apart, too_near


class Travel(Rule):
    """Ways between halls, for participants who have meetings that lie too far apart to follow each other."""

    name = "travel"
    looks_at_slots = True

    def __init__(self, instance: Instance, halls: Sequence[int]) -> None:
        self.instance = instance
        self.sides = [(meeting.a, meeting.b) for meeting in instance.meetings]
        self.hall = tuple(halls)
        mine: dict[int, set[int]] = {}
        for hall, sides in zip(self.hall, self.sides, strict=True):
            for side in sides:
                mine.setdefault(side, set()).add(hall)
        walking = {side for side, halls in mine.items() if any(instance.travel[g][h] > 0 for g in halls for h in halls)}
        concerned = far_apart(instance) and walking
        self.meetings = frozenset(
            number for number, sides in enumerate(self.sides) if concerned and walking & set(sides)
        )

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> TravelState:
        return TravelState(self, self.sides if ends is None else ends)


class TravelState(ConstraintState):
    """Knows where each person is when."""

    def __init__(self, rule: Travel, ends: Sequence[tuple[int, int]]) -> None:
        self.rule, self.ends = rule, ends
        self.at: dict[int, dict[int, int]] = {}
        """person → slot → meeting."""

    def allows(self, meeting: int, slot: int) -> bool:
        return not self._conflicts(meeting, slot, first=True)

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        return [self._conflicts(meeting, slot, first=False)]

    def _conflicts(self, meeting: int, slot: int, *, first: bool) -> list[int]:
        """Meetings of the same people that are too near in time for the way; only one of them with `first`."""
        rule = self.rule
        if meeting not in rule.meetings:
            return []
        conflicting = set()
        for person in self.ends[meeting]:
            for other_slot, other in self.at.get(person, {}).items():
                if too_near(rule.instance, rule.hall[meeting], slot, rule.hall[other], other_slot):
                    if first:
                        return [other]
                    conflicting.add(other)
        return sorted(conflicting)

    def place(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.meetings:
            for person in self.ends[meeting]:
                self.at.setdefault(person, {})[slot] = meeting

    def remove(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.meetings:
            for person in self.ends[meeting]:
                del self.at[person][slot]
