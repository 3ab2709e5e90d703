"""The rules of `rules/` in a model. A rule that stands in none of these functions is refused, so that nothing wrong is
ever proved."""

from __future__ import annotations

from eventmgr.engines.scheduling.exact.encoding import Encoded
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.rules import Rule
from eventmgr.engines.scheduling.rules.assistants import Assistants
from eventmgr.engines.scheduling.rules.maximum import Maximum
from eventmgr.engines.scheduling.rules.named_tables import NamedTables
from eventmgr.engines.scheduling.rules.precedence import Precedence
from eventmgr.engines.scheduling.rules.travel import Travel
from eventmgr.engines.scheduling.table_pools import too_near

_KNOWN = (Precedence, Maximum, NamedTables, Assistants, Travel)


def unsupported(problem: Problem) -> str:
    """Why the exact search cannot speak about this problem; empty when it can."""
    if problem.narrowed:
        return "the halls of some meetings were chosen before their slots"
    if problem.instance.now > 0:
        return "a part of the event is past"
    strange = [rule.name for rule in problem.rules if not isinstance(rule, _KNOWN)]
    return f"the rule {strange[0]!r} has no exact form" if strange else ""


def add_rules(encoded: Encoded) -> None:
    """Adds every rule of the problem."""
    for rule in encoded.problem.rules:
        _obey(encoded, rule)


def _obey(encoded: Encoded, rule: Rule) -> None:
    if isinstance(rule, Precedence):
        _precede(encoded, rule)
    elif isinstance(rule, Maximum):
        _cap(encoded, rule)
    elif isinstance(rule, NamedTables):
        _share_tables(encoded, rule)
    elif isinstance(rule, Assistants):
        _assist(encoded, rule)
    elif isinstance(rule, Travel):
        _walk(encoded, rule)


def _precede(encoded: Encoded, rule: Precedence) -> None:
    model, slots = encoded.model, encoded.problem.slots
    held_by: dict[int, list[int | None]] = {}
    for earlier in rule.behind:
        held: int | None = None
        column: list[int | None] = []
        for slot in range(slots):
            column.append(held)
            now = encoded.at[earlier].get(slot)
            if now is not None:
                grown = model.boolean()
                model.clause([-now - 1, grown])
                model.clause([-grown - 1, now, *([] if held is None else [held])])
                if held is not None:
                    model.clause([-held - 1, grown])
                held = grown
        held_by[earlier] = column
    for later, before in rule.before.items():
        for earlier in before:
            for slot, literal in encoded.at[later].items():
                held = held_by[earlier][slot]
                model.clause([-literal - 1, *([] if held is None else [held])])


def _cap(encoded: Encoded, rule: Maximum) -> None:
    for participant, cap in rule.cap.items():
        mine = [meeting for meeting, sides in rule.capped.items() if participant in sides]
        terms = [(literal, 1) for meeting in mine for literal in encoded.at[meeting].values()]
        encoded.model.between(terms, 0, cap)


def _share_tables(encoded: Encoded, rule: NamedTables) -> None:
    for table in sorted(set(rule.table.values())):
        naming = [meeting for meeting, named in rule.table.items() if named == table]
        for slot in range(encoded.problem.slots):
            encoded.model.at_most_one([encoded.at[m][slot] for m in naming if slot in encoded.at[m]])


def _assist(encoded: Encoded, rule: Assistants) -> None:
    """Each need of a held meeting is one able assistant's job in that slot; one job at a time, with rests."""
    model, slots = encoded.model, encoded.problem.slots
    jobs: list[dict[int, list[int]]] = [{} for _ in rule.assistants]
    for (meeting, _), able in rule.able.items():
        for slot, literal in encoded.at[meeting].items():
            helping = {who: model.boolean() for who in able if slot not in rule.assistants[who].absent}
            model.exactly_one([*helping.values(), -literal - 1])
            for who, helps in helping.items():
                jobs[who].setdefault(slot, []).append(helps)
    for who, assistant in enumerate(rule.assistants):
        for literals in jobs[who].values():
            model.at_most_one(literals)
        if assistant.maximum is not None:
            model.between([(x, 1) for literals in jobs[who].values() for x in literals], 0, assistant.maximum)
        if assistant.most_in_a_row is not None:
            for first in range(slots - assistant.most_in_a_row):
                span = range(first, first + assistant.most_in_a_row + 1)
                if rule.stretch[span[0]] == rule.stretch[span[-1]]:
                    terms = [(x, 1) for slot in span for x in jobs[who].get(slot, ())]
                    if terms:
                        model.between(terms, 0, assistant.most_in_a_row)


def _walk(encoded: Encoded, rule: Travel) -> None:
    """Nobody is in two halls with too little time between. "Is in a hall" is one unknown per person, slot and hall."""
    model, slots = encoded.model, encoded.problem.slots
    inside: dict[tuple[int, int], dict[int, list[int]]] = {}
    for meeting in sorted(rule.meetings):
        for side in encoded.sits[meeting]:
            for slot, people in side.items():
                for person, literal in people.items():
                    inside.setdefault((person, slot), {}).setdefault(rule.hall[meeting], []).append(literal)
    there: dict[tuple[int, int], dict[int, int]] = {}
    for key, meetings_in in inside.items():
        there[key] = {}
        for hall, literals in meetings_in.items():
            there[key][hall] = model.boolean()
            model.exactly_one([*literals, -there[key][hall] - 1])
    for (person, slot), halls in there.items():
        for later in range(slot + 1, slots):
            for hall, literal in halls.items():
                for other, beside in there.get((person, later), {}).items():
                    if too_near(rule.instance, hall, slot, other, later):
                        model.clause([-literal - 1, -beside - 1])
