"""The addresses of an installation: every rule of the application filled with what the rows of the database say."""

from __future__ import annotations

import enum
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule
from werkzeug.routing.converters import AnyConverter

from eventmgr.ground.db import db

Row = dict[str, Any]
Thing = TypeVar("Thing")
Values = dict[str, Any]


class Rows:
    """All rows of all tables, and what each of them belongs to; read once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.of: dict[str, list[Row]] = {}
        for table in db.metadata.sorted_tables:
            self.of[table.name] = [dict(row._mapping) for row in db.session.execute(select(table))]
        self._by_id = {
            name: {row["id"]: row for row in rows} for name, rows in self.of.items() if rows and "id" in rows[0]
        }
        self._by_column: dict[tuple[str, str], dict[Any, Row]] = {}
        self._known: dict[tuple[str, Any], dict[str, Row]] = {}
        self._tables = db.metadata.tables
        self._kinds_of_children: dict[tuple[str, Any], set[Any]] = defaultdict(set)
        self._numbers_of_children: Counter[tuple[str, Any]] = Counter()
        self._look_at_children()

    @cache  # noqa: B019 -- it lives as long as the run
    def tables_of(self, argument: str) -> list[str]:
        """The tables whose number an argument may be: what columns of that name point to, else what is called so."""
        stem = argument.removesuffix("_id").removesuffix("_slug").removeprefix("other_")
        pointed = {
            key.column.table.name
            for table in self._tables.values()
            for key in table.foreign_keys
            if key.parent.name == f"{stem}_id"
        }
        named = {name for name in self._tables if name == stem or name.endswith(f"_{stem}")}
        return sorted(name for name in pointed | named if "id" in self._tables[name].c)

    def belongings(self, table: str, row: Row) -> dict[str, Row]:
        """The row itself and all that it belongs to, by table; what is nearer wins."""
        if "id" not in row:
            return self._belongings(table, row)
        if (key := (table, row["id"])) not in self._known:
            self._known[key] = self._belongings(table, row)
        return self._known[key]

    def _belongings(self, table: str, row: Row) -> dict[str, Row]:
        found: dict[str, Row] = {table: row}
        waiting = [(table, row)]
        while waiting:
            name, one = waiting.pop(0)
            if "event" not in found and (event := self._by_id["event"].get(one.get("event_id"))):
                found["event"] = event
            for key in self._tables[name].foreign_keys:
                above = key.column.table.name
                number = one[key.parent.name]
                parent = self._by(above, key.column.name).get(number)
                if parent is not None and above not in found:
                    found[above] = parent
                    waiting.append((above, parent))
        return found

    def _by(self, table: str, column: str) -> dict[Any, Row]:
        """The rows of a table by a column that others point to."""
        if column == "id":
            return self._by_id.get(table, {})
        if (table, column) not in self._by_column:
            self._by_column[table, column] = {row[column]: row for row in reversed(self.of[table])}
        return self._by_column[table, column]

    def by_id(self, table: str, number: Any) -> Row:
        """The row of that number."""
        return self._by_id[table][number]

    def features(self, table: str, row: Row) -> set[Any]:
        """What a page may treat otherwise: states, switches, what is filled in, what hangs on the row."""
        own: set[Any] = {(table, name, _kind_of(value, self._now)) for name, value in row.items()}
        own |= {(table, row["kind"], row.get("state"))} if isinstance(row.get("kind"), str) else set()
        return own | {(table, *kind) for kind in self._kinds_of_children.get((table, row.get("id")), ())}

    def weight(self, table: str, row: Row) -> int:
        """How many rows hang on a row."""
        return self._numbers_of_children[table, row.get("id")]

    def _look_at_children(self) -> None:
        for name, table in self._tables.items():
            keys = [(key.parent.name, key.column.table.name) for key in table.foreign_keys if key.column.name == "id"]
            for row in self.of[name] if keys else ():
                said = tuple(value.value for value in row.values() if isinstance(value, enum.Enum))
                for column, above in keys:
                    if row[column] is not None:
                        self._numbers_of_children[above, row[column]] += 1
                        self._kinds_of_children[above, row[column]].add(
                            (name, column, () if above == "event" else said)
                        )


def _kind_of(value: Any, now: datetime) -> Any:
    if value is None or isinstance(value, bool | enum.Enum):
        return value
    if isinstance(value, datetime):
        return value > now
    if isinstance(value, int | float):
        return value > 0
    return bool(value)


class Filled:
    """Rules filled from rows, and addresses met on pages read back."""

    def __init__(self, app: Flask, rows: Rows) -> None:
        self.rows, self._tables = rows, db.metadata.tables
        self._map = app.url_map.bind("localhost")
        self.rules = {rule.endpoint + "|" + rule.rule: rule for rule in app.url_map.iter_rules()}
        self.events = {row["id"]: row for row in rows.of["event"]}
        self._by_slug = {row["slug"]: row for row in rows.of["event"]}

    def read(self, path: str, method: str = "GET") -> tuple[Rule, Values] | None:
        """The rule that answers `path`, and its arguments; None: no rule does."""
        return self._read(path.partition("?")[0], method)

    @cache  # noqa: B019 -- it lives as long as the run
    def _read(self, path: str, method: str) -> tuple[Rule, Values] | None:
        try:
            rule, values = self._map.match(path, method=method, return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        return rule, dict(values)

    def build(self, rule: Rule, values: Values) -> str:
        """The address of a rule with these arguments."""
        _domain, path = rule.build(values, append_unknown=False)
        return str(path)

    def all_of(self, rule: Rule, *, given: Values | None = None) -> Iterator[Values]:
        """Arguments for a rule from the rows; `given` is known beforehand (the token of a reader)."""
        given = (given or {}) | dict(rule.defaults or {})
        names = sorted(name for name in rule.arguments if name not in given)
        choices = {name: self._choices(rule, name) for name in names}
        numbers = [name for name in names if name.endswith(("_id", "_slug")) and not choices[name]]
        texts = [name for name in names if name not in numbers and name != "slug" and not choices[name]]
        for values in self._numbered(numbers, texts, rule.rule, with_event="slug" in names):
            yield from _combined(values | given, {name: found for name, found in choices.items() if found})

    def _choices(self, rule: Rule, name: str) -> list[str]:
        converter = rule._converters.get(name)
        if isinstance(converter, AnyConverter):
            return sorted(re.findall(r"[\w-]+", converter.regex.removeprefix("(?:").removesuffix(")")))
        return []

    def _numbered(self, numbers: list[str], texts: list[str], path: str, *, with_event: bool) -> Iterator[Values]:
        if not numbers and not texts:
            yield from ({"slug": row["slug"]} for row in self.events.values()) if with_event else [{}]
            return
        seen: set[tuple[Any, ...]] = set()
        for values in [
            *self._of_one_row(numbers, texts, path, with_event),
            *self._of_two_rows(numbers, texts, with_event),
        ]:
            key = tuple(sorted(values.items()))
            if key not in seen:
                seen.add(key)
                yield values

    def _of_one_row(self, numbers: list[str], texts: list[str], path: str, with_event: bool) -> Iterator[Values]:
        """All arguments from a row and what it belongs to: a question, its questionnaire, its event."""
        tables = self._tables_with(numbers, texts, with_event)
        named = [table for table in tables if not numbers and any(word in path for word in table.split("_"))]
        for table in named or tables:
            for row in self.rows.of[table]:
                chain = self.rows.belongings(table, row)
                values: Values = {}
                for name in numbers:
                    column = "slug" if name.endswith("_slug") else "id"
                    held = next((chain[one][column] for one in self.rows.tables_of(name) if one in chain), None)
                    values[name] = row.get(name) or held
                for name in texts:
                    values[name] = row.get(name) or next((one[name] for one in chain.values() if one.get(name)), None)
                if with_event:
                    values["slug"] = chain["event"]["slug"] if "event" in chain else None
                if all(isinstance(value, str | int) for value in values.values()):
                    yield values

    def _of_two_rows(self, numbers: list[str], texts: list[str], with_event: bool) -> Iterator[Values]:
        """Two of a kind at one event, or without one: a pair of organizations."""
        if len(numbers) != 2 or texts:
            return
        first, second = (self._by_event(name) for name in sorted(numbers, key=len))
        for event in first:
            for one in first[event][:4]:
                for other in second.get(event, [])[:4]:
                    values = dict(zip(sorted(numbers, key=len), (one, other), strict=True))
                    if one != other:
                        yield values | ({"slug": self.events[event]["slug"]} if with_event and event else {})

    def _by_event(self, name: str) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = defaultdict(list)
        for table in self.rows.tables_of(name)[:1]:
            for row in self.rows.of[table]:
                chain = self.rows.belongings(table, row)
                found[chain["event"]["id"] if "event" in chain else None].append(row["id"])
        return found

    def _hangs_on(self, table: str, numbers: list[str]) -> bool:
        above = {key.column.table.name for key in self._tables[table].foreign_keys}
        return any(above & set(self.rows.tables_of(number)) for number in numbers)

    def _is_known_by(self, table: str, texts: list[str]) -> bool:
        """Whether an event has one row of these words at most: then they are its name in addresses."""
        sets = [{column.name for column in one.columns} for one in self._tables[table].constraints if _is_unique(one)]
        sets += [{column.name for column in one.columns} for one in self._tables[table].indexes if one.unique]
        return {"event_id", *texts} in sets

    def _tables_with(self, numbers: list[str], texts: list[str], with_event: bool) -> list[str]:
        """Tables whose rows may say all of it."""
        own = {name for number in numbers for name in self.rows.tables_of(number)}
        spoken = [{name for name in self._tables if text in self._tables[name].c} for text in texts]
        if spoken and numbers:
            return sorted(name for name in set.intersection(*spoken) if self._hangs_on(name, numbers))
        if spoken:
            return sorted(name for name in set.intersection(*spoken) if self._is_known_by(name, texts))
        if with_event and not any("event_id" in self._tables[name].c for name in own):
            own |= {name for name, table in self._tables.items() if {"event_id", *numbers} <= set(table.c.keys())}
        joined = {
            table.name
            for table in db.metadata.tables.values()
            if len(numbers) > 1 and sum(number in table.c for number in numbers) > 1
        }
        return sorted(own | joined)

    @cache  # noqa: B019 -- it lives as long as the run
    def chains(self, name: str, value: Any) -> list[dict[str, Row]]:
        """What an argument of an address may name, with all that it belongs to."""
        tables = self.rows.tables_of(name) if name.endswith("_id") else []
        rows = [(table, self.rows._by_id.get(table, {}).get(value)) for table in tables]
        return [self.rows.belongings(table, row) for table, row in rows if row]

    def features(self, values: Values) -> frozenset[Any]:
        """Of the objects that an address names, its event among them; words in an address count as they are."""
        return frozenset().union(*(self._features_of(name, value) for name, value in values.items() if name != "token"))

    def weight(self, values: Values) -> int:
        """How much hangs on the objects that an address names."""
        chains = [(name, chain) for name, value in values.items() for chain in self.chains(name, value)]
        row = self._by_slug.get(values.get("slug", ""))
        own = sum(self.rows.weight(table, chain[table]) for _name, chain in chains for table in list(chain)[:1])
        return own * 1000 + (self.rows.weight("event", row) if row else 0)

    @cache  # noqa: B019 -- it lives as long as the run
    def _features_of(self, name: str, value: Any) -> frozenset[Any]:
        if name == "slug":
            row = self._by_slug.get(value)
            return frozenset(self.rows.features("event", row)) if row else frozenset()
        if not name.endswith("_id"):
            return frozenset({(name, value if isinstance(value, str) and len(value) < 20 else "")})
        found = set[Any]()
        for table in self.rows.tables_of(name):
            row = self.rows._by_id.get(table, {}).get(value)
            found |= self.rows.features(table, row) if row else set()
        return frozenset(found)


def _is_unique(constraint: Any) -> bool:
    return isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)


def _combined(values: Values, choices: dict[str, list[str]]) -> Iterator[Values]:
    if not choices:
        yield values
        return
    name, found = next(iter(choices.items()))
    rest = {other: some for other, some in choices.items() if other != name}
    for one in found:
        yield from _combined(values | {name: one}, rest)


def parts(path: str) -> set[str]:
    """The names in a query; the order of a list as it is, and once more with its next page, which begins where the order
    says."""
    named = [(one.partition("=")[0], one) for one in path.partition("?")[2].split("&") if one]
    found = {whole if name == "sort" else name for name, whole in named}
    orders = {one for one in found if one.startswith("sort=")}
    return found | ({f"cursor {one}" for one in orders} if "cursor" in found else set())


def shape(path: str) -> str:
    """The same in words."""
    return "&".join(sorted(parts(path)))


def telling(things: Sequence[tuple[Thing, frozenset[Any]]], first: int = 0) -> list[Thing]:
    """Of things and what each shows, those that show something that none before has shown; `first` so many that each show
    more than any other would, then the others in their order. What shows nothing counts once."""
    kept: list[Thing] = []
    seen: set[Any] = set()
    for _ in range(first):
        best = max(things, key=lambda pair: len(pair[1] - seen), default=None)
        if best is None or (kept and best[1] <= seen):
            break
        kept.append(best[0])
        seen |= best[1]
    for thing, shown in things:
        if not kept or not shown <= seen:
            kept.append(thing)
            seen |= shown
    return kept
