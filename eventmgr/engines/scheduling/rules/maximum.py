"""A participant has at most so many meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules import ConstraintState, Rule


class Maximum(Rule):
    """Caps of those participants who are asked for more than their cap."""

    name = "maximum"
    looks_at_slots = False

    def __init__(self, instance: Instance) -> None:
        wanted = Counter(side for m in instance.meetings if not m.cancelled for side in (m.a, m.b))
        self.cap = {
            participant: asked.maximum
            for participant, asked in enumerate(instance.participants)
            if asked.maximum is not None and wanted[participant] > asked.maximum
        }
        self.capped = {
            number: sides
            for number, meeting in enumerate(instance.meetings)
            if (sides := tuple(side for side in (meeting.a, meeting.b) if side in self.cap))
        }
        """meeting → its participants who have a cap."""
        self.meetings = frozenset(self.capped)

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> MaximumState:
        return MaximumState(self)


class MaximumState(ConstraintState):
    """Knows the meetings that each capped participant has."""

    def __init__(self, rule: Maximum) -> None:
        self.rule = rule
        self.held: dict[int, set[int]] = {participant: set() for participant in rule.cap}

    def allows(self, meeting: int, slot: int) -> bool:
        return not self.full(meeting)

    def full(self, meeting: int) -> list[int]:
        """Participants of a meeting who have all that they may have."""
        return [side for side in self.rule.capped.get(meeting, ()) if len(self.held[side]) >= self.rule.cap[side]]

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        return [sorted(set(group)) for group in product(*(sorted(self.held[side]) for side in self.full(meeting)))]

    def place(self, meeting: int, slot: int) -> None:
        for side in self.rule.capped.get(meeting, ()):
            self.held[side].add(meeting)

    def remove(self, meeting: int, slot: int) -> None:
        for side in self.rule.capped.get(meeting, ()):
            self.held[side].discard(meeting)
