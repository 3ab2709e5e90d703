"""Reading a workbook in a process of its own (`eventmgr/ground/limited`).

The library that reads is fast and compiled, and a file of 2 kB can make it end its process (tafia/calamine #693):
here that is one more plain refusal. See docs/decisions/0027-workbooks-are-read-in-a-limited-process.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from eventmgr.ground.limited.running import Bound, LimitReached, run
from eventmgr.ground.limited.running import Limits as ProcessLimits
from eventmgr.ground.text import clean
from eventmgr.tools.sheets.cells import LISTS, Area, Hidden, Row, Sheet, Value
from eventmgr.tools.sheets.reading.limits import Limits
from eventmgr.tools.sheets.refusals import Reason, UnreadableSheet

_PROGRAM = Path(__file__).with_name("program.py")


def read_workbook(data: bytes, limits: Limits, sheet: str = "") -> Sheet:
    """A sheet of an .xlsx or .xls file.

    Args:
        sheet: its name; empty: the first that is neither hidden nor empty.

    Raises:
        UnreadableSheet: it cannot be read, or not within the limits.
    """
    answer = _answer(data, limits, sheet)
    refused = answer.get("refused")
    if refused:
        raise _refusal(Reason(refused), limits, sheet)
    try:
        return _sheet(answer)
    except (KeyError, TypeError, ValueError):
        raise UnreadableSheet(Reason.DAMAGED) from None


def _sheet(answer: dict[str, Any]) -> Sheet:
    rows = tuple(
        Row(number, tuple(_value(cell) for cell in cells)) for number, cells in enumerate(answer["rows"], start=1)
    )
    merged = tuple(Area(top + 1, left, bottom + 1, right) for top, left, bottom, right in answer["merged"])
    unseen = answer["hidden"]
    filled = {place for row in rows for place in row.filled}
    hidden = Hidden(
        tuple(number + 1 for number in unseen["rows"] if number < len(rows) and rows[number].filled),
        tuple(place for place in unseen["columns"] if place in filled),
        tuple(clean(name) for name in unseen["sheets"] if name != LISTS),
    )
    return Sheet(rows, clean(answer["name"]), tuple(answer["names"]), merged, hidden)


def _answer(data: bytes, limits: Limits, sheet: str) -> dict[str, Any]:
    """What the program says; see there."""
    bounds = ProcessLimits(
        limits.file_bytes, limits.memory_bytes, limits.text_bytes, limits.cpu_seconds, limits.seconds
    )
    try:
        return dict(json.loads(run(_PROGRAM, {"limits": limits.as_dict(), "sheet": sheet}, data, bounds)))
    except LimitReached as reached:
        reason = Reason.TOO_MANY_CELLS if reached.bound is Bound.SPACE else Reason.TOO_SLOW
    except (ValueError, TypeError):
        reason = Reason.DAMAGED
    raise UnreadableSheet(reason)


def _refusal(reason: Reason, limits: Limits, sheet: str) -> UnreadableSheet:
    most = {Reason.TOO_MANY_ROWS: limits.rows, Reason.TOO_MANY_COLUMNS: limits.columns}.get(reason)
    if reason is Reason.NO_SUCH_SHEET:
        return UnreadableSheet(reason, name=sheet[:60])
    return UnreadableSheet(reason, most=most) if most else UnreadableSheet(reason)


def _value(cell: Any) -> Value:
    if isinstance(cell, str):
        return clean(cell, multiline=True) or None
    if isinstance(cell, list):
        kind, text = cell
        return _KINDS[kind](text)
    return cell if isinstance(cell, (int, float)) else None


_KINDS: dict[str, Callable[[str], Value]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
