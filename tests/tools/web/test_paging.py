"""Keyset pages: every row once, in order, in both directions, whatever the sort."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Text,
    select,
)

from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.tools.web.models import RateHit
from eventmgr.tools.web.paging import Key, _decode, _encode, get_page
from tests.factories import NOON, keep

ORDERS = {
    "rising": [Key(RateHit.n), Key(RateHit.key)],
    "falling": [Key(RateHit.n, falling=True), Key(RateHit.key, falling=True)],
    "mixed": [Key(RateHit.n, falling=True), Key(RateHit.key)],
    "by instant": [Key(RateHit.ends_at), Key(RateHit.n, falling=True), Key(RateHit.key)],
}


def make_rows(number: int) -> None:
    for i in range(number):
        keep(RateHit(key=f"键{i:02}", n=i // 3, ends_at=NOON + timedelta(minutes=i % 4)))


def walk(keys, *, size, backwards=False):
    """The keys of all pages from the first to the last; `backwards` walks back from the last."""
    pages, cursor = [], None
    while True:
        page = get_page(select(RateHit), keys, cursor, size=size)
        pages.append([row.key for row in page.rows])
        if page.next is None:
            break
        cursor = page.next
    if not backwards:
        return pages
    pages = [pages[-1]]
    while page.previous:
        page = get_page(select(RateHit), keys, page.previous, size=size)
        pages.insert(0, [row.key for row in page.rows])
    return pages


@pytest.mark.parametrize("order", ORDERS)
def test_every_row_comes_once_and_in_order(database, order):
    make_rows(10)
    everything = get_page(select(RateHit), ORDERS[order], None, size=100)

    pages = walk(ORDERS[order], size=3)

    assert [len(page) for page in pages] == [3, 3, 3, 1]
    assert [key for page in pages for key in page] == [row.key for row in everything.rows]


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_rows(database, order):
    make_rows(9)

    assert walk(ORDERS[order], size=3, backwards=True) == walk(ORDERS[order], size=3)


def test_the_first_page_has_none_before_it_and_the_last_none_after(database):
    make_rows(3)

    page = get_page(select(RateHit), ORDERS["rising"], None, size=3)

    assert (len(page.rows), page.next, page.previous) == (3, None, None)


def test_columns_come_as_tuples(database):
    make_rows(2)

    page = get_page(select(RateHit.key, RateHit.n), ORDERS["rising"], None)

    assert page.rows == [("键00", 0), ("键01", 0)]


def test_a_page_costs_one_statement(database, count_statements):
    make_rows(10)

    with count_statements() as statements:
        get_page(select(RateHit), ORDERS["mixed"], None, size=3)

    assert len(statements) == 1


LARGEST_OF = {
    BigInteger: 2**63 - 1, Integer: 2**31 - 1, Boolean: True, Float: 1e308, Numeric: Decimal("9" * 16 + ".99"),
    DateTime: datetime(9998, 12, 31, 23, 59, 59, 999_999, UTC), Date: date(9999, 12, 31), Text: "龠" * 300, String: "龠" * 300,
}  # fmt: skip


@pytest.mark.one_engine
def test_whatever_a_list_is_sorted_by_its_largest_value_leads_to_the_next_page(database):
    """Every column of every table that always has a value and an order."""
    tried, lost = 0, {}
    for column in (column for table in db.metadata.sorted_tables for column in table.columns if not column.nullable):
        stored = getattr(column.type, "impl_instance", column.type)
        if isinstance(stored, (JSON, LargeBinary)):
            continue
        if issubclass(stored.python_type, Enum):
            largest = list(stored.python_type)[-1]
        else:
            largest = next(value for kind, value in LARGEST_OF.items() if isinstance(stored, kind))
            largest = largest[: getattr(stored, "length", None)] if isinstance(largest, str) else largest
        tried += 1
        backwards, edge = _decode(_encode("n", [largest]), [Key(column)])
        if (backwards, edge) != (False, [largest]):
            lost[str(column)] = edge

    assert (lost, tried > 500) == ({}, True)


def cursor_of(*values) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "é",
        "a" * 5000,
        cursor_of("n", 1),
        cursor_of("n", 1, "a", "b"),
        cursor_of("q", 1, "a"),
        cursor_of("n", "1", "a"),
        cursor_of("n", True, "a"),
        cursor_of("n", 2**63, "a"),
        cursor_of("n", 1, "a\x00"),
        cursor_of("n", 1, "\ud800"),
        cursor_of("n", None, "a"),
        cursor_of("n", [1], {}),
        base64.urlsafe_b64encode(b"[" * 1000).decode(),
        base64.urlsafe_b64encode(b"7").decode(),
    ],
)
def test_what_is_no_cursor_of_this_list_is_refused(database, cursor):
    with pytest.raises(BadValue):
        get_page(select(RateHit), ORDERS["rising"], cursor)


@pytest.mark.parametrize("instant", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+00:00", "soon", 5])
def test_a_cursor_with_a_wrong_instant_is_refused(database, instant):
    with pytest.raises(BadValue):
        get_page(select(RateHit), ORDERS["by instant"], cursor_of("n", instant, 1, "a"))
