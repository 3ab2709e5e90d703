"""The rules of an instance."""

from __future__ import annotations

from eventmgr.matchmaking.scheduling.instance import Instance
from eventmgr.matchmaking.scheduling.rules import Rule
from eventmgr.matchmaking.scheduling.rules.precedence import Precedence


def rules_of(instance: Instance) -> tuple[Rule, ...]:
    """Every rule that the instance asks for; none for the plain form without `after`."""
    rules: list[Rule] = []
    if any(meeting.after for meeting in instance.meetings):
        rules.append(Precedence(instance))
    return tuple(rules)
