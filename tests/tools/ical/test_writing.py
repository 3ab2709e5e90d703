import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.text import clean, clean_line
from eventmgr.tools.ical import calendar, vevent, vevents
from tests.output.calendars.readers import ALL, read
from tests.soak import times
from tests.tools.ical.entries import NOON, make_calendar, make_entry

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)
NASTY = '\x0b\x1c\u2028 a\\nb \\, ; : "c" ,d;\r\ne\u0085f \ud800 \u202e张𬭎䶮 🏭'


def parsed(body: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(body).walk("VEVENT")


@settings(max_examples=times(150), deadline=None)
@given(summary=ANY_TEXT, description=ANY_TEXT, location=ANY_TEXT)
def test_any_text_comes_back_from_a_reader_as_it_was_cleaned(summary: str, description: str, location: str):
    body = make_calendar(make_entry(summary=summary, description=description, location=location))

    (entry,) = parsed(body)
    (other,) = read("vobject", body)

    expected = (clean_line(summary), clean(description, multiline=True), clean_line(location))
    assert (str(entry["SUMMARY"]), str(entry.get("DESCRIPTION", "")), str(entry.get("LOCATION", ""))) == expected
    assert (other.summary, other.description, other.location) == expected


@pytest.mark.parametrize("reader", ["vobject", "ical.js"])
def test_a_typed_backslash_and_letter_is_no_line_end(reader):
    """node-ical is no witness here: it breaks the line at an escaped backslash before an n, whoever wrote it."""
    typed = r"D:\NC\new, \; and \\N"
    body = make_calendar(
        make_entry(summary=typed, description=f"{typed}\n{typed}", location=typed, categories=(typed,))
    )

    (found,) = read(reader, body)

    assert (found.summary, found.description, found.location) == (typed, f"{typed}\n{typed}", typed)
    unfolded = body.replace(b"\r\n ", b"")
    assert rb"CATEGORIES:D:\\NC\\new\, \\\; and \\\\N" in unfolded


HOUR = timedelta(hours=1)


@pytest.mark.parametrize("reader", ALL)
def test_a_long_span_is_whole_days_with_an_exclusive_end_for_every_reader(reader):
    """From 13 May, 14:00, to 15 May, 17:00, in Shanghai: 51 hours, of which nobody sits through the nights."""
    entry = make_entry(
        starts_at=datetime(2026, 5, 13, 6, tzinfo=UTC), ends_at=datetime(2026, 5, 15, 9, tzinfo=UTC), is_busy=True
    )
    body = make_calendar(entry)

    (found,) = read(reader, body)

    assert found.days == "2026-05-13/2026-05-16"
    assert b"DTSTART;VALUE=DATE:20260513\r\nDTEND;VALUE=DATE:20260516\r\n" in body
    assert b"TRANSP:TRANSPARENT" in body


@pytest.mark.parametrize(
    ("starts", "hours", "zone", "days"),
    [
        ("2026-05-13T00:30", 9, "Asia/Shanghai", None),
        ("2026-05-13T12:00", 5, "Asia/Shanghai", None),
        ("2026-05-12T16:00", 24, "Asia/Shanghai", None),
        ("2026-05-13T10:00", 16, "Asia/Shanghai", None),
        ("2026-05-13T10:00", 17, "Asia/Shanghai", (13, 15)),
        ("2026-05-13T04:00", 36, "Asia/Shanghai", (13, 15)),
        ("2026-05-13T04:00", 37, "Asia/Shanghai", (13, 16)),
        ("2026-05-13T04:00", 37, "America/New_York", (13, 15)),
    ],
)
def test_whole_days_are_those_of_the_wall_clock_of_the_entry(starts, hours, zone, days):
    """One day, over midnight, midnight to midnight; then over nights, with an end at midnight and after it."""
    start = datetime.fromisoformat(starts).replace(tzinfo=UTC)
    entry = make_entry(starts_at=start, ends_at=start + hours * HOUR, zone=zone)

    found = entry.whole_days

    assert (found and tuple(day.day for day in found)) == days


def test_an_address_that_is_a_secret_does_not_stand_in_the_calendar():
    assert b"SOURCE" not in calendar("A", [], zones=["Asia/Shanghai"], uid="calendar-1")


@settings(max_examples=times(150), deadline=None)
@given(text=ANY_TEXT, name=ANY_TEXT)
def test_lines_end_in_crlf_have_at_most_75_octets_and_cut_no_character(text: str, name: str):
    entry = make_entry(summary=text + "研" * 60, description=text, location=name, categories=(name,))
    body = calendar(name, [vevent(entry)], zones=["Europe/Berlin", entry.zone], uid="a", url="https://example.com/a")

    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    assert [line.decode("utf-8") for line in lines] != []


def test_the_same_entry_has_the_same_bytes_today_and_tomorrow():
    first = vevent(make_entry(summary=NASTY))

    assert vevent(replace(make_entry(), summary=NASTY)) == first
    assert b"DTSTAMP:20260401T040000Z\r\n" in first
    assert make_calendar(make_entry()) == make_calendar(make_entry())


def test_an_unchanged_entry_costs_nothing():
    assert vevent(make_entry(uid="kept@example.com")) is vevent(make_entry(uid="kept@example.com"))


@pytest.mark.parametrize("status", ["CONFIRMED", "CANCELLED", "TENTATIVE"])
def test_state_number_and_changes_are_written(status):
    entry = make_entry(status=status, sequence=7, created_at=NOON - timedelta(days=3), is_busy=True)

    (found,) = parsed(make_calendar(entry))

    assert (found["STATUS"], found["SEQUENCE"], found["UID"]) == (status, 7, "entry-1@example.com")
    assert (found["LAST-MODIFIED"].dt, found["CREATED"].dt) == (NOON, NOON - timedelta(days=3))
    assert found["TRANSP"] == ("TRANSPARENT" if status == "CANCELLED" else "OPAQUE")


def test_a_part_names_its_whole_and_its_words():
    entry = make_entry(
        related_to="whole@example.com", categories=("汽车, 摩托", "", "MES"), url="https://example.com/a?b=1,2"
    )

    (found,) = parsed(make_calendar(entry))

    assert (str(found["RELATED-TO"]), str(found["URL"])) == ("whole@example.com", "https://example.com/a?b=1,2")
    assert found["CATEGORIES"].cats == ["汽车, 摩托", "MES"]


def test_a_head_says_name_zone_and_when_to_ask_again():
    body = calendar(
        "东部, 中南部; 日历",
        [],
        zones=["Asia/Shanghai", "Europe/Berlin", "Asia/Shanghai"],
        uid="calendar-1",
        url="https://example.com/calendar.ics?a=1&b=2",
        page="https://example.com/",
        description="第一行\n第二行",
        language="zh-CN",
        refresh=timedelta(hours=6),
    )
    head = icalendar.Calendar.from_ical(body)

    other = vobject.readOne(body.decode())

    assert (other.contents["name"][0].value, other.x_wr_calname.value) == ("东部, 中南部; 日历", "东部, 中南部; 日历")
    assert [str(head[name]) for name in ("VERSION", "CALSCALE", "UID", "X-WR-TIMEZONE")] == [
        *("2.0", "GREGORIAN", "calendar-1", "Asia/Shanghai")
    ]
    assert (str(head["SOURCE"]), str(head["URL"])) == (
        "https://example.com/calendar.ics?a=1&b=2",
        "https://example.com/",
    )
    assert (str(head["DESCRIPTION"]), head["NAME"].params["LANGUAGE"]) == ("第一行\n第二行", "zh-CN")
    assert head["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nSOURCE;VALUE=URI:https" in body
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in body
    assert [str(zone["TZID"]) for zone in head.walk("VTIMEZONE")] == ["Asia/Shanghai", "Europe/Berlin"]
    assert "METHOD" not in head


def test_a_calendar_without_entries_still_holds_a_component():
    assert [part.name for part in icalendar.Calendar.from_ical(make_calendar()).subcomponents] == ["VTIMEZONE"]


@pytest.mark.parametrize(
    "broken",
    [
        {"starts_at": datetime(2026, 5, 13)},  # noqa: DTZ001
        {"ends_at": datetime(2026, 5, 12, tzinfo=UTC)},
        {"zone": "Asia/Atlantis"},
        {"zone": "../../etc/passwd"},
        {"status": "MAYBE"},
    ],
    ids=str,
)
def test_a_broken_entry_is_left_out_and_logged_and_the_others_stay(broken, caplog):
    good, bad = make_entry(uid="good@example.com"), make_entry(uid="bad@example.com", **broken)

    with caplog.at_level(logging.ERROR):
        found = vevents([bad, good, bad])

    assert found == [vevent(good)]
    assert [record.getMessage() for record in caplog.records] == ["calendar entry 'bad@example.com' was left out"] * 2
    with pytest.raises(ValueError):
        vevent(bad)


def test_another_reader_finds_an_event_over_new_year_on_both_days():
    entry = make_entry(
        starts_at=datetime(2026, 12, 31, 15, 30, tzinfo=UTC), ends_at=datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    )
    days = recurring_ical_events.of(icalendar.Calendar.from_ical(make_calendar(entry)))

    (first,), (second,) = days.at((2026, 12, 31)), days.at((2027, 1, 1))

    assert first["DTSTART"].to_ical() == b"20261231T233000"
    assert second["DTEND"].dt.isoformat() == "2027-01-01T01:00:00+08:00"
