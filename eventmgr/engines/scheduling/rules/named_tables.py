"""Meetings that name the same table are not held at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules import ConstraintState, Rule
from eventmgr.engines.scheduling.table_pools import NO_TABLE, home_tables, required_table


class NamedTables(Rule):
    """Tables, other than a host's, that two meetings name which could be held in the same slot."""

    name = "table"
    looks_at_slots = True

    def __init__(self, instance: Instance) -> None:
        homes = home_tables(instance)
        wanted: dict[int, list[int]] = {}
        for number, meeting in enumerate(instance.meetings):
            named = None if meeting.table is None else required_table(instance, meeting, homes)
            if named is not None and named != NO_TABLE and named not in homes:
                wanted.setdefault(named, []).append(number)
        self.table = {
            number: table
            for table, numbers in wanted.items()
            for number in numbers
            if any(other != number and _may_meet(instance, number, other) for other in numbers)
        }
        """meeting → the table that it names."""
        self.meetings = frozenset(self.table)

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> NamedTablesState:
        return NamedTablesState(self)


def _may_meet(instance: Instance, one: int, other: int) -> bool:
    """Whether fixed slots and sessions let two meetings be in the same slot."""
    a, b = instance.meetings[one], instance.meetings[other]
    if a.fixed is not None and b.fixed is not None:
        return a.fixed == b.fixed
    return a.session is None or b.session is None or a.session == b.session


class NamedTablesState(ConstraintState):
    """Knows which meeting has which named table in which slot."""

    def __init__(self, rule: NamedTables) -> None:
        self.rule = rule
        self.at: dict[tuple[int, int], int] = {}

    def allows(self, meeting: int, slot: int) -> bool:
        table = self.rule.table.get(meeting)
        return table is None or (table, slot) not in self.at

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        return [[self.at[self.rule.table[meeting], slot]]]

    def place(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.table:
            self.at[self.rule.table[meeting], slot] = meeting

    def remove(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.table:
            del self.at[self.rule.table[meeting], slot]
