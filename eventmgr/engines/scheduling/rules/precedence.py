"""A meeting comes after others: they are held in earlier slots, and without them it is not held."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules import ConstraintState, Rule


class Precedence(Rule):
    """The rule that a meeting comes after another one."""

    name = "after"
    looks_at_slots = True

    def __init__(self, instance: Instance) -> None:
        self.before: dict[int, tuple[int, ...]] = {}
        self.behind: dict[int, list[int]] = {}
        for number, meeting in enumerate(instance.meetings):
            if meeting.after:
                self.before[number] = meeting.after
            for earlier in meeting.after:
                self.behind.setdefault(earlier, []).append(number)
        self.meetings = frozenset(self.before) | frozenset(self.behind)

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> PrecedenceState:
        return PrecedenceState(self)


class PrecedenceState(ConstraintState):
    """Knows the slots of the meetings concerned."""

    def __init__(self, rule: Precedence) -> None:
        self.rule = rule
        self.slot: dict[int, int] = {}
        self.coming: set[int] = set()
        """Meetings taken out for a moment that will be placed again, and then in time: others may wait for them where
        they are."""

    def allows(self, meeting: int, slot: int) -> bool:
        for earlier in self.rule.before.get(meeting, ()):
            if self.slot.get(earlier, -1 if earlier in self.coming else slot) >= slot:
                return False
        return all(self.slot.get(later, slot + 1) > slot for later in self.rule.behind.get(meeting, ()))

    def dependents(self, meeting: int) -> list[int]:
        return [later for later in self.rule.behind.get(meeting, ()) if later in self.slot]

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        before = [
            earlier for earlier in self.rule.before.get(meeting, ()) if earlier not in self.coming - self.slot.keys()
        ]
        if any(earlier not in self.slot for earlier in before):
            return []
        late = [earlier for earlier in before if self.slot[earlier] >= slot]
        return [late + [later for later in self.dependents(meeting) if self.slot[later] <= slot]]

    def place(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.meetings:
            self.slot[meeting] = slot

    def remove(self, meeting: int, slot: int) -> None:
        self.slot.pop(meeting, None)
