"""What is kept of a sheet until it is taken: its cells as JSON, what was corrected and decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from eventmgr.tools.sheets import Area, Hidden, Row, Sheet, Value

NEW, SKIP = "new", "skip"
"""Decisions about a row: somebody of their own; left out. Anything else is the number of the entry that it means."""

_KINDS: dict[str, Any] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


@dataclass(frozen=True)
class Content:
    """A sheet and what was done to it in the preview."""

    sheet: Sheet
    corrections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Number of a row → key of a field → what was typed instead of the cell."""
    decisions: Mapping[int, str] = field(default_factory=dict)
    """Number of a row → `NEW`, `SKIP` or the number of an entry."""

    def corrected(self, corrections: Mapping[int, Mapping[str, str]], decisions: Mapping[int, str]) -> Content:
        """With more of both; later ones win."""
        merged = {number: dict(cells) for number, cells in self.corrections.items()}
        for number, cells in corrections.items():
            merged.setdefault(number, {}).update(cells)
        kept = {number: said for number, said in {**self.decisions, **decisions}.items() if said}
        return replace(self, corrections=merged, decisions=kept)

    def packed(self) -> dict[str, Any]:
        """The contents as plain JSON values; `unpacked` reads them."""
        return {
            "rows": [[_plain(value) for value in row.values] for row in self.sheet.rows],
            "name": self.sheet.name,
            "names": list(self.sheet.names),
            "merged": [[one.first_row, one.first_column, one.last_row, one.last_column] for one in self.sheet.merged],
            "hidden": [
                list(part) for part in (self.sheet.hidden.rows, self.sheet.hidden.columns, self.sheet.hidden.sheets)
            ],
            "corrections": {str(number): dict(cells) for number, cells in self.corrections.items()},
            "decisions": {str(number): said for number, said in self.decisions.items()},
        }


def unpacked(stored: Mapping[str, Any]) -> Content:
    """The content of which `packed` made `kept`."""
    sheet = Sheet(
        tuple(
            Row(number, tuple(_value(cell) for cell in cells)) for number, cells in enumerate(stored["rows"], start=1)
        ),
        stored["name"],
        tuple(stored["names"]),
        tuple(Area(*bounds) for bounds in stored["merged"]),
        Hidden(*map(tuple, stored.get("hidden", ()))),
    )
    return Content(
        sheet,
        {int(number): cells for number, cells in stored["corrections"].items()},
        {int(number): said for number, said in stored["decisions"].items()},
    )


def _plain(value: Value) -> Any:
    if isinstance(value, (date, time)):
        kind = "datetime" if isinstance(value, datetime) else "date" if isinstance(value, date) else "time"
        return [kind, value.isoformat()]
    return value


def _value(cell: Any) -> Value:
    return _KINDS[cell[0]](cell[1]) if isinstance(cell, list) else cell  # type: ignore[no-any-return]
