"""What people type into cells is read as they mean it; what cannot be read is said, and nothing is guessed silently."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.errors import Refusal
from eventmgr.ground.sentences import _l
from eventmgr.tools.sheets import BadCell, Field, Row, read_records
from eventmgr.tools.sheets.cells import as_text
from eventmgr.tools.sheets.values import choice, clock, coded, day, digits, moment, number, text, whole, yes_no
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from tests.soak import times

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (date(2026, 9, 3), date(2026, 9, 3)),
        (datetime(2026, 9, 3, 8), date(2026, 9, 3)),
        (46268, date(2026, 9, 3)),
        (46268.75, date(2026, 9, 3)),
        ("2026年9月3日", date(2026, 9, 3)),
        ("２０２６年９月３日（周四）", date(2026, 9, 3)),
        ("2026/9/3", date(2026, 9, 3)),
        ("2026-09-03 00:00:00", date(2026, 9, 3)),
        ("2026.9.3", date(2026, 9, 3)),
        ("20260903", date(2026, 9, 3)),
        ("9月3日", date(2026, 9, 3)),
        ("3 September 2026", date(2026, 9, 3)),
        ("Sep. 3, 2026", date(2026, 9, 3)),
        ("Thu 3 Sep 2026", date(2026, 9, 3)),
        ("", None),
        ("—", None),
        (None, None),
    ],
)
def test_days(typed, meant):
    assert day(typed, year=2026) == meant


@pytest.mark.parametrize(
    "typed", ["9/3", "2026-13-01", "2026年2月30日", "明天", "2026/9/3 下午", 5, 3.5, True, "9月3日至4日"]
)
def test_what_is_no_day(typed):
    with pytest.raises(BadCell):
        day(typed, year=2026)


def test_a_day_without_a_year_is_none_where_nobody_knows_the_year():
    with pytest.raises(BadCell, match="“9月3日” is not a date"):
        day("9月3日")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (time(14, 30), time(14, 30)),
        (0.604166666666667, time(14, 30)),
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("14时30分", time(14, 30)),
        ("下午2点半", time(14, 30)),
        ("下午 2:30", time(14, 30)),
        ("2:30 PM", time(14, 30)),
        ("上午9点", time(9)),
        ("12:15 am", time(0, 15)),
        ("9:05:30", time(9, 5, 30)),
    ],
)
def test_times(typed, meant):
    assert clock(typed) == meant


def test_a_day_with_a_time():
    assert moment("2026年9月3日（周四）下午2:30") == datetime(2026, 9, 3, 14, 30)
    assert moment("2026-09-03T14:30") == datetime(2026, 9, 3, 14, 30)
    assert moment(46268.604166666664) == datetime(2026, 9, 3, 14, 30)
    assert moment("9月3日 9:00", year=2026) == datetime(2026, 9, 3, 9)
    assert moment(date(2026, 9, 3)) == datetime(2026, 9, 3)
    for typed in ("14:30", "2026-09-03 25:00", "2026-09-03 晨", 12):
        with pytest.raises(BadCell):
            moment(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (13800000001, "13800000001"),
        (13800000001.0, "13800000001"),
        ("'13800000001", "13800000001"),
        ("13800000001.0", "13800000001"),
        ("１３８ ００００ ０００１", "138 0000 0001"),
        ("430102199001011234", "430102199001011234"),
        ("0731-88888888", "0731-88888888"),
    ],
)
def test_digits_of_phones_and_ids(typed, meant):
    assert digits(typed) == meant


@pytest.mark.parametrize("typed", ["1.38E+10", 430102199001011200, 4.30102199001011e17])
def test_digits_that_the_sheet_has_lost(typed):
    with pytest.raises(BadCell, match="has shortened"):
        digits(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (3, 3),
        (2.5, 2.5),
        ("１２", 12),
        ("1,234.50", 1234.5),
        ("￥1，200元", 1200),
        ("-3", -3),
        ("1.2万", 12000),
        ("15人", 15),
    ],
)
def test_numbers(typed, meant):
    assert number(typed) == meant


@pytest.mark.parametrize("typed", ["", "十二", "1,23", "1 2", "3-4", "nan", "1e5", True, "9" * 19])
def test_what_is_no_number(typed):
    if typed == "":
        assert number(typed) is None
        return
    with pytest.raises(BadCell):
        number(typed)


def test_whole_numbers():
    assert (whole(3.0), whole("3"), whole(None)) == (3, 3, None)
    with pytest.raises(BadCell, match="not a whole number"):
        whole(2.5)


def test_yes_and_no():
    assert [yes_no(typed) for typed in ("是", "√", "Yes", 1, True, "需要")] == [True] * 6
    assert [yes_no(typed) for typed in ("否", "×", "no", 0, False, "不需要")] == [False] * 6
    assert yes_no("") is None
    with pytest.raises(BadCell, match="Enter yes or no, not “也许”"):
        yes_no("也许")


def test_choices_by_every_name_and_by_their_value():
    parse = choice({"none": ("不限", "None"), "halal": ("清真", "Halal")})

    assert [parse(typed) for typed in ("清 真", "HALAL", "halal", None)] == ["halal", "halal", "halal", None]
    with pytest.raises(BadCell, match="“素食” is not one of the choices: 不限, 清真"):
        parse("素食")


def test_codes_are_found_by_whoever_knows_them():
    parse = coded({"湖南": "430000"}.get, _l("There is no province “%(value)s”."))

    assert (parse("湖南"), parse(None)) == ("430000", None)
    with pytest.raises(BadCell, match="There is no province “湖 南省”"):
        parse("湖  南省")


def test_texts_have_a_length():
    assert text(" a  b ", most=3) == "a b"
    assert text("a\n\nb", multiline=True) == "a\n\nb"
    with pytest.raises(BadCell, match="This text has 4 characters; at most 3 are allowed"):
        text("abcd", most=3)


def test_every_fault_stands_beside_its_cell_and_refusals_of_other_rooms_too():
    fields = (
        Field("name", ("姓名",), text, required=True),
        Field("day", ("到达",), day),
        Field("mobile", ("手机",), lambda value: normalize_mobile(digits(value) or "")),
        Field("email", ("邮箱",), text),
    )
    rows = [Row(7, (None, "明天", "123")), Row(8, ("张三", None, 13800000001))]

    wrong, right = read_records(rows, {"name": 0, "day": 1, "mobile": 2}, fields)

    assert {key: str(said)[:24] for key, said in wrong.errors.items()} == {
        "name": "This is required, but no",
        "day": "“明天” is not a date. Writ",
        "mobile": "This number has 3 digits",
    }
    assert (wrong.number, wrong.values) == (7, {})
    assert (right.number, right.values, right.errors) == (8, {"name": "张三", "mobile": "13800000001"}, {})


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.text("0123456789年月日-/:. 上下午点半万%,１２'=张", max_size=14),
    st.text(max_size=8),
)


@settings(max_examples=times(1500))
@given(CELLS)
def test_every_parser_gives_a_value_or_says_what_is_wrong(value):
    as_text(value)
    for parse in (text, digits, number, whole, day, clock, moment, yes_no, choice({"a": ("甲",)})):
        try:
            parse(value)
        except (BadCell, Refusal) as error:
            assert str(error)


@settings(max_examples=times(300))
@given(st.dates(date(1950, 1, 1), date(2199, 1, 1)))
def test_days_are_the_same_in_every_spelling(one: date):
    serial = (one - date(1899, 12, 30)).days
    spellings = (one, serial, one.isoformat(), f"{one.year}年{one.month}月{one.day}日", one.strftime("%Y%m%d"))

    assert {day(typed) for typed in spellings} == {one}
