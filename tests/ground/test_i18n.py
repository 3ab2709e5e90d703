"""Which language is spoken, and how dates, times and texts of two languages are said in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.ground import i18n
from eventmgr.ground.i18n import (
    format_date,
    format_days,
    format_instant,
    format_span,
    format_time,
    localized,
    month_name,
    pick_language,
    switch_address,
    weekday_name,
)
from eventmgr.tools.web.fields import parse_instant

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "lang"),
    [
        (None, None, None, "zh"),
        ("en", "zh", "zh", "en"),
        ("fr", "en", "zh", "en"),
        (None, "klingon", "en", "en"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "zh-TW", "zh"),
        (None, None, "ZH", "zh"),
        (None, None, "fr, en;q=0.3, zh;q=0.4", "zh"),
        (None, None, "fr;q=1.0, en;q=0.3", "en"),
        (None, None, "fr,de", "zh"),
        (None, None, "en;q=0", "zh"),
        (None, None, "en;q=x, zh;q=0.1", "zh"),
        (None, None, "en;q=nan", "zh"),
        (None, None, ",,;q=1", "zh"),
        ("", "", "", "zh"),
        ("EN", None, None, "zh"),
    ],
)
def test_the_language_is_asked_remembered_preferred_or_the_usual_one(
    asked: str | None, cookie: str | None, accepted: str | None, lang: str
):
    assert pick_language(asked, cookie, accepted, default="zh") == lang


@given(st.text("enzhfr-*;q=,. 0159", max_size=40))
def test_any_header_gives_one_of_the_two(header: str):
    assert pick_language(None, None, header, default="en") in ("zh", "en")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "", ""),
        ({}, "", ""),
        ({"zh": "甲", "en": "A"}, "甲", "A"),
        ({"zh": "甲"}, "甲", "甲"),
        ({"en": "A", "zh": ""}, "A", "A"),
        ({"zh": "", "en": ""}, "", ""),
    ],
)
def test_an_empty_language_gives_way_to_the_other(value: dict[str, str] | None, zh: str, en: str):
    assert (localized(value, "zh"), localized(value, "en")) == (zh, en)


# ------------------------------------------------------------------------------------------------ dates and times
@given(DAYS)
def test_days_are_those_of_babel_in_both_languages(day: date):
    chinese = babel_date(day, "yyyy年M月d日（EEE）", "zh_CN")
    english = babel_date(day, "EEE d MMM yyyy", "en").replace("Sept", "Sep")

    assert (format_date(day, "zh"), format_date(day, "en")) == (chinese, english)
    assert format_date(day, "zh", year=False, weekday=False) == babel_date(day, "M月d日", "zh_CN")
    assert format_date(day, "en", year=False, weekday=False) == babel_date(day, "d MMM", "en").replace("Sept", "Sep")
    assert (weekday_name(day, "zh"), weekday_name(day, "en")) == (babel_date(day, "EEE", "zh_CN"), english[:3])
    assert month_name(day.year, day.month, "zh") == babel_date(day, "yyyy年M月", "zh_CN")
    assert month_name(day.year, day.month, "en") == english.split(" ", 2)[2]


MORNING = datetime(2026, 5, 12, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "lang", "options", "said"),
    [
        ("Asia/Shanghai", "zh", {}, "2026年5月13日（周三）06:30"),
        ("Asia/Shanghai", "en", {}, "Wed 13 May 2026, 06:30"),
        ("America/New_York", "zh", {}, "2026年5月12日（周二）18:30"),
        ("UTC", "en", {"year": False}, "Tue 12 May, 22:30"),
        ("UTC", "zh", {"weekday": False}, "2026年5月12日 22:30"),
        ("UTC", "en", {"year": False, "weekday": False}, "12 May, 22:30"),
        ("UTC", "zh", {"year": False, "weekday": False}, "5月12日 22:30"),
    ],
)
def test_a_moment_is_said_on_the_clock_of_its_zone(zone: str, lang: str, options: dict[str, bool], said: str):
    assert format_instant(MORNING, zone, lang, **options) == said
    assert said.endswith(format_time(MORNING, zone))


@pytest.mark.parametrize(
    ("hours", "zone", "zh", "en"),
    [
        (2, "UTC", "2026年5月12日（周二）22:30至13日（周三）00:30", "Tue 12 May 2026, 22:30 – Wed 13 May, 00:30"),
        (2, "Asia/Shanghai", "2026年5月13日（周三）06:30—08:30", "Wed 13 May 2026, 06:30–08:30"),
        (
            24 * 20,
            "UTC",
            "2026年5月12日（周二）22:30至6月1日（周一）22:30",
            "Tue 12 May 2026, 22:30 – Mon 1 Jun, 22:30",
        ),
        (
            24 * 300,
            "UTC",
            "2026年5月12日（周二）22:30至2027年3月8日（周一）22:30",
            "Tue 12 May 2026, 22:30 – Mon 8 Mar 2027, 22:30",
        ),
    ],
)
def test_a_span_says_nothing_twice(hours: int, zone: str, zh: str, en: str):
    end = MORNING + timedelta(hours=hours)

    assert (format_span(MORNING, end, zone, "zh"), format_span(MORNING, end, zone, "en")) == (zh, en)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_what_is_typed_on_a_clock_is_the_moment_at_which_that_clock_shows_it(typed: datetime, zone: str):
    typed = typed.replace(second=0, microsecond=0)
    shown = [
        moment
        for fold in (0, 1)
        if (moment := typed.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC))
        .astimezone(ZoneInfo(zone))
        .replace(tzinfo=None)
        == typed
    ]
    if not shown:
        with pytest.raises(ValueError, match="gap"):
            parse_instant(typed.isoformat(), zone)
        return
    assert parse_instant(f"{typed:%Y-%m-%dT%H:%M}", zone) == min(shown)
    assert parse_instant(f"{typed:%Y-%m-%d %H:%M}", zone) == min(shown)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "format"),
        ("2026-05-13T25:00", "format"),
        ("2026-05-13T08:30Z", "format"),
        ("1999-12-31T23:59", "year"),
        ("2101-01-01", "year"),
        ("2026-03-29T02:30", "gap"),
    ],
)
def test_what_is_no_moment_says_why(typed: str, fault: str):
    with pytest.raises(ValueError, match=fault):
        parse_instant(typed, "Europe/Berlin")


# ------------------------------------------------------------------------------------------------ inside an application
def test_what_is_spoken_is_forced_inside_and_as_before_outside(app: Any):
    with app.test_request_context("/?lang=en"):
        heard = [i18n.language()]
        with i18n.speaking("zh"):
            heard.append(i18n.language())
            with i18n.speaking("en"):
                heard.append(i18n.language())
            heard.append(i18n.language())
        heard.append(i18n.language())

    assert heard == ["en", "zh", "en", "zh", "en"]


def test_after_a_fault_inside_the_language_is_as_before(app: Any):
    with app.test_request_context("/?lang=en"):
        with pytest.raises(ZeroDivisionError), i18n.speaking("zh"):
            raise ZeroDivisionError
        assert i18n.language() == "en"


def test_a_sentence_put_off_is_said_in_the_language_of_whoever_hears_it(app: Any):
    later = i18n._l("E-mail language")
    with app.test_request_context():
        said = []
        for lang in ("zh", "en"):
            with i18n.speaking(lang):
                said.append(str(later))

    assert said[1] == "E-mail language" != said[0]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "One thing needs to be changed:"), (3, "3 things need to be changed:")]
)
def test_one_and_several_are_told_apart(number: int, said: str, app: Any):
    with app.test_request_context("/?lang=en"):
        words = i18n._n("One thing needs to be changed:", "%(num)s things need to be changed:", number)

    assert words == said


@pytest.mark.parametrize(
    "query", ["", "lang=zh", "q=a b&q=c", "q=%E4%B8%AD&lang=zh&x=%26%3D", "cursor=abc&unit=310000"]
)
def test_the_other_language_keeps_page_and_filters(query: str, app: Any):
    with app.test_request_context(f"/manage/?{query}"):
        parts = urlsplit(switch_address("en"))

    kept = [pair for pair in parse_qsl(query) if pair[0] != "lang"]
    assert parts.path == "/manage/"
    assert sorted(parse_qsl(parts.query)) == sorted([*kept, ("lang", "en")])


@pytest.mark.one_engine
def test_the_locales_are_those_that_babel_reads():
    assert {lang: Locale.parse(code) for lang, code in i18n._LOCALES.items()} == i18n._PARSED


@pytest.mark.parametrize(
    ("days", "flags", "zh", "en"),
    [
        ((5, 7), {"weekday": False}, "2027年1月5日至7日", "5 Jan to 7 Jan 2027"),
        ((5, 7), {"weekday": False, "year": False}, "1月5日至7日", "5 Jan to 7 Jan"),
        ((5, 5), {"weekday": False}, "2027年1月5日", "5 Jan 2027"),
        ((5, 7), {}, "2027年1月5日（周二）至1月7日（周四）", "Tue 5 Jan to Thu 7 Jan 2027"),
    ],
)
def test_days_are_said_from_the_first_to_the_last_and_nothing_twice(days, flags, zh, en):
    first, last = (date(2027, 1, day) for day in days)

    assert (format_days(first, last, "zh", **flags), format_days(first, last, "en", **flags)) == (zh, en)


@pytest.mark.one_engine
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_thousands_of_counts_stand_apart_in_every_sentence_and_years_and_numbers_of_rows_do_not(app, lang):
    with app.test_request_context(f"/?lang={lang}"):
        assert "2,000" in i18n._n("%(num)s place left.", "%(num)s places left.", 2000)
        assert "12,000" in i18n._("%(quota)s, %(used)s of them confirmed", quota=12000, used=999)
        assert "1,234" in str(i18n._l("%(num)s offered", num=1234)), "later, too"
        assert "2026" in i18n._("Row %(row)s: %(year)s", row=1500, year=2026) and i18n.format_number(999) == "999"
    shown = app.jinja_env.get_template("macros/kpis.html").module.kpis
    assert "2,000" in shown([("Expected", 2000, None, None, "expected")]) and "2,000" in shown([("Expected", 2000)])
