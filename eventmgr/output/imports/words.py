"""The same cell that cannot be read in many rows: put right once for all of them, and remembered for the next sheet.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.ground.text import folded
from eventmgr.tools.sheets import Field, Record, Value, as_text, read_record

_MARK = "="
"""No head has it (`Head.normal`): what was chosen for heads and for words is remembered together."""
_LONGEST = 40
"""What is longer is no word."""
_LEAST = 2
"""So many rows make the same mistake before it is put right above them."""


@dataclass(frozen=True)
class Repeated:
    """One text in the cells of a field that the field does not know."""

    key: str
    """Of the field."""
    text: str
    rows: tuple[int, ...]
    """Numbers of the rows in which it stands."""
    words: tuple[str, ...] | None
    """What may be meant; empty: more than a page can list; None: anything."""
    instead: str = ""
    """As what it is read, in all of them; empty: it is still an error."""

    @property
    def name(self) -> str:
        """The field of the form: its first row and the key tell it from all others."""
        return f"w_{self.rows[0]}_{self.key}"


def word_key(key: str, value: Value) -> str:
    """Under which it is remembered as what the text in a cell of a field is read."""
    return f"{_MARK}{key}{_MARK}{folded(as_text(value))[:_LONGEST]}"


def read_row(
    number: int, typed: Mapping[str, Value], fields: Sequence[Field], chosen: Mapping[str, str]
) -> tuple[Record, dict[str, str]]:
    """A row, and of its cells that are read otherwise than they stand: key → as what.

    Args:
        chosen: `word_key` → what was chosen for it.
    """
    record = read_record(number, typed, fields)
    instead = {key: chosen[said] for key in record.errors if chosen.get(said := word_key(key, typed.get(key)))}
    if not instead:
        return record, {}
    again = read_record(number, {**typed, **instead}, fields)
    right = {key: word for key, word in instead.items() if key not in again.errors}
    return (read_record(number, {**typed, **right}, fields), right) if right else (record, {})


def repeated(
    rows: Iterable[tuple[Record, Mapping[str, Value], Mapping[str, str]]],
    fields: Sequence[Field],
    covered: Collection[str],
) -> tuple[Repeated, ...]:
    """What stands wrong in several rows, or is read otherwise than it stands, in the order of the sheet.

    Args:
        rows: each with its cells as they stand and what `read_row` has read instead.
    """
    known = {field.key: field.words for field in fields if field.key not in covered}
    cells_of: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for record, typed, instead in rows:
        for key in (*record.errors, *instead):
            text = as_text(typed.get(key)).strip()
            if key in known and text and len(text) <= _LONGEST:
                cells_of.setdefault((key, folded(text), instead.get(key, "")), []).append((record.number, text))
    return tuple(
        Repeated(key, cells[0][1], tuple(number for number, _text in cells), known[key], instead)
        for (key, _folded, instead), cells in cells_of.items()
        if instead or len(cells) >= _LEAST
    )


def put_right(seen: Iterable[Repeated], sent: Mapping[str, str]) -> tuple[dict[int, dict[str, str]], dict[str, str]]:
    """What was typed above the rows (`Repeated.name` → text): number of a row → key → cell, and `word_key` → what is
    remembered. A word out of a list is remembered; anything else may be about people, and is written into its rows
    alone."""
    corrections: dict[int, dict[str, str]] = {}
    remembered: dict[str, str] = {}
    for word in seen:
        choice = sent.get(word.name)
        if choice is None or choice == word.instead:
            continue
        if word.words is not None:
            remembered[word_key(word.key, word.text)] = choice
        elif choice:
            for number in word.rows:
                corrections.setdefault(number, {})[word.key] = choice
    return corrections, remembered
