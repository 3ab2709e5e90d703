"""Papers of the sample say the numbers of the rows."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from eventmgr.console.sample import queries
from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.ground.db import db
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.on_site.signup.queries import list_groups
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.taxonomy import units
from tests.console.sample.following import EVENTS, listed, rows_behind
from tests.output.papers.samples import lines_of, printed


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
        assert str(len(rows_behind(listed(slug, key)))) in first, word
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


def test_the_printed_lists_of_groups_say_the_numbers_of_those_who_hold_a_place(reader):
    event = queries.find_event(SEMINAR)
    lines = " ".join(lines_of(reader.get(f"/manage/events/{SEMINAR}/reports/groups.pdf?lang=en").data))
    counted = select(Signup.item_id, func.count()).where(Signup.state == SignupState.HELD).group_by(Signup.item_id)
    held = {row[0]: row[1] for row in db.session.execute(counted)}

    for group in list_groups(event.id):
        rows = rows_behind(listed(SEMINAR, "group_held", group=str(group.item_id)))
        assert len(rows) == group.held == held[group.item_id]
        assert f"{group.held} people of {group.limit} places" in lines


def test_the_figures_of_the_installation_equal_the_rows_of_the_database(reader):
    said = dict(re.findall(r'^eventmgr_letters\{state="(\w+)"\} (\d+)$', reader.get("/metrics").text, re.MULTILINE))
    rows = db.session.execute(select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state))

    assert {state: int(number) for state, number in said.items() if int(number)} == {
        state.value: number for state, number in rows
    }
