"""Who opens what: whoever an address is for opens objects of it, all others a share of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from werkzeug.routing import Rule

from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, CREATORS, EDITORS, EVERYBODY, TEAM
from tests.access_table.papers import OF_PAPERS
from tests.access_table.world import ROLES
from tests.crawl.addresses import Values, telling
from tests.crawl.installation import Installation
from tests.crawl.readers import Reader
from tests.soak import SEED, TIMES

APART = ("provincial", "one-time link")
"""Of these each is another."""
MOST = 2
"""Readers of one kind at most."""
MOST_SHOWN = 2
"""So many objects of a rule that together show most; each database opens one of them."""
SHARES = 40
"""Of what is dealt out each database asks one share."""
DRAWN = TIMES
"""So many of a kind a soak draws by its seed: readers of a role, objects of a rule, links of a shape, pages for a form."""
LETTERS = {role.value: letter for letter, role in ROLES.items()} | {"administrator": "A"}


@dataclass(frozen=True)
class Offer:
    """Objects that fill a rule.

    Attributes:
        telling: those that show what none before has shown, what shows most first.
        others: the rest of them.
    """

    telling: list[Values]
    others: list[Values]


class Dealing:
    """What is dealt out to whom.

    Args:
        whole: whoever an address is for opens all its telling objects and draws of the others; else the telling ones of
            this database's turn.
        turn: which share of what is dealt out.
    """

    def __init__(self, installation: Installation, *, whole: bool, turn: int) -> None:
        self._installation, self._filled, self.whole = installation, installation.filled, whole
        self._turn = turn
        self._offered: dict[tuple[str, str], Offer] = {}

    def is_dealt(self, *what: Any) -> bool:
        """Whether it is the turn of this; a soak does all that it has drawn."""
        return self.whole or _number(*what) % SHARES == self._turn % SHARES

    def is_drawn(self, *what: Any) -> bool:
        """Whether a soak has drawn this of all combinations; a long one has them all."""
        return _number(SEED, *what) % max(1, SHARES // max(1, TIMES)) == 0

    def is_half(self, *what: Any) -> bool:
        """Whether it is the turn of this of what the two databases share between them."""
        return self.whole or _number(*what) % 2 == self._turn % 2

    def readers(self) -> list[Reader]:
        """Those who differ; in a soak some others of each role, too."""
        kept = those_who_differ(self._installation, MOST)
        if self.whole:
            others: dict[Any, list[Reader]] = {}
            for one in self._installation.readers:
                if one not in kept:
                    others.setdefault((one.role, one.kinds), []).append(one)
            kept += [one for group in others.values() for one in self.drawn(group)]
        return kept

    def drawn(self, things: Iterable[Any], *by: Any) -> list[Any]:
        """So many of `things` as a soak takes of a kind, others with each seed."""
        return in_turn(things, *by)[:DRAWN]

    def readers_for(self, method: str, rule: str) -> list[Reader]:
        """All who differ of those whom an address is for."""
        return [one for one in self._differing if is_for(one, method, rule)]

    @cached_property
    def _differing(self) -> list[Reader]:
        return those_who_differ(self._installation, len(self._installation.readers))

    def chosen(self, reader: Reader, rule: Rule) -> list[Values]:
        """Which objects of a rule a reader opens."""
        if not concerns(reader, rule, all_roles=self.whole):
            return []
        if not is_for(reader, "GET", rule.rule) and not (self.whole or self.is_dealt(str(reader), rule.rule)):
            return []
        offered = self.offer(reader, rule)
        if not is_for(reader, "GET", rule.rule):
            if self.whole:
                return self.drawn([*offered.telling, *offered.others], str(reader))
            number = _number(str(reader), self._turn) % max(len(offered.telling), 1)
            return offered.telling[number:][:1]
        if self.whole:
            return [*offered.telling, *self.drawn(offered.others, str(reader))]
        own = min(self._turn % MOST_SHOWN, len(offered.telling) - 1)
        return [one for number, one in enumerate(offered.telling) if number == own or self.is_dealt(one)]

    def offer(self, reader: Reader, rule: Rule) -> Offer:
        """A rule with the objects of its reader. To accounts all are offered, so they are looked for once."""
        key = rule.rule, "" if not reader.within and "token" not in rule.arguments else str(reader)
        if key in self._offered:
            return self._offered[key]
        known = {"token": reader.token, "unit_code": reader.unit_code}
        given = {name: value for name, value in known.items() if value and name in rule.arguments}
        found = [values for values in self._filled.all_of(rule, given=given) if self._is_own(reader, values)]
        found.sort(key=lambda values: -self._filled.weight(values))
        shown = telling([(values, self._filled.features(values)) for values in found], MOST_SHOWN)
        kept = Offer(shown, [one for one in found if one not in shown])
        self._offered[key] = kept
        return kept

    def _is_own(self, reader: Reader, values: Values) -> bool:
        """Whether nothing in an address is known to be somebody else's."""
        if not reader.within:
            return True
        slug = values.get("slug")
        if slug and "event" in reader.within and self._filled.events[reader.within["event"]]["slug"] != slug:
            return False
        chains = [chain for name, value in values.items() for chain in self._filled.chains(name, value)]
        return not any(
            table in chain and chain[table]["id"] != number
            for chain in chains
            for table, number in reader.within.items()
        )


def is_for(reader: Reader, method: str, rule: str) -> bool:
    """Whether an address is there for such readers: then they look closely at it. Of those of a team it is the owner, of
    accounts the administrator and those of a province."""
    key = (method, rule)
    if kind := BY_LINK.get(key):
        return kind in reader.kinds
    if key in BY_LIAISON:
        return reader.role == "liaison"
    if key in EVERYBODY:
        return reader.role == ("device" if rule.startswith("/checkin/device/") else "anonymous")
    if key in TEAM:
        return reader.role == ("owner" if "O" in TEAM[key] else "administrator")
    if key in EDITORS and reader.role == "provincial":
        return False
    return reader.role == "administrator" or (reader.role == "provincial" and key not in ADMINISTRATORS | CREATORS)


def concerns(reader: Reader, rule: Rule, *, all_roles: bool) -> bool:
    """Whether a reader may come to a rule at all.

    Args:
        all_roles: roles that the tables refuse are not left out, though `test_access.py` asks about them.
    """
    key, letter = ("GET", rule.rule), LETTERS.get(reader.role)
    if not all_roles and letter and key in TEAM and letter not in TEAM[key]:
        return False
    if not all_roles and reader.role != "administrator" and key in ADMINISTRATORS:
        return False
    if not all_roles and reader.role == "anonymous":
        return key in EVERYBODY
    if reader.kinds:
        return BY_LINK.get(key) in reader.kinds
    if reader.role == "liaison":
        return key in BY_LIAISON
    if reader.role == "device":
        return rule.endpoint.partition(".")[0] == "checkin_device"
    return "token" not in rule.arguments and (all_roles or key not in BY_LIAISON)


def roles_of(method: str, rule: Rule, values: Values) -> str | None:
    """Who may go there by the tables; papers are told apart by their names."""
    if method == "GET" and "/reports/<name>" in rule.rule and values.get("name") in OF_PAPERS:
        return OF_PAPERS[values["name"]]
    return TEAM.get((method, rule.rule))


def those_who_differ(installation: Installation, most: int) -> list[Reader]:
    """Of readers of one role those that show something which none before them shows, the fullest of them; so many at most."""
    groups: dict[tuple[Any, ...], list[Reader]] = {}
    for one in installation.readers:
        groups.setdefault((one.role, one.kinds, one.role in APART and one.name), []).append(one)
    rows, kept = installation.filled.rows, []

    def shown(reader: Reader) -> frozenset[Any]:
        chains = [rows.belongings(table, rows.by_id(table, number)) for table, number in reader.within.items()]
        return frozenset().union(*(rows.features(table, row) for chain in chains for table, row in chain.items()))

    for group in groups.values():
        kept += telling([(one, shown(one)) for one in group], MOST)[:most]
    return kept


def in_turn(things: Iterable[Any], *by: Any) -> list[Any]:
    """`things` in an order that is another one with each seed of a soak."""
    return sorted(things, key=lambda thing: _number(SEED, *by, str(thing)))


def _number(*what: Any) -> int:
    """Always the same for the same."""
    return crc32(repr(what).encode())
