"""A sheet beside what is there: every row with what it would do. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from eventmgr.ground.sentences import Sentence, _l
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.content import NEW, SKIP, Content
from eventmgr.output.imports.words import Repeated, read_row, repeated
from eventmgr.tools.sheets import (
    Compared,
    Existing,
    Field,
    Head,
    Keys,
    Match,
    Record,
    Standing,
    Table,
    compare,
    find_table,
    match,
)
from eventmgr.tools.sheets.columns import LEAST, REMEMBERED, likeness

GOOD = (Standing.NEW, Standing.CHANGED, Standing.SIMILAR)
"""Standings of rows that are taken; those that are the same need nothing."""
CHOSEN = _l("as was chosen")
NAMELESS = _l("it has no name")
ANOTHER = _l("another column is “%(label)s” already")
UNKNOWN = _l("nothing of this name is asked here")


@dataclass(frozen=True)
class Rules:
    """What the rows of a sheet mean in one event."""

    columns: tuple[Column, ...]
    keys: Keys
    """By which a row means an entry."""
    blamed: str
    """Key of the column beside which it is said that a row is there twice."""
    needed: tuple[tuple[str, ...], ...]
    """Keys of columns of which one each must be there, else no row can be told what it means."""
    settle: Callable[[Sequence[Record], Sequence[Existing], Mapping[int, str]], Sequence[Record]]
    """The rows with what follows from their values together, beside what is there and what was decided about rows."""
    heading: Callable[[Compared], tuple[str, str]]
    """What a row is called, and what stands below that."""
    alike: Keys | None = None
    """By which a row perhaps means an entry."""
    fill: Callable[[Sequence[Compared]], Mapping[int, Mapping[str, Any]]] | None = None
    """The rows that would be taken → number of a row → what is filled in besides that no cell says."""
    filled: tuple[Column, ...] = ()
    """What may be filled in."""
    unasked: tuple[tuple[Column, Sentence], ...] = ()
    """Columns that such lists have and that are not taken here, each with why."""
    files: tuple[str, ...] = ()
    """What is asked for and cannot come from a sheet, as the reader calls it."""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns as the sheet's reader takes them."""
        return tuple(column.field for column in self.columns)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Key of a column → how the reader calls it."""
        return {column.key: str(column.label) for column in self.columns}

    @cached_property
    def filled_labels(self) -> Mapping[str, str]:
        """The same of what may be filled in."""
        return {column.key: str(column.label) for column in self.filled}

    @property
    def shown(self) -> tuple[str, ...]:
        """Keys of what the page says besides of a new row."""
        return tuple(column.key for column in self.columns if column.shown)

    @property
    def covered(self) -> frozenset[str]:
        """Keys of columns of which not even a sample stands on the page."""
        return frozenset(column.key for column in self.columns if not column.sampled)

    def missing(self, given: Collection[str]) -> tuple[str, ...]:
        """Keys of those that have a column → those that are missed so much that no row can be told what it means."""
        return tuple(either[0] for either in self.needed if not set(either) & set(given))

    def in_words(self, key: str, value: Any) -> str:
        """A value as people read it."""
        return self._by_key[key].in_words(value)

    def before_in_words(self, key: str, value: Any) -> str:
        """The same of a value that is there: covered, where every list covers it."""
        return self._by_key[key].before_in_words(value)

    @cached_property
    def _by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in (*self.filled, *self.columns)}


@dataclass(frozen=True)
class Preview:
    """All that a sheet would do."""

    table: Table
    matches: tuple[Match, ...]
    rows: tuple[Compared, ...]
    missing: tuple[str, ...]
    """Fields that no column has, without which no row can be told what it means."""
    skipped: frozenset[int] = frozenset()
    """Numbers of rows that somebody has left out."""
    filled: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    """Number of a row → what is filled in besides that no cell says."""
    words: tuple[Repeated, ...] = ()
    """What stands wrong in several rows and can be put right for all of them at once, and what was."""

    @property
    def accepted(self) -> tuple[Compared, ...]:
        """The rows that would be taken, in the order of the sheet."""
        return tuple(row for row in self.rows if row.standing in GOOD and row.record.number not in self.skipped)

    @property
    def with_notes(self) -> tuple[Compared, ...]:
        """The rows without a fault of which cells are left out."""
        fine = (row for row in self.rows if row.standing is not Standing.WRONG)
        return tuple(row for row in fine if row.record.notes and row.record.number not in self.skipped)

    @property
    def numbers(self) -> Mapping[Standing, int]:
        """How many rows stand how."""
        return Counter(row.standing for row in self.rows)

    @property
    def digest(self) -> str:
        """What was shown, in a few characters: the word that is given holds for this alone."""
        shown: list[list[Any]] = [
            [row.record.number, row.standing.value, row.match, sorted(map(str, row.changes.items()))]
            for row in self.accepted
        ]
        shown += [[number, *sorted(filled.items())] for number, filled in sorted(self.filled.items())]
        shown += [[row.record.number, *sorted(row.record.notes)] for row in self.with_notes]
        return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Reading:
    """A sheet as its own cells, corrections and decisions have it, whatever is there."""

    table: Table
    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    records: tuple[Record, ...]
    """Of the rows that nobody has left out."""
    decisions: Mapping[int, str]
    words: tuple[Repeated, ...] = ()


def read(content: Content, rules: Rules, chosen: Mapping[str, str]) -> Reading:
    """What the sheet says.

    Args:
        chosen: `Head.normal` → key that was chosen for it; it wins over likeness. `word_key` → what was chosen for a
        word.

    Raises:
        UnreadableSheet: there is no list in it.
    """
    table = find_table(content.sheet, rules.fields)
    matches = match(table.heads, rules.fields, remembered=chosen)
    columns = {one.key: one.head.column for one in matches if one.key}
    missing = rules.missing(columns)
    rows = []
    for row in table.rows:
        if content.decisions.get(row.number) == SKIP:
            continue
        typed = {key: row.at(place) for key, place in columns.items()} | dict(content.corrections.get(row.number, {}))
        record, instead = read_row(row.number, typed, rules.fields, chosen)
        rows.append((record, typed, instead))
    words = repeated(rows, rules.fields, rules.covered)
    return Reading(table, matches, missing, tuple(record for record, *_cells in rows), content.decisions, words)


def left_out(shown: Preview, rules: Rules) -> list[tuple[Head, Sentence]]:
    """Columns in which something stands and that are not taken, each with why."""
    used = {column for row in shown.table.rows for column in row.filled}
    return [(one.head, _why(one, rules)) for one in shown.matches if not one.key and one.head.column in used]


def _why(match: Match, rules: Rules) -> Sentence:
    if not match.head.text:
        return NAMELESS
    if match.score == REMEMBERED:
        return CHOSEN
    asked = [(likeness(match.head.text, field), ANOTHER.about(label=rules.labels[field.key])) for field in rules.fields]
    unasked = [(likeness(match.head.text, column.field), why) for column, why in rules.unasked]
    score, why = max((*asked, *unasked), key=lambda pair: pair[0], default=(0.0, UNKNOWN))
    return why if score >= LEAST else UNKNOWN


def preview(reading: Reading, rules: Rules, existing: Sequence[Existing]) -> Preview:
    """What the sheet would do to what is there."""
    records = rules.settle(reading.records, existing, reading.decisions)
    rows = compare(records, existing, keys=rules.keys, alike=rules.alike, blamed=rules.blamed)
    by_id = {entry.id: entry for entry in existing}
    decided = tuple(_decided(row, reading.decisions.get(row.record.number, ""), by_id) for row in rows)
    skipped = frozenset(number for number, said in reading.decisions.items() if said == SKIP)
    wrong = {(row.record.number, key) for row in decided for key in row.errors}
    words = tuple(one for one in reading.words if one.instead or any((number, one.key) in wrong for number in one.rows))
    shown = Preview(reading.table, reading.matches, decided, reading.missing, skipped, words=words)
    return replace(shown, filled=rules.fill(shown.accepted)) if rules.fill and not reading.missing else shown


def _decided(row: Compared, decision: str, by_id: Mapping[int, Existing]) -> Compared:
    """A row that is perhaps somebody else's, as it was decided."""
    if row.standing is not Standing.SIMILAR or not decision:
        return row
    if decision == NEW:
        return replace(row, standing=Standing.NEW)
    entry = by_id.get(int(decision)) if decision.isdecimal() else None
    if entry is None or entry.id not in row.similar:
        return row
    changes = {
        key: (entry.values.get(key), value)
        for key, value in row.record.values.items()
        if entry.values.get(key) != value
    }
    standing = Standing.CHANGED if changes else Standing.SAME
    return replace(row, standing=standing, match=entry.id, changes=changes, there=entry.values)
