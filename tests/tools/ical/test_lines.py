"""The lines themselves, read by a reader of a few lines of its own: unfolded, split at the first colon, unescaped."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.text import clean, clean_line
from eventmgr.tools.ical import Attendee, calendar, invitation, invitations, vevent, vevents
from tests.soak import times
from tests.tools.ical.entries import NOON, make_calendar, make_entry

Line = tuple[str, dict[str, str], str]
HOUR = timedelta(hours=1)


def lines(body: bytes) -> list[Line]:
    """(name, parameters, value) of each content line (RFC 5545, 3.1)."""
    found = []
    for line in re.sub(r"\r\n[ \t]", "", body.decode()).split("\r\n"):
        if line:
            head, value = re.fullmatch(r'((?:"[^"]*"|[^":])*):(.*)', line, re.DOTALL).groups()
            name, *rest = re.findall(r'(?:"[^"]*"|[^";])+', head)
            pairs = dict(part.split("=", 1) for part in rest)
            found.append((name, {key: text.strip('"') for key, text in pairs.items()}, value))
    return found


def values(body: bytes, name: str) -> list[str]:
    return [value for found, _parameters, value in lines(body) if found == name]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


TEXT = st.text("中文a ,;:\\\n\"'n…", max_size=120)


@settings(max_examples=times(120))
@given(summary=TEXT, description=TEXT, location=TEXT, name=TEXT)
def test_every_text_stands_escaped_on_one_line_and_is_read_back(
    summary: str, description: str, location: str, name: str
):
    entry = make_entry(summary=summary, description=description, location=location)
    body = calendar(name, [vevent(entry)], zones=["UTC"], uid="u", url="https://example.com/", description=description)

    said = {"SUMMARY": clean_line(summary), "LOCATION": clean_line(location), "NAME": clean_line(name)}
    for key, text in said.items():
        assert [unescaped(value) for value in values(body, key)] == ([text] if text or key != "LOCATION" else [])
    described = clean(description, multiline=True)
    assert [unescaped(value) for value in values(body, "DESCRIPTION")] == [
        text for text in (description and described, described) if text or (text is not None and description)
    ][: len(values(body, "DESCRIPTION"))]
    assert values(body, "X-WR-CALNAME") == values(body, "NAME")


@settings(max_examples=times(60))
@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "UTC", "Etc/UTC", "America/Sao_Paulo"]),
)
def test_start_and_end_are_the_wall_clock_or_an_instant(start: datetime, zone: str):
    from zoneinfo import ZoneInfo

    body = vevent(make_entry(zone=zone, starts_at=start, ends_at=start + HOUR))
    for name, moment in (("DTSTART", start), ("DTEND", start + HOUR)):
        ((_name, parameters, value),) = [line for line in lines(body) if line[0] == name]
        if value.endswith("Z"):
            read = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            assert parameters == {}
        else:
            assert parameters == {"TZID": zone}
            read = datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
        assert read == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    ("status", "is_busy", "shown"),
    [
        ("CONFIRMED", True, "OPAQUE"),
        ("CONFIRMED", False, "TRANSPARENT"),
        ("TENTATIVE", True, "OPAQUE"),
        ("CANCELLED", True, "TRANSPARENT"),
    ],
)
def test_only_what_is_held_takes_up_time(status: Any, is_busy: bool, shown: str):
    assert values(vevent(make_entry(status=status, is_busy=is_busy)), "TRANSP") == [shown]


@pytest.mark.parametrize(
    ("changes", "name", "found"),
    [
        ({}, "URL", []),
        ({"url": "https://example.com/a"}, "URL", ["https://example.com/a"]),
        ({"related_to": "whole@example.com"}, "RELATED-TO", ["whole@example.com"]),
        ({"categories": ("研讨", " ", "a,b")}, "CATEGORIES", ["研讨,a\\,b"]),
        ({"categories": (" ",)}, "CATEGORIES", []),
        ({"created_at": NOON - HOUR}, "CREATED", ["20260401T030000Z"]),
        ({}, "CREATED", []),
        ({"sequence": 12}, "SEQUENCE", ["12"]),
        ({"organizer_name": "甲", "organizer_email": "a@example.com"}, "ORGANIZER", []),
    ],
)
def test_a_property_stands_there_where_there_is_something_to_say(changes: dict[str, Any], name: str, found: list[str]):
    assert values(vevent(make_entry(**changes)), name) == found


NAIVE = datetime(2026, 5, 13, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"starts_at": NAIVE}, "naive"),
        ({"ends_at": NAIVE}, "naive"),
        ({"last_modified": NAIVE}, "naive"),
        ({"ends_at": make_entry().starts_at}, "ends before it begins"),
        ({"status": "DONE"}, "no status"),
        ({"zone": "Asia/Nowhere"}, "no IANA timezone"),
    ],
)
def test_what_cannot_be_written_is_refused_by_its_cause(changes: dict[str, Any], word: str):
    with pytest.raises(ValueError, match=word):
        vevent(make_entry(**changes))


def test_entries_keep_their_order_and_a_broken_one_leaves_no_trace():
    entries = [make_entry(uid=f"{n}@example.com", sequence=n) for n in range(4)]
    entries[2] = make_entry(uid="2@example.com", zone="Asia/Nowhere")

    assert [values(body, "UID") for body in vevents(entries)] == [[f"{n}@example.com"] for n in (0, 1, 3)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {"REFRESH-INTERVAL": ["PT4H"], "X-PUBLISHED-TTL": ["PT4H"], "METHOD": [], "URL": [], "X-WR-CALDESC": []}),
        ({"refresh": timedelta(days=1)}, {"REFRESH-INTERVAL": ["P1D"], "X-PUBLISHED-TTL": ["P1D"]}),
        ({"method": "PUBLISH"}, {"METHOD": ["PUBLISH"]}),
        ({"page": "https://example.com/p"}, {"URL": ["https://example.com/p"]}),
        ({"description": "甲\n乙"}, {"DESCRIPTION": ["甲\\n乙"], "X-WR-CALDESC": ["甲\\n乙"]}),
    ],
)
def test_the_head_of_a_calendar_says_what_it_is_given(more: dict[str, Any], expected: dict[str, list[str]]):
    body = calendar("日历", [], zones=["Asia/Shanghai"], uid="u@example.com", url="https://example.com/c.ics", **more)

    assert {name: values(body, name) for name in expected} == expected
    assert (values(body, "UID"), values(body, "SOURCE")) == (["u@example.com"], ["https://example.com/c.ics"])
    assert values(body, "X-WR-TIMEZONE") == ["Asia/Shanghai"]


@pytest.mark.parametrize(("language", "tag"), [("zh-CN", {"LANGUAGE": "zh-CN"}), ("", {})])
def test_the_language_of_the_name_is_told(language: str, tag: dict[str, str]):
    body = calendar("n", [], zones=[], uid="u", url="https://e.example/", language=language)

    assert [parameters for name, parameters, _value in lines(body) if name == "NAME"] == [tag]
    assert values(body, "X-WR-TIMEZONE") == values(body, "TZID") == []


def test_a_zone_is_described_once_and_one_that_does_not_exist_not_at_all(caplog: pytest.LogCaptureFixture):
    body = calendar(
        "n", [], zones=["Asia/Shanghai", "UTC", "Asia/Shanghai", "No/Where"], uid="u", url="https://e.example/"
    )

    assert values(body, "TZID") == ["Asia/Shanghai"]
    assert "No/Where" in caplog.text


def test_begins_and_ends_are_nested_and_whole():
    body = make_calendar(make_entry(), make_entry(uid="b@example.com", zone="Europe/Berlin"))
    stack = []
    for name, _parameters, value in lines(body):
        if name == "BEGIN":
            stack.append(value)
        elif name == "END":
            assert stack.pop() == value
        else:
            assert stack

    assert stack == []
    assert values(body, "BEGIN").count("VEVENT") == 2


ORGANIZED = {"organizer_name": '办公室; "甲"', "organizer_email": "office@example.com"}
GUEST = Attendee("张三, 李四", "guest@example.com")


@pytest.mark.parametrize(
    ("method", "status", "answer"),
    [
        ("REQUEST", "CONFIRMED", "ACCEPTED"),
        ("REQUEST", "TENTATIVE", "TENTATIVE"),
        ("REQUEST", "CANCELLED", "DECLINED"),
        ("CANCEL", "CONFIRMED", None),
    ],
)
def test_people_of_a_message_are_named_with_what_they_answer(method: Any, status: Any, answer: str | None):
    body = invitation(make_entry(status=status, **ORGANIZED), method=method, attendee=GUEST)
    people = {name: (parameters, value) for name, parameters, value in lines(body) if name in ("ATTENDEE", "ORGANIZER")}

    assert people["ORGANIZER"][1] == "mailto:office@example.com"
    assert people["ORGANIZER"][0]["CN"].startswith("办公室")
    parameters, address = people["ATTENDEE"]
    assert address == "mailto:guest@example.com"
    assert (parameters["CN"], parameters["ROLE"], parameters.get("PARTSTAT")) == (GUEST.name, "REQ-PARTICIPANT", answer)
    assert values(body, "METHOD") == [method]
    assert values(body, "STATUS") == ["CANCELLED" if method == "CANCEL" else status]


@pytest.mark.parametrize("stamp", [None, NOON + HOUR])
def test_the_stamp_is_when_the_message_was_written_and_nothing_else_changes(stamp: datetime | None):
    entry = make_entry(**ORGANIZED)
    body = invitation(entry, attendee=GUEST, stamp=stamp)

    assert values(body, "DTSTAMP") == ["20260401T050000Z" if stamp else "20260401T040000Z"]
    assert values(body, "LAST-MODIFIED") == ["20260401T040000Z"]


@pytest.mark.parametrize(
    ("changes", "attendee"),
    [({"organizer_email": ""}, GUEST), ({}, None), ({}, Attendee("张三", ""))],
)
def test_without_both_sides_nobody_is_asked(changes: dict[str, Any], attendee: Attendee | None):
    with pytest.raises(ValueError, match=r"REQUEST of entry-1@example\.com needs an organizer and an attendee"):
        invitation(make_entry(**ORGANIZED | changes), attendee=attendee)


def test_what_is_published_names_nobody():
    body = invitation(make_entry(**ORGANIZED), method="PUBLISH", attendee=GUEST)

    assert values(body, "ATTENDEE") == values(body, "ORGANIZER") == []


NAMES = st.text("中文欧·aZé9-_. ,;:'\"^…", max_size=60)
MAILBOXES = st.from_regex(r"[a-z0-9.+_%'-]{1,50}@[a-z-]{1,30}\.example", fullmatch=True)


@settings(max_examples=times(200))
@given(name=NAMES, address=MAILBOXES, answer=st.sampled_from(["", "ACCEPTED"]))
def test_a_line_with_a_person_is_the_one_that_the_library_writes(name: str, address: str, answer: str):
    given_values = {"CUTYPE": "INDIVIDUAL", "PARTSTAT": answer, "ROLE": "REQ-PARTICIPANT"}
    ours = invitations._line("ATTENDEE", name, address, **given_values)

    kept = {key: value for key, value in given_values.items() if value}
    assert ours == invitations._written_by_library("ATTENDEE", clean_line(name), clean_line(address), kept)


@pytest.mark.parametrize("letters", range(20, 34))
def test_a_line_is_folded_between_characters_wherever_it_has_to_be(letters: int):
    ours = invitations._line("ATTENDEE", "欧" * letters + "a" * (letters % 3), "wang@example.com")

    assert ours == invitations._written_by_library(
        "ATTENDEE", "欧" * letters + "a" * (letters % 3), "wang@example.com", {}
    )
    assert all(len(piece) <= 75 for piece in ours.split(b"\r\n"))
