"""What a sheet is once it is read: rows of plain values, each with the address that its cell has in the file. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | time | None
"""What stands in a cell: text, number, truth, day, day with time, time of the day; None: nothing. Workbooks keep
moments as numbers of days, so one at midnight comes as a day."""

LISTS = "lists"
"""Name of the hidden sheet of choices in the sheets that we hand out to be filled in."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged into one, whose value is that of the first; bounds as in the file, both included."""

    first_row: int
    """The first row of a file is 1."""
    first_column: int
    """The first column of a file is 0."""
    last_row: int
    last_column: int

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.last_column - self.first_column + 1

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.last_row - self.first_row + 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file."""

    number: int
    """As an office program counts it: the first row is 1."""
    values: tuple[Value, ...]
    """By column, the first is A; cells that are missing at the end are empty."""

    def at(self, column: int) -> Value:
        """The value in a column; None where the row is shorter."""
        return self.values[column] if column < len(self.values) else None

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(place for place, value in enumerate(self.values) if value is not None)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the reader of a workbook does not see in it. Rows and columns in which nothing stands are left out."""

    rows: tuple[int, ...] = ()
    """Numbers, as of `Row`; they are read like all others."""
    columns: tuple[int, ...] = ()
    """From 0; they are read like all others."""
    sheets: tuple[str, ...] = ()
    """Names, those of very hidden ones too; they are not read."""

    @property
    def spans(self) -> tuple[str, ...]:
        """The rows in order, as an office program would say them: 5, 7–9."""
        ranges: list[list[int]] = []
        for number in self.rows:
            if ranges and ranges[-1][-1] == number - 1:
                ranges[-1] = [ranges[-1][0], number]
            else:
                ranges.append([number])
        return tuple("–".join(map(str, span)) for span in ranges)

    @property
    def letters(self) -> tuple[str, ...]:
        """The columns, by their letters."""
        return tuple(map(letters, self.columns))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, or the whole of a text."""

    rows: tuple[Row, ...]
    """Every row up to the last one in which something stands, empty ones included, in the order of the file."""
    name: str = ""
    """As its tab says; empty for text."""
    names: tuple[str, ...] = ()
    """All sheets of the file that are not hidden, in their order."""
    merged: tuple[Area, ...] = ()
    hidden: Hidden = Hidden()


def address(row: int, column: int) -> str:
    """`B12` of row 12 and column 1."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """`A` of column 0, `AA` of column 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def as_text(value: Value) -> str:
    """A value as it is read by a person: numbers without a needless `.0`, days as 2026-09-03, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
