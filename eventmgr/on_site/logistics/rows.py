"""Columns of workbooks whose rows are mappings. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.tools.sheets import Value


@dataclass(frozen=True)
class Cells:
    """A column: its head, and the key of its cells."""

    label: str
    key: str

    def value(self, row: Any) -> Value:
        """The cell as what it is: days are days, numbers numbers."""
        found: Value = row[self.key]
        return found

    def text(self, row: Any) -> str:
        """The value of the column as text."""
        return str(row[self.key])
