"""No reader is an hour off, whatever it knows of time zones besides what we write."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.events.forms import zones as offered_zones
from eventmgr.tools.ical import vtimezone
from eventmgr.tools.ical.zones import changes, years_of
from tests.output.calendars.readers import BY_FILE, EXACT, NODE_READERS, read
from tests.soak import times
from tests.tools.ical.entries import make_calendar, make_entry

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
HOUR = timedelta(hours=1)


def around_the_changes(zone: str, year: int) -> list[datetime]:
    """Every half hour around the days on which the clock is changed, and around New Year."""
    moments = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(365 * 48)]
    offsets = [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments]
    changes = [moments[i] for i in range(1, len(moments)) if offsets[i] != offsets[i - 1]]
    return [day + step * HOUR / 2 for day in (*changes, moments[0]) for step in range(-8, 9)]


def entries_at(zone: str, moments: list[datetime]):
    return [
        make_entry(uid=f"{index}@example.com", zone=zone, starts_at=moment, ends_at=moment + HOUR)
        for index, moment in enumerate(moments)
    ]


@pytest.mark.parametrize("reader", [*EXACT, "ics"])
@pytest.mark.parametrize("zone", ZONES)
def test_instants_come_back_as_they_were_also_where_the_clock_is_changed(zone, reader):
    """The hour that a clock has twice among them. ics.py knows no summer time after 2037."""
    years = (2026, 2036) if reader == "ics" else (2026, 2041)
    entries = entries_at(zone, [moment for year in years for moment in around_the_changes(zone, year)])

    found = read(reader, make_calendar(*entries))

    assert [(one.starts, one.ends) for one in found] == [
        (int(entry.starts_at.timestamp()), int(entry.ends_at.timestamp())) for entry in entries
    ]


OFFERED = (*offered_zones.ZONES, "Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza")
"""Every zone that the settings offer, and the three whose clocks follow Ramadan."""


_names = itertools.count(1)


def with_unknown_names(body: bytes, zones: Sequence[str]) -> bytes:
    """The calendar with its zones under names that no reader knows, never twice the same: vobject remembers them."""
    for zone in zones:
        name = f"Nowhere/{next(_names)}"
        body = body.replace(f"TZID:{zone}\r".encode(), f"TZID:{name}\r".encode())
        body = body.replace(f"TZID={zone}:".encode(), f"TZID={name}:".encode())
    return body


@cache
def moments_near_changes() -> tuple[tuple[str, datetime], ...]:
    """(zone, instant): half an hour and an hour and a half on both sides of every change from 2026 to 2045."""
    found = []
    for zone in OFFERED:
        clock, day = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
        while day.year < 2046:
            if (day + 24 * HOUR).astimezone(clock).utcoffset() != day.astimezone(clock).utcoffset():
                change = next(
                    moment
                    for moment in (day + minutes * timedelta(minutes=30) for minutes in range(1, 49))
                    if moment.astimezone(clock).utcoffset() != day.astimezone(clock).utcoffset()
                )
                found += [(zone, change + step * HOUR / 2) for step in (-3, -1, 1, 3)]
            day += 24 * HOUR
    return tuple(found)


@pytest.mark.parametrize("reader", EXACT)
def test_every_change_of_every_zone_on_offer_is_seen_by_every_reader_until_2045(reader):
    entries = [
        make_entry(uid=f"{number}@example.com", zone=zone, starts_at=moment, ends_at=moment + HOUR)
        for number, (zone, moment) in enumerate(moments_near_changes())
    ]
    body = make_calendar(*entries, years=(2026, 2045))
    if reader != "node-ical":  # it knows nothing but names
        body = with_unknown_names(body, OFFERED)

    found = read(reader, body)

    seen = {one.uid: (one.starts, one.ends) for one in found}
    wrong = [
        (entry.zone, entry.starts_at.isoformat())
        for entry in entries
        if seen[entry.uid] != (int(entry.starts_at.timestamp()), int(entry.ends_at.timestamp()))
    ]
    assert (wrong, len(entries) > 1000) == ([], True)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Africa/Casablanca", datetime(2027, 2, 20, 12, tzinfo=UTC)),
        ("Asia/Gaza", datetime(2041, 9, 15, 12, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("reader", BY_FILE)
def test_the_weeks_in_which_clocks_follow_ramadan_are_described_in_the_file_itself(reader, zone, day):
    """Both were missing: an hour off for five weeks wherever a reader believed the file."""
    usual = day.astimezone(ZoneInfo(zone)).utcoffset() == (day - 24 * 50 * HOUR).astimezone(ZoneInfo(zone)).utcoffset()
    body = make_calendar(make_entry(zone=zone, starts_at=day, ends_at=day + HOUR), years=(day.year, day.year))

    (found,) = read(reader, with_unknown_names(body, [zone]))

    assert (found.starts, usual) == (int(day.timestamp()), False)


def test_changes_are_those_of_the_zone_data_looked_at_hour_by_hour():
    for zone in ("Africa/Casablanca", "Asia/Gaza", "Europe/Dublin"):
        clock, hour = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
        known = {change.at: change.after for change in changes(zone)}
        offset = hour.astimezone(clock).utcoffset()
        for _number in range(2 * 8766):
            hour += HOUR
            if hour.astimezone(clock).utcoffset() != offset:
                offset = hour.astimezone(clock).utcoffset()
                assert known[hour] == offset, (zone, hour)


def test_a_component_holds_the_years_that_are_asked_for_and_stays_small():
    one_year, all_years = vtimezone("Africa/Casablanca", (2027, 2027)), vtimezone("Africa/Casablanca")
    assert (len(one_year) < 450, len(all_years) > 3000) == (True, True)
    assert max(len(vtimezone(zone, (2026, 2028))) for zone in OFFERED) < 1000


def test_a_summer_time_that_others_call_negative_winter_time_is_summer_time_here():
    assert parts("Europe/Dublin", "DAYLIGHT") == [("2000-03-26 01:00:00", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3")]


def test_a_feed_describes_its_zones_for_the_years_of_its_entries():
    start = datetime(2027, 12, 31, 20, tzinfo=UTC)

    assert years_of([]) == (2000, 2100)
    assert years_of([(start, start + HOUR), (datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC))]) == (
        *(2026, 2028),
    )


def test_a_reader_that_knows_no_zone_finds_all_it_needs_in_the_file():
    """The names are unknown to every reader, so only our VTIMEZONE can tell."""
    for zone in ("Asia/Shanghai", "Europe/Berlin", "America/New_York"):
        entries = entries_at(zone, around_the_changes(zone, 2027))
        body = with_unknown_names(make_calendar(*entries), [zone])

        for reader in BY_FILE:
            assert [one.starts for one in read(reader, body)] == [int(one.starts_at.timestamp()) for one in entries]


@settings(max_examples=times(200), deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_icalendar_reads_every_instant_of_the_century(zone, start):
    entry = make_entry(zone=zone, starts_at=start, ends_at=start + 3 * HOUR)

    (found,) = icalendar.Calendar.from_ical(make_calendar(entry)).walk("VEVENT")

    assert found["DTSTART"].dt.astimezone(UTC) == start.replace(microsecond=0)
    assert found["DTEND"].dt.astimezone(UTC) == (start + 3 * HOUR).replace(microsecond=0)


def test_the_wall_clock_of_the_event_is_what_is_written():
    body = make_calendar(make_entry(), make_entry(uid="b@example.com", zone="America/New_York"))

    assert b"DTSTART;TZID=Asia/Shanghai:20260513T083000\r\n" in body
    assert b"DTSTART;TZID=America/New_York:20260512T203000\r\n" in body


def parts(zone: str, name: str) -> list[tuple[str, str]]:
    """(onset, rule) of each part of that name."""
    found = icalendar.Timezone.from_ical(vtimezone(zone)).walk(name)
    return [(str(part["DTSTART"].dt), part["RRULE"].to_ical().decode() if "RRULE" in part else "") for part in found]


def test_a_change_that_follows_a_rule_is_written_as_one_on_the_clock_before_it():
    assert parts("Europe/Berlin", "DAYLIGHT") == [("2000-03-26 02:00:00", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3")]
    assert parts("America/New_York", "DAYLIGHT") == [
        ("2000-04-02 02:00:00", ""),
        ("2007-03-11 02:00:00", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
    ]


def test_changes_without_a_rule_are_listed_one_a_line():
    lines = vtimezone("Asia/Gaza").split(b"\r\n")

    assert [line for line in lines if line.startswith(b"RDATE") and b"," in line] == []
    assert len([line for line in lines if line.startswith(b"RDATE")]) > 100


def test_china_has_one_clock():
    assert (parts("Asia/Shanghai", "STANDARD"), parts("Asia/Shanghai", "DAYLIGHT")) == (
        [("2000-01-01 00:00:00", "")],
        [],
    )
    assert vtimezone("UTC") == b""


def test_a_time_that_the_clock_shows_twice_is_written_in_utc():
    twice = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    body = make_calendar(make_entry(zone="Europe/Berlin", starts_at=twice, ends_at=twice + HOUR))

    assert b"DTSTART:20261025T003000Z\r\nDTEND:20261025T013000Z\r\n" in body


def test_node_readers_are_the_two_that_are_promised():
    assert NODE_READERS == ("ical.js", "node-ical")
