"""Reading a workbook in a process of its own, which may use so much memory and time and no more.

The library that reads is fast and compiled, and a file of 2 kB can make it end its process (tafia/calamine #693):
here that is one more plain refusal. See docs/decisions/0027-workbooks-are-read-in-a-limited-process.md.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from eventmgr.sheets.cells import LISTS, Area, Hidden, Row, Sheet, Value
from eventmgr.sheets.reading.limits import Limits
from eventmgr.sheets.refusals import Reason, UnreadableSheet
from eventmgr.text import clean

_PROGRAM = Path(__file__).with_name("program.py")
_OUT_OF_TIME = {-getattr(signal, name) for name in ("SIGPROF", "SIGXCPU", "SIGVTALRM") if hasattr(signal, name)}
_OUT_OF_SPACE = {-getattr(signal, name) for name in ("SIGABRT", "SIGXFSZ", "SIGKILL") if hasattr(signal, name)}
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""What the process gets of our environment, which also holds keys and passwords."""


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
    asked = json.dumps({"limits": limits.as_dict(), "sheet": sheet})
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own program, nothing typed
            [sys.executable, "-I", str(_PROGRAM), asked],
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            env=environment,
            close_fds=True,
        )
        try:
            ended = process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise UnreadableSheet(Reason.TOO_SLOW) from None
        finally:
            process.kill()
            process.wait()
        if ended in _OUT_OF_TIME:
            raise UnreadableSheet(Reason.TOO_SLOW)
        if ended in _OUT_OF_SPACE:
            raise UnreadableSheet(Reason.TOO_MANY_CELLS)
        written.seek(0)
        try:
            answer = json.loads(written.read(limits.text_bytes + 1))
        except ValueError:
            raise UnreadableSheet(Reason.DAMAGED) from None
    return dict(answer)


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
