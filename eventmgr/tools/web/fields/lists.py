"""Lists of fields whose names come from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import FieldList

from eventmgr.ground.text import whole_number

_LAST = 9999


class NumberedList(FieldList):
    """A list of enclosed forms or fields, posted as `<name>-<number>-…`; names that no form of ours has written are
    passed over (the stock class answers `<name>-²` with an error)."""

    def counting(self) -> list[Any]:
        """The enclosed forms that count, in their order."""
        return [entry.form for entry in self if getattr(entry.form, "counts", True)]

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:
        start = len(prefix) + 1
        for name in formdata:
            number = name[start:].partition("-")[0] if name.startswith(f"{prefix}-") else ""
            found = whole_number(number, most=_LAST)
            if found is not None:
                yield found
