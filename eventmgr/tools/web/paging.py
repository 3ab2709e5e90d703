"""Keyset pages: as quick on the thousandth page as on the first, and steady while rows come and go.

A cursor is the sort values of a page's edge, as base64url JSON. It is not signed: it can only say where to start
in a list that the reader may see anyway; whatever is not a cursor of this list is refused.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Select, and_, literal, or_, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, is_clean

Row = TypeVar("Row")
Column = ColumnElement[Any] | InstrumentedAttribute[Any]

SIZE = 50
"""Rows of a page where a list sets no other number."""
MOST_COUNTED = 1000
"""A list of more says that there are more, so that it costs the same however many there are."""
LARGEST_BIG = 2**63 - 1
"""The largest number of a column that is a `BigInteger`, such as an amount in hundredths."""


@dataclass(frozen=True)
class Key:
    """One sort column. It must never be NULL; the last key of a list must be unique."""

    column: Column
    falling: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in the order of the list, and the cursors of the pages around; None where there is none."""

    rows: list[Row]
    next: str | None
    previous: str | None


def count_rows(statement: Select[Any]) -> int:
    """How many rows `statement` has, `MOST_COUNTED` + 1 where there are more; one statement."""
    found = statement.limit(MOST_COUNTED + 1).subquery()
    return int(db.session.query(found).count())


def get_page(statement: Select[Any], keys: list[Key], cursor: str | None, *, size: int = SIZE) -> Page[Any]:
    """The page of `statement` that `cursor` points to (the first without one), sorted by `keys`.

    Args:
        statement: a select without order and limit; its rows are models if it selects one model, else tuples.
        keys: from the most important on; rising or falling each.

    Costs one statement of `size` + 1 rows.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    backwards, edge = _decode(cursor, keys) if cursor else (False, None)
    order = [Key(key.column, key.falling != backwards) for key in keys]
    if edge is not None:
        statement = statement.where(_beyond(order, edge))
    ordered = statement.order_by(*(key.column.desc() if key.falling else key.column.asc() for key in order))
    width = len(statement.column_descriptions)
    results = db.session.execute(ordered.add_columns(*(key.column for key in keys)).limit(size + 1)).all()
    more, results = len(results) > size, list(results[:size])
    if backwards:
        results.reverse()
    rows = [row[0] if width == 1 else tuple(row[:width]) for row in results]
    if not results:
        return Page(rows, None, None)
    before, after = (more, True) if backwards else (edge is not None, more)
    return Page(
        rows,
        next=_encode("n", results[-1][width:]) if after else None,
        previous=_encode("p", results[0][width:]) if before else None,
    )


def _beyond(order: list[Key], edge: list[Any]) -> ColumnElement[bool]:
    """Rows after `edge` in `order`: a row comparison if all keys go one way, which an index serves; else spelled
    out."""
    bound = [literal(value, key.column.type) for key, value in zip(order, edge, strict=True)]
    if len({key.falling for key in order}) == 1:
        left, right = tuple_(*(key.column for key in order)), tuple_(*bound)
        return left < right if order[0].falling else left > right
    choices = []
    for place, key in enumerate(order):
        same = [order[i].column == bound[i] for i in range(place)]
        step = key.column < bound[place] if key.falling else key.column > bound[place]
        choices.append(and_(*same, step))
    return or_(*choices)


def _encode(direction: str, values: Iterable[object]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else _plain(value) for value in values]
    raw = json.dumps([direction, *plain], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _decode(cursor: str, keys: list[Key]) -> tuple[bool, list[object]]:
    """Whether the cursor leads backwards, and the values of the edge."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        direction, *values = json.loads(raw)
        if direction not in ("n", "p") or len(values) != len(keys):
            raise ValueError
        return direction == "p", [_typed(key.column, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadValue(_("“cursor” does not belong to this list. Start from its first page.")) from None


def _typed(column: Column, value: Any) -> Any:
    """`value` of the JSON as the Python type of `column`; anything else is a ValueError."""
    stored = getattr(column.type, "impl_instance", column.type)
    kind = stored.python_type
    if issubclass(kind, datetime):
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None or not 1 < instant.year < 9999:
            raise ValueError
        return instant
    if issubclass(kind, date):
        return date.fromisoformat(value)
    if issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise ValueError
    if isinstance(value, str) and not is_clean(value):
        raise ValueError
    largest = LARGEST_BIG if isinstance(stored, BigInteger) else LARGEST
    if isinstance(value, int) and not -largest <= value <= largest:
        raise ValueError
    return value


def say_count(number: int, words: Callable[[int], str]) -> str:
    """How many a list has, in `words`; more than `MOST_COUNTED` where it counts no further."""
    return words(number) if number <= MOST_COUNTED else _("more than %(count)s", count=words(MOST_COUNTED))
