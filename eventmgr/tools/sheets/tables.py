"""The list within a sheet: where its head is, and which rows below are no rows of it. Pure.

Above the head there may be titles and blank lines, the head may have two rows (a group over its columns), and among the
rows there are running numbers, sums, repeated heads, an example, and notes below. What is skipped is told, with why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from eventmgr.ground.text import clean_line, folded
from eventmgr.tools.sheets.cells import Area, Row, Sheet, Value, as_text
from eventmgr.tools.sheets.columns import JOINT, Field, Head, likeness
from eventmgr.tools.sheets.refusals import Reason, UnreadableSheet

EXAMPLES: Mapping[str, str] = {"zh": "示例", "en": "Example"}
"""Stands in the first column of a row that shows how to fill in; such a row is skipped."""
REMARKS: Mapping[str, str] = {"zh": "导入问题（导入时忽略）", "en": "Problems (ignored on import)"}
"""Head of the column of problems in a sheet that was given back; such a column is left out."""
_HIGHEST = 40
"""A head lies within the first so many rows in which something stands."""
_LONGEST_HEAD = 60
_GOOD = 0.75
_RUNNING = frozenset(map(folded, ("序号", "序", "行号", "项次", "顺序", "No.", "No", "#", "S/N", "Serial", "№", "")))
_SUM = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数|grand total|sub-?total|total|sum)\s*[:：]?\s*"
    r"[（(]?\s*(?:\d+\s*(?:人|名|位|家|项|条|元)?)?\s*[）)]?|共\s*\d+\s*(?:人|名|位|家|项|条)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:填?表?说明|填报说明|填写说明|备注|附注|注意事项|注意|注|填表人|填报人|填报单位|填报时间|填表时间|填报日期|制表人?|审核人?"
    r"|经办人|联系人|联系电话|联系方式|负责人|盖章|单位盖章|notes?|remarks?|filled in by)\s*(?:[（(][^）)]*[）)])?\s*[:：].*"
    r"|注\s*[\d一二三]?\s*[、.．：:].*|[※*＊].*",
    re.IGNORECASE | re.DOTALL,
)
_EXAMPLE = re.compile(
    r"[（(【\[]?\s*(?:示例|样例|例|范例|example|sample)\s*\d?\s*[)）】\]]?\s*(?:[:：].*)?", re.IGNORECASE
)


class Skipped(Enum):
    """Why a row below the head is no row of the list."""

    SUM = "sum"
    NOTE = "note"
    EXAMPLE = "example"
    REPEATED_HEAD = "repeated_head"


@dataclass(frozen=True)
class Table:
    """The list of a sheet."""

    heads: tuple[Head, ...]
    """Its columns, without those of running numbers and those in which nothing stands."""
    rows: tuple[Row, ...]
    """Without blank rows; numbers are those of the file."""
    head_rows: tuple[int, ...]
    """Numbers of the rows in which the head stands, one or two."""
    skipped: tuple[tuple[int, Skipped], ...]
    """Rows that were left out: number, why."""


def find_table(sheet: Sheet, fields: Sequence[Field]) -> Table:
    """The list in a sheet.

    Args:
        fields: what its columns may be for; the head is the row that names most of them.

    Raises:
        UnreadableSheet: no row could be the head.
    """
    top, lower, texts = _head(sheet, fields)
    last = lower or top
    body = [row for row in sheet.rows if row.number > last]
    filled = _filled_down(body, sheet.merged)
    running = {column for column, text in texts.items() if _is_running(column, text, filled, fields)}
    rows: list[Row] = []
    skipped: list[tuple[int, Skipped]] = []
    for row in filled:
        if _is_blank(row, running):
            continue
        why = _why_not(row, texts, running)
        if why is None:
            rows.append(row)
        else:
            skipped.append((row.number, why))
    used = {column for row in rows for column in row.filled}
    remarks = {folded(text) for text in REMARKS.values()}
    heads = tuple(
        Head(column, text)
        for column, text in sorted(texts.items())
        if column not in running and (text or column in used) and folded(text) not in remarks
    )
    return Table(heads, tuple(rows), (top, lower) if lower else (top,), tuple(skipped))


def _head(sheet: Sheet, fields: Sequence[Field]) -> tuple[int, int, dict[int, str]]:
    """Number of the head's row, of its second row or 0, and the text of every column."""
    shown = [row for row in sheet.rows if row.filled][:_HIGHEST]
    best: tuple[float, int, int, dict[int, str]] | None = None
    for place, row in enumerate(shown):
        if not _looks_like_head(row):
            continue
        single = {column: _line(row.at(column)) for column in row.filled}
        candidates = [(row.number, 0, single)]
        below = shown[place + 1] if place + 1 < len(shown) else None
        if below is not None and below.number == row.number + 1:
            goes_on = _goes_on(row, below, fields)
            joined = _joined(row, below, sheet.merged, fields, goes_on=goes_on)
            if joined:
                # a row of nothing but names of columns is no row of the list, however well the upper one names them
                candidates = [*([] if goes_on else candidates), (row.number, below.number, joined)]
        for top, lower, texts in candidates:
            named = _named(texts.values(), fields)
            if named and (best is None or named > best[0]):
                best = named, top, lower, texts
    if best is None or (best[0] < 2 and len(best[3]) > 1):
        plain = _widest(shown)
        if plain is not None:
            best = 0.0, plain.number, 0, {column: _line(plain.at(column)) for column in plain.filled}
    if best is None:
        raise UnreadableSheet(Reason.NO_HEADS)
    texts = best[3]
    width = max((len(row.values) for row in sheet.rows if row.number > best[1]), default=0)
    return best[1], best[2], {column: texts.get(column, "") for column in range(max(width, *texts, 0) + 1)}


def _named(texts: Iterable[str], fields: Sequence[Field]) -> float:
    """How many different fields the texts name, surely; a little more the surer they do."""
    score_of: dict[str, float] = {}
    for text in texts:
        if not text or len(text) > _LONGEST_HEAD:
            continue
        score, key = max(((likeness(text, field), field.key) for field in fields), default=(0.0, ""))
        if score >= _GOOD:
            score_of[key] = max(score_of.get(key, 0.0), score)
    return len(score_of) + sum(score_of.values()) / 1000 if score_of else 0.0


def _looks_like_head(row: Row) -> bool:
    return all(isinstance(row.at(column), str) for column in row.filled)


def _widest(rows: Sequence[Row]) -> Row | None:
    """The first row of short, different texts that is as wide as what stands below; None if there is none."""
    for place, row in enumerate(rows[:-1]):
        texts = [_line(row.at(column)) for column in row.filled]
        wide = max(len(below.filled) for below in rows[place + 1 : place + 6])
        if len(texts) >= max(2, 0.6 * wide) and _looks_like_head(row) and len(set(texts)) == len(texts):
            return row
    return None


def _goes_on(top: Row, below: Row, fields: Sequence[Field]) -> bool:
    """Whether a row says nothing but what columns are, otherwise than the head above it: a file without merged cells
    tells no more of the second row of a head."""
    texts = {column: _line(below.at(column)) for column in below.filled}
    named = all(any(likeness(text, field) >= _GOOD for field in fields) for text in texts.values())
    return bool(texts) and named and any(_line(top.at(column)) != text for column, text in texts.items())


def _joined(top: Row, below: Row, merged: Sequence[Area], fields: Sequence[Field], *, goes_on: bool) -> dict[int, str]:
    """The texts of a head of two rows; empty if the second row is none of a head."""
    if not _looks_like_head(below):
        return {}
    groups = _groups(top, below, merged)
    own = {column for column in top.filled if column not in groups}
    differs = any(below.at(column) is not None and _line(below.at(column)) != _line(top.at(column)) for column in own)
    if not goes_on and (differs or not any(column in groups for column in below.filled)):
        return {}
    if not _named((_line(below.at(column)) for column in below.filled), fields):
        return {}
    texts: dict[int, str] = {}
    for column in sorted({*groups, *own, *below.filled}):
        upper, lower = groups.get(column) or _line(top.at(column)), _line(below.at(column))
        texts[column] = f"{upper}{JOINT}{lower}" if upper and lower and upper != lower else upper or lower
    return texts


def _groups(top: Row, below: Row, merged: Sequence[Area]) -> dict[int, str]:
    """Column → text of the group above it: cells merged over several columns, or one with nothing to the right of
    it."""
    groups: dict[int, str] = {}
    for area in merged:
        if area.first_row == top.number and area.height == 1 and area.width > 1:
            text = _line(top.at(area.first_column))
            groups.update(dict.fromkeys(range(area.first_column, area.last_column + 1), text))
    if groups:
        return groups
    width = len(below.values)
    for column in top.filled:
        run = [column]
        while run[-1] + 1 < width and top.at(run[-1] + 1) is None and below.at(run[-1] + 1) is not None:
            run.append(run[-1] + 1)
        if len(run) > 1 and below.at(column) is not None:
            groups.update(dict.fromkeys(run, _line(top.at(column))))
    return groups


def _filled_down(rows: Sequence[Row], merged: Sequence[Area]) -> list[Row]:
    """Rows with the value of a cell that is merged over several of them in each of these."""
    by_number = {row.number: row for row in rows}
    for area in merged:
        first = by_number.get(area.first_row)
        value = first.at(area.first_column) if first is not None else None
        if area.height == 1 or value is None:
            continue
        for number in range(area.first_row + 1, area.last_row + 1):
            row = by_number.get(number)
            if row is not None and row.filled and row.at(area.first_column) is None:
                values = [*row.values, *[None] * (area.first_column + 1 - len(row.values))]
                values[area.first_column] = value
                by_number[number] = Row(number, tuple(values))
    return [by_number[row.number] for row in rows]


def _is_running(column: int, text: str, rows: Sequence[Row], fields: Sequence[Field]) -> bool:
    """Whether a column only counts: its head says so, or it has none and its values do."""
    if folded(text) not in _RUNNING or any(likeness(text, field) >= _GOOD for field in fields if text):
        return False
    if text:
        return True
    numbers = [row.at(column) for row in rows if row.at(column) is not None]
    return bool(numbers) and all(
        isinstance(value, (int, float)) or (isinstance(value, str) and value.isdecimal()) for value in numbers
    )


def _is_blank(row: Row, running: set[int]) -> bool:
    """Whether nothing stands in a row but perhaps its number."""
    return set(row.filled) <= running and all(_line(row.at(column)).rstrip(".、").isdecimal() for column in row.filled)


def _why_not(row: Row, texts: dict[int, str], running: set[int]) -> Skipped | None:
    filled = row.filled
    stray = next((column for column in filled if column not in running), None)
    first = _line(row.at(filled[0]))
    if _EXAMPLE.fullmatch(first):
        return Skipped.EXAMPLE
    if _SUM.fullmatch(first) or (stray is not None and _SUM.fullmatch(_line(row.at(stray)))):
        return Skipped.SUM
    if stray is None or _NOTE.fullmatch(first):
        return Skipped.NOTE
    return Skipped.REPEATED_HEAD if _repeats(row, texts) else None


def _repeats(row: Row, texts: dict[int, str]) -> bool:
    """Whether the head stands here once more, as on each page of a printed list."""
    heads = {column: text.rpartition(JOINT)[2] for column, text in texts.items() if text}
    same = sum(row.at(column) is not None and _line(row.at(column)) == text for column, text in heads.items())
    return same >= max(2, len(row.filled) / 2, len(heads) / 2)


def _line(value: Value) -> str:
    return clean_line(as_text(value))
