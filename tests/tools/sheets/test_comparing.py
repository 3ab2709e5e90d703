"""A sheet beside what is there: new, changed with old and new, same, perhaps the same, wrong."""

from __future__ import annotations

import pytest

from eventmgr.ground.sentences import _l
from eventmgr.tools.sheets import Existing, Record, Standing, compare

pytestmark = pytest.mark.one_engine

THERE = [
    Existing(1, {"name": "张三", "organization": "甲公司", "mobile": "13800000001", "title": "处长"}),
    Existing(2, {"name": "李四", "organization": "乙公司", "mobile": "13900000002"}),
    Existing(3, {"name": "王五", "organization": "丙公司"}),
    Existing(4, {"name": "王五", "organization": "丙公司"}),
]


def keys(values):
    if "mobile" in values:
        yield "mobile", values["mobile"]
    if {"name", "organization"} <= set(values):
        yield "name", values["name"], values["organization"]


def alike(values):
    if "name" in values:
        yield values["name"]


def compared(*rows, **more):
    records = [Record(number, row) for number, row in enumerate(rows, start=2)]
    return compare(records, THERE, keys=keys, alike=alike, blamed="name", **more)


def test_each_row_has_its_standing():
    new, changed, same, similar = compared(
        {"name": "赵六", "mobile": "13700000000"},
        {"name": "张三", "mobile": "13800000001", "title": "副厅长"},
        {"name": "李四", "mobile": "13900000002"},
        {"name": "李四", "mobile": "13600000000"},
    )

    assert [one.standing for one in (new, changed, same, similar)] == [
        Standing.NEW,
        Standing.CHANGED,
        Standing.SAME,
        Standing.SIMILAR,
    ]
    assert (changed.match, changed.changes) == (1, {"title": ("处长", "副厅长")})
    assert (same.match, same.changes, similar.match, similar.similar) == (2, {}, None, (2,))


def test_an_empty_cell_changes_nothing_and_some_columns_are_never_compared():
    (one,) = compared({"name": "张三", "mobile": "13800000001"})
    (other,) = compared({"name": "张三", "mobile": "13800000001", "title": "x"}, unchangeable=frozenset({"title"}))

    assert (one.standing, other.standing) == (Standing.SAME, Standing.SAME)


def test_a_weaker_key_finds_what_the_surer_one_does_not():
    (one,) = compared({"name": "张三", "organization": "甲公司", "mobile": "13500000000"})

    assert (one.match, one.changes) == (1, {"mobile": ("13800000001", "13500000000")})


def test_the_same_twice_in_the_sheet_is_wrong_the_second_time():
    first, second = compared({"name": "赵六", "mobile": "1"}, {"name": "赵六二", "mobile": "1"})

    assert (first.standing, second.standing) == (Standing.NEW, Standing.WRONG)
    assert str(second.errors["name"]) == "The same as row 2 of this sheet. Keep one of the two."


def test_what_fits_two_entries_is_wrong():
    (one,) = compared({"name": "王五", "organization": "丙公司"})

    assert (one.standing, str(one.errors["name"])[:22]) == (Standing.WRONG, "This matches 2 entries")


def test_a_wrong_row_stays_wrong_and_still_tells_whom_it_means():
    record = Record(5, {"name": "张三", "mobile": "13800000001"}, {"email": _l("no")})
    (one,) = compare([record], THERE, keys=keys)

    assert (one.standing, one.match) == (Standing.WRONG, 1)
