"""The office's list against a plain loop over all rows: every filter, every order, forward and back, no row lost or doubled."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration.filters import FILTER_PARAMETERS, SORTS, ListFilter, read_filter, read_sort
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.office_list.queries import (
    count_listed,
    iterate_rows,
    list_queue_numbers,
    list_registrations,
)
from eventmgr.ground.errors import BadValue
from eventmgr.ground.text import folded
from eventmgr.tools.taxonomy import get_unit, name_key
from tests.factories import NOON, make_event, make_person, make_registration, together

pytestmark = pytest.mark.engines_differ

NAMES = ("王小明", "王一", "张三", "欧阳娜", "Li Lei", "李_雷", "100%", "单雄")
UNITS = ("310000", "440300", "XPCC", "")
LEADING = [*Leadership]
TYPES = [Role(one) for one in ("leader", "delegate", "company", "expert", "speaker", "contact", "media", "staff")]
PROVINCES = {"310000": "310000", "440300": "440000", "XPCC": "650000", "": ""}


@together()
def crowd(number: int = 40) -> tuple[Event, list[Registration]]:
    """Registrations of all kinds, some created in the same second, some with equal names."""
    lot = random.Random(5)
    event, other = make_event(), make_event()
    rows = []
    for place in range(number):
        unit, name = lot.choice(UNITS), lot.choice(NAMES)
        values: dict[str, Any] = {
            "status": lot.choice([*Status]),
            "unit_code": unit,
            "province_code": PROVINCES[unit],
            "sector_code": lot.choice(("C34", "C36", "")),
            "role": lot.choice([*Role]),
            "organization_name": lot.choice(("上海样例电气", "Example Ltd")),
            "answers": {"group": lot.choice(("7", "8"))} if lot.random() < 0.5 else {},
            "rank": lot.choice((None, 1, 2)),
            "pinyin_key": name_key(name),
            "created_at": NOON + timedelta(minutes=place // 3),
            "changed_late_at": NOON if lot.random() < 0.2 else None,
            "change_requested_at": NOON if lot.random() < 0.2 else None,
            "untold_since": NOON if lot.random() < 0.2 else None,
            "looks_like_id": rows[0].id if rows and lot.random() < 0.2 else None,
            "country_code": "JP" if not unit and lot.random() < 0.5 else "",
        }
        rows.append(make_registration(event, make_person(name), **values))
    make_registration(other)
    for unit in ("310000", "440300"):
        for row, leadership in zip([row for row in rows if row.unit_code == unit][5:], LEADING, strict=False):
            row.leadership = leadership
    return event, rows


def found_plainly(row: Registration, q: str) -> bool:
    """What a search finds, said in a few words."""
    if len(q) == 4 and q.isdecimal():
        return row.mobile[-4:] == q
    inside = q.lower() in row.name.lower() or q.lower() in row.organization_name.lower()
    return inside or (q.isascii() and row.pinyin_key.replace(" ", "").startswith(folded(q)))


FILTERS: dict[str, tuple[ListFilter, Callable[[Registration], bool]]] = {
    "all": (ListFilter(), lambda row: True),
    "state": (ListFilter(status=Status.WAITLISTED), lambda row: row.status is Status.WAITLISTED),
    "held": (ListFilter(held=True), lambda row: row.status in HOLDING),
    "held and gone": (ListFilter(held=True, status=Status.WITHDRAWN), lambda row: False),
    "unit": (ListFilter(unit="440300"), lambda row: row.unit_code == "440300"),
    "guests": (ListFilter(unit=""), lambda row: not row.unit_code),
    "province": (ListFilter(province="440000"), lambda row: row.province_code == "440000"),
    "sector": (ListFilter(sector="C36"), lambda row: row.sector_code == "C36"),
    "no sector": (ListFilter(sector=""), lambda row: not row.sector_code),
    "role": (ListFilter(role=Role.DELEGATE), lambda row: row.role == Role.DELEGATE),
    "group": (ListFilter(group="7"), lambda row: row.answers.get("group") == "7"),
    "no group": (ListFilter(group=""), lambda row: not row.answers.get("group")),
    "standing": (ListFilter(states="live"), lambda row: row.status in LIVE),
    "given up": (ListFilter(states="gone"), lambda row: row.status not in LIVE),
    "expected in vain": (
        ListFilter(states="missing", participants=True),
        lambda row: row.status in (Status.CONFIRMED, Status.ABSENT) and row.role != Role.STAFF,
    ),
    "no staff": (ListFilter(participants=True), lambda row: row.role != Role.STAFF),
    "no staff of a province": (
        ListFilter(participants=True, province="440000", held=True),
        lambda row: row.role != Role.STAFF and row.province_code == "440000" and row.status in HOLDING,
    ),
    "staff": (ListFilter(role=Role.STAFF, held=True), lambda row: row.role == Role.STAFF and row.status in HOLDING),
    "abroad": (ListFilter(abroad=True), lambda row: row.country_code == "JP"),
    "twice": (ListFilter(flag="twice"), lambda row: row.looks_like_id is not None),
    "late": (ListFilter(flag="late"), lambda row: row.changed_late_at is not None),
    "change requested": (ListFilter(flag="requested"), lambda row: row.change_requested_at is not None),
    "to be phoned": (ListFilter(flag="untold"), lambda row: row.untold_since is not None),
    "to be phoned of a unit": (
        ListFilter(flag="untold", unit="440300"),
        lambda row: row.untold_since is not None and row.unit_code == "440300",
    ),
    "to do": (
        ListFilter(todo=True),
        lambda row: (
            row.status is Status.PENDING
            or (row.looks_like_id or row.changed_late_at or row.change_requested_at) is not None
        ),
    ),
    "some minutes": (
        ListFilter(since=NOON + timedelta(minutes=3), before=NOON + timedelta(minutes=8), participants=True),
        lambda row: 3 <= (row.created_at - NOON).seconds / 60 < 8 and row.role != Role.STAFF,
    ),
    "several": (
        ListFilter(unit="310000", held=True, sector="C34"),
        lambda row: row.unit_code == "310000" and row.status in HOLDING and row.sector_code == "C34",
    ),
    **{
        f"q {q}": (ListFilter(q=q), lambda row, q=q: found_plainly(row, q))
        for q in ("王", "wang", "ouyang", "li", "_", "%", "电气", "EXAMPLE", "nobody", "shan")
    },
}
ORDERS: dict[str, Callable[[Registration], Any]] = {
    "created": lambda row: (row.created_at, row.id),
    "name": lambda row: (row.pinyin_key.encode(), row.id),
}


def walk(event: Event, filters: ListFilter, sort: str, size: int) -> list[list[int]]:
    """Ids page by page; going back shows the same pages' rows."""
    pages, cursor = [], None
    while True:
        page = list_registrations(event.id, filters, sort=sort, cursor=cursor, size=size)
        pages.append([row.id for row in page.rows])
        if page.next is None:
            break
        cursor = page.next
    back: list[int] = []
    while page.previous:
        page = list_registrations(event.id, filters, sort=sort, cursor=page.previous, size=size)
        back = [row.id for row in page.rows] + back
    assert back == [number for numbers in pages[:-1] for number in numbers]
    return pages


def test_every_filter_finds_what_a_plain_loop_finds_in_every_order_on_pages_of_every_size(database):
    event, rows = crowd()
    tallies = list_unit_tallies(event.id)
    for name, (filters, holds) in FILTERS.items():
        wanted = [row for row in rows if holds(row)]
        for sort in SORTS:
            falling, key = sort.startswith("-"), ORDERS[sort.removeprefix("-")]
            ordered = [row.id for row in sorted(wanted, key=key, reverse=falling)]
            pages = walk(event, filters, sort, 7 if sort == "created" else 50)
            assert [number for page in pages for number in page] == ordered, (name, sort)
            assert all(len(page) == 7 for page in pages[:-1]) or sort != "created"
        counted = count_listed(event.id, filters, tallies)
        assert counted == (len(wanted) if filters.is_countable or filters.is_narrow else None), name
        papers = [row.id for row in iterate_rows(event.id, filters, ("id",))]
        order = sorted(
            wanted,
            key=lambda row: (
                row.role == Role.STAFF,
                get_unit(row.unit_code).order if row.unit_code else 99,
                LEADING.index(row.leadership) if row.leadership else 2,
                row.role != Role.LEADER,
                row.rank is None,
                row.rank or 0,
                TYPES.index(row.role),
                row.pinyin_key,
                row.id,
            ),
        )
        assert papers == [row.id for row in order], name


def test_the_last_four_digits_find_their_number_and_the_queue_is_numbered_as_it_came(database):
    event, rows = crowd(12)
    for row in rows:
        filters = ListFilter(q=row.mobile[-4:])
        found = list_registrations(event.id, filters).rows
        assert {one.id for one in found} == {one.id for one in rows if one.mobile[-4:] == row.mobile[-4:]}
    waiting = sorted((row for row in rows if row.status is Status.WAITLISTED), key=ORDERS["created"])
    assert list_queue_numbers(event.id) == {row.id: place for place, row in enumerate(waiting, 1)}


def test_a_cursor_of_one_order_is_refused_by_another(database):
    event, _rows = crowd(12)
    cursor = list_registrations(event.id, ListFilter(), sort="name", size=5).next

    with pytest.raises(BadValue):
        list_registrations(event.id, ListFilter(), sort="created", cursor=cursor, size=5)


@pytest.mark.parametrize(
    ("values", "filters"),
    [
        ({}, ListFilter()),
        ({"q": "王", "status": "confirmed"}, ListFilter(q="王", status=Status.CONFIRMED)),
        ({"unit": "深圳"}, ListFilter(unit="440300")),
        (
            {"unit": "-", "province": "-", "sector": "-", "group": "-"},
            ListFilter(unit="", province="", sector="", group=""),
        ),
        ({"province": "CN-SH", "sector": "36"}, ListFilter(province="310000", sector="C36")),
        ({"role": "speaker"}, ListFilter(role=Role("speaker"))),
        ({"group": "07", "todo": "1", "held": "0"}, ListFilter(group="7", todo=True)),
        ({"status": "live", "participants": "1"}, ListFilter(states="live", participants=True)),
        ({"group": "7", "in_group": "held"}, ListFilter(group="7", in_group="held")),
        ({"abroad": "1", "flag": "late"}, ListFilter(abroad=True, flag="late")),
        (
            {"from": "2026-05-13", "to": "2026-05-14"},
            ListFilter(since=datetime(2026, 5, 13, tzinfo=UTC), before=datetime(2026, 5, 15, tzinfo=UTC)),
        ),
        ({"nonsense": "x"}, ListFilter()),
    ],
)
def test_an_address_says_what_is_asked(values: dict[str, str], filters: ListFilter):
    assert read_filter(values) == filters
    assert filters.is_set == (filters != ListFilter())


def test_the_names_that_are_kept_are_those_that_are_read():
    read: list[str] = []

    class Asked(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
            read.append(name)
            return default

    read_filter(Asked())

    assert sorted(set(read)) == sorted(FILTER_PARAMETERS)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "asleep"},
        {"unit": "武汉"},
        {"province": "x"},
        {"sector": "C99"},
        {"role": "king"},
        {"group": "a"},
        {"todo": "2"},
        {"held": "yes"},
        {"participants": "no"},
        {"abroad": "JP"},
        {"flag": "red"},
        {"in_group": "mine"},
        {"from": "May"},
        {"to": "0001-01-01"},
        {"to": "9999-12-31"},
    ],
)
def test_a_value_that_is_not_known_is_named(values: dict[str, str], app):
    with app.test_request_context(), pytest.raises(BadValue) as caught:
        read_filter(values)

    assert next(iter(values.values())) in str(caught.value)


@pytest.mark.parametrize(("value", "sort"), [("", "-created"), *((sort, sort) for sort in SORTS)])
def test_the_usual_order_is_the_newest_first(value: str, sort: str):
    assert read_sort(value) == sort


def test_an_unknown_order_names_those_that_are_known(app):
    with app.test_request_context(), pytest.raises(BadValue) as caught:
        read_sort("age")

    assert "age" in str(caught.value) and all(sort in str(caught.value) for sort in SORTS)


@pytest.mark.parametrize(
    ("changes", "countable"),
    [
        ({}, True),
        ({"unit": ""}, True),
        ({"q": "x"}, False),
        ({"role": Role.DELEGATE}, False),
        ({"group": ""}, False),
        ({"todo": True}, False),
    ],
)
def test_the_tally_tells_how_many_unless_text_role_group_or_to_do_is_asked(changes: dict[str, Any], countable: bool):
    assert replace(ListFilter(), **changes).is_countable is countable
