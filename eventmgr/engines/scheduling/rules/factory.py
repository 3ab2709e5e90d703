"""The rules of an instance."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules import Rule
from eventmgr.engines.scheduling.rules.assistants import assistant_rules
from eventmgr.engines.scheduling.rules.maximum import Maximum
from eventmgr.engines.scheduling.rules.named_tables import NamedTables
from eventmgr.engines.scheduling.rules.precedence import Precedence
from eventmgr.engines.scheduling.rules.travel import Travel


def rules_of(instance: Instance, halls: Sequence[int]) -> tuple[Rule, ...]:
    """Every rule that can bind in this instance; none for the plain form without `after`. `halls`: meeting → hall."""
    rules: list[Rule] = [Precedence(instance), Maximum(instance), *assistant_rules(instance), NamedTables(instance)]
    if instance.travel:
        rules.append(Travel(instance, halls))
    return tuple(rule for rule in rules if rule.meetings)
