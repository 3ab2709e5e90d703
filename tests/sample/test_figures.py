"""Every number of the sample opens its rows: pages are read, each number is followed, and what stands there is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient

from eventmgr.db import transaction
from eventmgr.quotas.queries import list_unit_tallies
from eventmgr.registration.counting.figures import FIGURES
from eventmgr.registration.counting.people import day_offset
from eventmgr.registration.office_list.filtering import read_filter
from eventmgr.registration.queries import count_listed, iterate_rows
from eventmgr.sample import build, queries
from eventmgr.sample.dates import Dates
from eventmgr.sample.people.roster import MATCHMAKING, SEMINAR, VISIT
from eventmgr.taxonomy import units
from tests.conftest import client_of, settle
from tests.factories import NOON, make_admin, make_session
from tests.reports.samples import lines_of, printed

EVENTS = (SEMINAR, MATCHMAKING, VISIT)
PAGES = {
    "overview": "",
    "registrations": "registrations/",
    "registrations of Guangdong": "registrations/?unit=440000",
    "figures": "insights/",
    "hand-over": "handover/",
    "check-in": "checkin/",
    "who is missing": "checkin/missing/",
}
SHOWN = {
    "overview": {"expected", "attended", "pending", "waitlisted", "staff"},
    "registrations": {"taken", "pending", "waitlisted", "gone", "todo"},
    "registrations of Guangdong": {"taken"},
    "figures": {"registered", "expected", "attended", "provinces", "delegations", "staff", "gone", "taken"},
    "hand-over": set(),
    "check-in": {"expected", "attended", "missing", "staff_attended"},
    "who is missing": {"expected", "attended", "missing", "staff", "staff_attended"},
}
"""Page → numbers that stand on it whatever the event."""


class Numbers(HTMLParser):
    """The elements of a page with `data-figure`: (key, number, address), and how many rows each element with an id has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, int, str]] = []
        self.rows: dict[str, int] = {}
        self._open: list[tuple[str, str]] = []
        self._figure: tuple[str, str] | None = None
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("section", "form"):
            self._open.append((tag, values.get("id") or ""))
        if "data-row" in values:
            for _tag, name in self._open:
                self.rows[name] = self.rows.get(name, 0) + 1
        if "data-figure" in values:
            self._figure, self._text = (values["data-figure"] or "", values.get("href") or ""), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("section", "form") and self._open and self._open[-1][0] == tag:
            self._open.pop()
        if tag in ("a", "span") and self._figure:
            number = re.search(r"\d+", self._text)
            assert number, (self._figure, self._text)
            self.found.append((self._figure[0], int(number[0]), self._figure[1]))
            self._figure = None


@pytest.fixture(scope="module")
def sample(prepared) -> tuple[Any, str]:
    """The application with the sample around 13 May 2026, and the session of an administrator; the tests only read."""
    application, test_database = prepared
    test_database.reset()
    application.extensions["page_cache"].clear()
    with application.app_context(), time_machine.travel(NOON, tick=False):
        with transaction():
            build.build(Dates(date(2026, 5, 13)))
        token = make_session(make_admin())
        settle()
    return application, token


@pytest.fixture
def reader(sample, frozen) -> Iterator[FlaskClient]:
    application, token = sample
    with application.app_context():
        browser = client_of(application)
        with browser.session_transaction() as session:
            session.update(_user_id=token, _fresh=True)
        yield browser


def rows_behind(address: str) -> list[Any]:
    """The rows of the organizers' list at this address, as unit, province and country; and what its foot says."""
    parts = urlsplit(address)
    found = re.fullmatch(r"/manage/events/([a-z-]+)/registrations/", parts.path)
    assert found, address
    event = queries.find_event(found[1])
    filters = read_filter(dict(parse_qsl(parts.query)), day_offset(event))
    rows = list(iterate_rows(event.id, filters, ("unit_code", "province_code", "country_code")))
    assert count_listed(event.id, filters, list_unit_tallies(event.id)) == len(rows), address
    return rows


def opened(key: str, address: str, here: Numbers) -> int:
    """How many rows, or different values of them, stand behind a number."""
    if "#" in address:
        return here.rows.get(address.partition("#")[2], 0)
    column = {"rows": None, "unit": 0, "province": 1, "country": 2}[FIGURES[key].counts]
    rows = rows_behind(address)
    return len(rows) if column is None else len({row[column] for row in rows} - {""})


@pytest.mark.parametrize("slug", EVENTS)
@pytest.mark.parametrize("name", PAGES)
def test_every_number_of_a_page_opens_exactly_its_rows(reader, slug: str, name: str):
    address = f"/manage/events/{slug}/{PAGES[name]}"
    page = Numbers(reader.get(f"{address}{'&' if '?' in address else '?'}lang=en").get_data(as_text=True))

    wrong = [one for one in set(page.found) if opened(one[0], one[2], page) != one[1]]

    assert wrong == []
    assert SHOWN[name] <= {key for key, _number, _target in page.found}


def test_what_a_number_opens_is_read_on_the_page_too(reader):
    page = Numbers(reader.get(f"/manage/events/{MATCHMAKING}/insights/?lang=en").get_data(as_text=True))
    shown = {key: (number, target) for key, number, target in reversed(page.found) if "#" not in target}
    said = {}
    for key, (_number, target) in shown.items():
        foot = re.search(r'list-foot">\s*<span>(\d+) reg', reader.get(target).get_data(as_text=True))
        said[key] = int(foot[1]) if foot else 0

    assert said == {key: number for key, (number, _target) in shown.items()}


def lines_of_summary(reader: FlaskClient, slug: str) -> list[str]:
    answer = reader.get(f"/manage/events/{slug}/reports/summary.pdf?lang=en")
    assert answer.status_code == 200
    return lines_of(answer.data)


@pytest.mark.parametrize("slug", EVENTS)
def test_the_printed_summary_says_the_numbers_of_the_rows(reader, slug: str):
    event = queries.find_event(slug)
    lines = lines_of_summary(reader, slug)
    first = lines[: lines.index("1. Basic facts")]

    for word, key in {"Registered": "registered", "Expected": "expected", "Staff": "staff"}.items():
        asks = FIGURES[key].asks
        assert str(len(rows_behind(f"/manage/events/{slug}/registrations/?{urlencode(asks)}"))) in first, word
    expected = rows_behind(f"/manage/events/{slug}/registrations/?{urlencode(FIGURES['expected'].asks)}")
    assert str(len({row[1] for row in expected} - {""})) in first
    table = {
        unit.short("en"): [
            len(
                rows_behind(
                    f"/manage/events/{slug}/registrations/?{urlencode({**FIGURES[key].asks, 'unit': unit.code})}"
                )
            )
            for key in ("taken", "registered", "expected", "attended")
        ]
        for unit in units()
    }
    said = " ".join(lines)
    for name, numbers in table.items():
        if any(numbers):
            assert re.search(rf"\b{name} (?:\d+|—) {' '.join(map(str, numbers))} (?:\d+%|—)", said), (name, numbers)
    assert event is not None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slug", EVENTS)
def test_no_page_of_a_printed_summary_is_half_empty_and_no_letter_smaller_than_seven_points(
    reader, slug: str, lang: str
):
    pieces = printed(reader.get(f"/manage/events/{slug}/reports/summary.pdf?lang={lang}").data)
    pages = sorted({int(y // 1000) for _size, y, _text in pieces})

    assert min(size for size, _y, _text in pieces) >= 7
    lowest = {
        page: min(y % 1000 for _size, y, _text in pieces if y // 1000 == page and y % 1000 > 90) for page in pages
    }
    assert [page for page in pages[:-1] if lowest[page] > 842 / 2] == []


@pytest.mark.parametrize("slug", EVENTS)
def test_the_printed_list_of_participants_names_as_many_as_the_rows_and_staff_apart(reader, slug: str):
    paper = reader.get(f"/manage/events/{slug}/reports/roster.pdf?lang=en").data
    expected, staff = (
        len(rows_behind(f"/manage/events/{slug}/registrations/?{urlencode(FIGURES[key].asks)}"))
        for key in ("expected", "staff")
    )
    lines = lines_of(paper)
    said = " ".join(lines)
    heads = dict(
        re.match(r"(\D+?) +(\d+) (?:person|people)\b", line + " ").groups() for line in lines if _is_head(line)
    )

    assert f"{expected} people from " in said
    assert f"; besides {staff} people as staff" in said
    assert int(heads.pop("Staff")) == staff
    assert sum(map(int, heads.values())) == expected, "the parts add up"


def _is_head(line: str) -> bool:
    """Whether a line is that over a part of the list, on whatever page."""
    return re.match(r"\D+? +\d+ (person|people)\b", line) is not None and "besides" not in line


@pytest.mark.parametrize("slug", EVENTS)
def test_the_public_pages_say_the_same_participants(reader, slug: str):
    expected = rows_behind(f"/manage/events/{slug}/registrations/?{urlencode(FIGURES['expected'].asks)}")
    pages = [reader.get(f"/events/{slug}/{page}?lang=en").get_data(as_text=True) for page in ("", "participants/")]

    assert [f"{len(expected)} people" in page for page in pages] == [True, True]
