"""Rows, aisles, kept seats and tables as they are typed and as they are kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.on_site.seating.places import Layout, Place, PlanKind, TableUse

MOST_ROWS, MOST_IN_ROW, MOST_SEATS, LONGEST = 200, 120, 3000, 600
_SPLIT = re.compile(r"[\s,;、，；]+")
_ROWS = re.compile(r"(?:(\d{1,3})[xX×*])?(\d{1,3})")
_SEATS = re.compile(r"(\d{1,3})[-:](\d{1,3})(?:~(\d{1,3}))?")


def _parts(typed: str) -> list[str]:
    plain = normalize("NFKC", typed[:LONGEST]).replace("～", "~").replace("—", "-").replace("–", "-")
    return [part for part in _SPLIT.split(plain) if part]


def read_rows(typed: str) -> tuple[int, ...]:
    """Seats of each row: `18, 3×20` is a row of 18, then three of 20.

    Raises:
        ValueError: it is none, or too many.
    """
    rows: list[int] = []
    for part in _parts(typed):
        match = _ROWS.fullmatch(part)
        if match is None:
            raise ValueError(_("“%(value)s” is not a valid row. Enter, for example, “18, 3×20”.", value=part[:20]))
        number, seats = int(match[1] or 1), int(match[2])
        if not 1 <= seats <= MOST_IN_ROW or not number:
            raise ValueError(_("A row or table may have 1 to %(most)s seats.", most=MOST_IN_ROW))
        rows += [seats] * number
        if len(rows) > MOST_ROWS or sum(rows) > MOST_SEATS:
            raise ValueError(
                _("At most %(rows)s rows or tables and %(seats)s seats.", rows=MOST_ROWS, seats=MOST_SEATS)
            )
    if not rows:
        raise ValueError(_("Enter at least one row or table."))
    return tuple(rows)


def write_rows(rows: Sequence[int]) -> str:
    """The rows of a layout as text that `read_rows` reads."""
    parts: list[tuple[int, int]] = []
    for seats in rows:
        if parts and parts[-1][1] == seats:
            parts[-1] = (parts[-1][0] + 1, seats)
        else:
            parts.append((1, seats))
    return ", ".join(f"{number}×{seats}" if number > 1 else str(seats) for number, seats in parts)


def read_numbers(typed: str, *, most: int) -> tuple[int, ...]:
    """Numbers from 1, each once, in order.

    Raises:
        ValueError: one of them is none, or beyond `most`.
    """
    numbers = set()
    for part in _parts(typed):
        number = whole_number(part, least=1, most=most)
        if number is None:
            raise ValueError(_("“%(value)s” is not a number from 1 to %(most)s.", value=part[:20], most=most))
        numbers.add(number)
    return tuple(sorted(numbers))


def read_kept(typed: str, rows: Sequence[int]) -> frozenset[Place]:
    """Seats that nobody is given: `1-5` is row 1, seat 5; `2-1~4` are seats 1 to 4 of row 2.

    Raises:
        ValueError: one of them is no seat.
    """
    reserved: set[Place] = set()
    for part in _parts(typed):
        match = _SEATS.fullmatch(part)
        row = int(match[1]) if match else 0
        first, last = (int(match[2]), int(match[3] or match[2])) if match else (0, 0)
        if not (1 <= row <= len(rows) and 1 <= first <= last <= rows[row - 1]):
            raise ValueError(
                _(
                    "“%(value)s” is not a seat in these rows. Enter row and seat, such as “1-5” or “2-1~4”.",
                    value=part[:20],
                )
            )
        reserved |= {(row, number) for number in range(first, last + 1)}
    return frozenset(reserved)


def write_kept(kept: Iterable[Place]) -> str:
    """The reserved places as text that `read_kept` reads."""
    parts: list[list[int]] = []
    for row, number in sorted(kept):
        if parts and parts[-1][0] == row and parts[-1][2] == number - 1:
            parts[-1][2] = number
        else:
            parts.append([row, number, number])
    return ", ".join(f"{row}-{first}" if first == last else f"{row}-{first}~{last}" for row, first, last in parts)


def read_place(typed: str) -> Place | None:
    """`3-12` as row and seat; None: it is none."""
    match = _SEATS.fullmatch(normalize("NFKC", typed[:20]).strip())
    return (int(match[1]), int(match[2])) if match and match[3] is None else None


def to_json(layout: Layout) -> dict[str, Any]:
    """The layout as JSON keeps it."""
    return {
        "rows": list(layout.rows),
        "aisles": list(layout.aisles),
        "kept": [f"{row}-{number}" for row, number in sorted(layout.reserved)],
        "uses": [use.value for use in layout.uses],
    }


def from_json(stored: Mapping[str, Any]) -> Layout:
    """The layout that `to_json` has stored."""
    return Layout(
        rows=tuple(stored.get("rows", ())),
        aisles=tuple(stored.get("aisles", ())),
        reserved=frozenset(place for text in stored.get("kept", ()) if (place := read_place(text))),
        uses=tuple(TableUse(use) for use in stored.get("uses", ())),
    )


USUAL = {
    PlanKind.ROSTRUM: Layout((9,)),
    PlanKind.HALL: Layout((16,) * 10, aisles=(4, 12)),
    PlanKind.MEAL: Layout((10,) * 10, uses=(TableUse.LEADERS,)),
}
"""What a new plan begins with."""
