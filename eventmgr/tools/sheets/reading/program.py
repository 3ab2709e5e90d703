"""The program of the process that reads one workbook (`eventmgr/ground/limited`): it counts, reads, and hands over rows
as JSON.

It stands alone: nothing of the product is imported, so that it starts quickly and holds nothing worth reading. It is
asked `{"limits": …, "sheet": name}` and answers `{"names": …, "name": …, "rows": [[cell, …], …], "merged": [[row,
column, row, column], …], "hidden": {"rows": [row, …], "columns": [column, …], "sheets": [name, …]}}` or `{"refused":
<value of Reason>}`. A cell is null, text, a number, true, false, or `[kind, ISO text]` with kind `date`, `datetime` or
`time`. Whatever else happens, a death by memory or time included, is for its parent to judge.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET  # `program.py` runs within limits; expat bounds entities itself

_CHUNK = 1024 * 1024
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["']([A-Za-z]*)(\d+)["'])?[^<>]*?(/?)>""")
"""A row or a cell: which of them, letters and digits of its address where it has one, whether nothing is in it."""
_ROW_OR_COLUMN = re.compile(rb"""<(?:\w+:)?(row|col)\b([^<>]*)>""")
_ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")
_ROW_NUMBER = re.compile(rb"[0-9]{1,7}")
_YES = (b"1", b"true")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_EPOCH = dt.datetime(1899, 12, 30)


class Refused(Exception):
    """The file is refused for a reason that the parent knows by name."""


def part_of_sheet(archive: zipfile.ZipFile, name: str) -> str:
    """The part of the archive that holds the sheet of that name; empty where that cannot be told."""
    wanted = ""
    for element in ET.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314  # within limits, see above
        if element.tag.endswith("}sheet") and element.get("name") == name:
            wanted = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
    for element in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels")).iter():  # noqa: S314  # within limits
        if wanted and element.get("Id") == wanted:
            target = element.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return ""


def check_extent(archive: zipfile.ZipFile, part: str, limits: dict[str, Any]) -> None:
    """That the filled cells of a sheet lie within bounds: the library reserves memory for all cells between them.

    Raises:
        Refused: too many rows, columns or cells.
    """
    row = column = cells = 0
    with archive.open(part) as stream:
        for kind, name, digits, nothing in _tags(stream):
            if kind == b"row":
                row, column = (int(digits[:10]) if digits else row + 1), 0
                continue
            column = _number(name) if name else column + 1
            if nothing:
                continue
            cells += 1
            if row > limits["rows"]:
                raise Refused("too_many_rows")
            if column > limits["columns"]:
                raise Refused("too_many_columns")
            if cells > limits["cells"]:
                raise Refused("too_many_cells")


def _tags(stream: Any) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    yield from _matches(stream, _TAG)


def _matches(stream: Any, pattern: re.Pattern[bytes]) -> Iterator[Any]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        text = rest + chunk
        cut = text.rfind(b"<")
        whole, rest = (text[:cut], text[cut:]) if cut >= 0 else (b"", b"")
        if len(rest) > _CHUNK:
            raise Refused("damaged")
        yield from pattern.findall(whole)


def hidden(archive: zipfile.ZipFile, part: str) -> tuple[list[int], list[int]]:
    """Rows and columns of a sheet that its reader does not see, hidden by hand, by a filter or by an outline; from
    0."""
    rows: set[int] = set()
    columns: set[int] = set()
    row = 0
    with archive.open(part) as stream:
        for kind, said in _matches(stream, _ROW_OR_COLUMN):
            attributes = dict(_ATTRIBUTE.findall(said))
            is_hidden = attributes.get(b"hidden") in _YES
            if kind == b"row":
                row = int(attributes[b"r"]) if _ROW_NUMBER.fullmatch(attributes.get(b"r", b"")) else row + 1
                rows |= {row - 1} if is_hidden else set()
            elif is_hidden:
                first, last = (int(attributes.get(name, b"0")[:6]) for name in (b"min", b"max"))
                columns |= {*range(max(first, 1) - 1, min(last, 16_384))}
    return sorted(rows), sorted(columns)


@lru_cache(maxsize=1024)
def _number(name: bytes) -> int:
    number = 0
    for letter in name[:10].upper():
        number = number * 26 + letter - 64
    return number


def as_json(value: Any) -> Any:
    """A value of the library as it is handed over."""
    if value is None or value == "" or isinstance(value, (bool, str)):
        return None if value == "" else value
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        return int(value) if abs(value) < 1e15 and float(value).is_integer() else value
    if isinstance(value, dt.timedelta):
        return _of_duration(value)
    if isinstance(value, dt.datetime):
        return ["datetime", value.replace(microsecond=0).isoformat()]
    kind = "time" if isinstance(value, dt.time) else "date"
    return [kind, value.replace(microsecond=0).isoformat() if kind == "time" else value.isoformat()]


def _of_duration(value: dt.timedelta) -> Any:
    """The format `[h]:mm` shows a time of the day as a duration, and a moment as hours since 1900."""
    if dt.timedelta() <= value < dt.timedelta(days=1):
        return ["time", (_EPOCH + value).time().replace(microsecond=0).isoformat()]
    try:
        return ["datetime", (_EPOCH + value).replace(microsecond=0).isoformat()]
    except OverflowError:
        return None


def read(data: bytes, limits: dict[str, Any], wanted: str) -> dict[str, Any]:
    """The wanted sheet, or the first that is not hidden and not empty, as it is handed over.

    Raises:
        Refused: it is too large, encrypted, or not there.
    """
    import python_calamine  # noqa: PLC0415  # only after the limits stand

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("encrypted") from None
    sheets = [entry for entry in book.sheets_metadata if entry.typ == python_calamine.SheetTypeEnum.WorkSheet]
    shown = [entry.name for entry in sheets if entry.visible == python_calamine.SheetVisibleEnum.Visible]
    unseen = [entry.name for entry in sheets if entry.name not in shown]
    if wanted and wanted not in shown:
        raise Refused("no_such_sheet")
    archive = zipfile.ZipFile(io.BytesIO(data)) if data.startswith(b"PK") else None
    for name in [wanted] if wanted else shown:
        part = ""
        if archive is not None:
            part = part_of_sheet(archive, name)
            for entry in [part] if part else [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]:
                check_extent(archive, entry, limits)
        sheet = book.get_sheet_by_name(name)
        rows = _rows(sheet, limits)
        if rows:
            merged = [[first[0], first[1], last[0], last[1]] for first, last in sheet.merged_cell_ranges or []]
            own = hidden(archive, part) if archive is not None and part else ([], [])
            kept = {"rows": own[0], "columns": own[1], "sheets": unseen[:50]}
            return {"names": shown, "name": name, "rows": rows, "merged": merged[:10_000], "hidden": kept}
    raise Refused("empty")


def _rows(sheet: Any, limits: dict[str, Any]) -> list[list[Any]]:
    if sheet.end is None:
        return []
    last_row, last_column = sheet.end
    if last_row >= limits["rows"]:
        raise Refused("too_many_rows")
    if last_column >= limits["columns"]:
        raise Refused("too_many_columns")
    rows: list[list[Any]] = []
    cells = 0
    for values in sheet.to_python(skip_empty_area=False):
        row = [as_json(value) for value in values]
        while row and row[-1] is None:
            row.pop()
        cells += len(row) - row.count(None)
        if cells > limits["cells"]:
            raise Refused("too_many_cells")
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def main(asked: dict[str, Any], data: bytes) -> bytes:
    """Read the file and return the answer as JSON."""
    try:
        answer = read(data, asked["limits"], asked["sheet"])
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too_many_cells"}
    except BaseException:  # noqa: BLE001  # whatever the library finds, panics of its own included: the file is damaged
        answer = {"refused": "damaged"}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
