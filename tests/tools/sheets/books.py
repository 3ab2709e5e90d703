"""Workbooks for tests, made by other code than the product's: XLSX by openpyxl or by hand, XLS by hand."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl


def xlsx(
    rows: Iterable[Sequence[Any]], *, merged: Iterable[str] = (), name: str = "名单", more: Iterable[str] = ()
) -> bytes:
    """A workbook by openpyxl; `more` are names of further, empty sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for other in more:
        book.create_sheet(other)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_results(data: bytes, results: dict[str, str]) -> bytes:
    """The workbook with what its formulas have come to, as an office program keeps it: address of a cell → text."""
    parts = parts_of(data)
    path = "xl/worksheets/sheet1.xml"
    written = parts[path].decode()
    for address, text in results.items():
        written, number = re.subn(
            rf'<c r="{address}"([^>]*)>(<f>.*?</f>)<v ?(?:/>|></v>)',
            rf'<c r="{address}"\1 t="str">\2<v>{text}</v>',
            written,
        )
        assert number == 1, address
    return packed(parts | {path: written.encode()})


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_sheet_xml(cells: str) -> bytes:
    """A workbook whose one sheet holds what `cells` says, as XML within `<sheetData>`."""
    parts = parts_of(xlsx([["x"]]))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )
    return packed(parts)


def xls(rows: Iterable[Sequence[Any]], *, merged: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A BIFF8 workbook in a compound file ([MS-XLS], [MS-CFB]), written record by record; texts and numbers only."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str) and value:
                sheet += record(0x0204, place + text(value))
            elif isinstance(value, (int, float)):
                sheet += record(0x0203, place + struct.pack("<d", value))
    areas = [struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged]
    if areas:
        sheet += record(0x00E5, struct.pack("<H", len(areas)) + b"".join(areas))
    sheet += record(0x000A, b"")
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    name = "名单"
    length = len(head) + 4 + 8 + 2 * len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    return compound("Workbook", head + bound + record(0x000A, b"") + sheet)


def compound(stream: str, content: bytes) -> bytes:
    """A compound file with one stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    fat_sectors = -(-(sectors + 1 + 64) // 128)
    first = fat_sectors + 1
    table = [0xFFFFFFFD] * fat_sectors + [0xFFFFFFFE]
    table += [first + place + 1 for place in range(sectors - 1)] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (fat_sectors * 128 - len(table))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw) + 2 if raw else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, first, len(content))
    directory += 2 * entry("", 0, 0xFFFFFFFF, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, fat_sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(fat_sectors), *[0xFFFFFFFF] * (109 - fat_sectors))
    return header + struct.pack(f"<{len(table)}I", *table) + directory + content
