"""Rows of a table as values of fields, and every fault of a row beside its cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground.errors import Refusal
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.tools.sheets.cells import Row, Value
from eventmgr.tools.sheets.columns import Field
from eventmgr.tools.sheets.refusals import BadCell
from eventmgr.tools.sheets.values import is_empty

MISSING = _l("This is required, but nothing has been entered.")


@dataclass(frozen=True)
class Record:
    """What one row of a sheet says."""

    number: int
    """Number of the row in the file."""
    values: Mapping[str, Any]
    """Key of a field → value; a field without a column, an empty cell and a wrong one have none."""
    errors: Mapping[str, Sentence | str] = field(default_factory=dict)
    """Key of a field → what is wrong."""
    typed: Mapping[str, Value] = field(default_factory=dict)
    """Key of a field → what stands in the cell."""
    notes: Mapping[str, Sentence | str] = field(default_factory=dict)
    """Key of a field → why its cell is left out, though nothing is wrong with the row."""


def read_records(rows: Sequence[Row], columns: Mapping[str, int], fields: Sequence[Field]) -> list[Record]:
    """The rows of a table as values.

    Args:
        columns: key of a field → its column in the sheet; fields without one are not read.
    """
    return [_record(row.number, {key: row.at(place) for key, place in columns.items()}, fields) for row in rows]


def read_record(number: int, typed: Mapping[str, Value], fields: Sequence[Field]) -> Record:
    """One row whose cells were typed anew: key of a field → what was typed."""
    return _record(number, typed, fields)


def _record(number: int, typed: Mapping[str, Value], fields: Sequence[Field]) -> Record:
    values: dict[str, Any] = {}
    errors: dict[str, Sentence | str] = {}
    for column in fields:
        value = typed.get(column.key)
        try:
            parsed = None if is_empty(value) else column.parse(value)
        except BadCell as error:
            errors[column.key] = error.sentence
            continue
        except Refusal as refusal:
            errors[column.key] = refusal.message
            continue
        if parsed is not None:
            values[column.key] = parsed
        elif column.required:
            errors[column.key] = MISSING
    return Record(number, values, errors, dict(typed))
