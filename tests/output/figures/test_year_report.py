"""The report of a year: its numbers are those of the tables, in both languages, and the public one points at nobody."""

from __future__ import annotations

import re
from datetime import timedelta

from eventmgr.event.quotas.models import Status
from tests.factories import NOON, make_admin, make_event, make_registration
from tests.matchmaking.outcomes.deals import make_deal
from tests.output.figures.world import make_world
from tests.output.papers.samples import text_of


def report(client, **asked: str) -> str:
    answer = client.get("/manage/figures/year.pdf", query_string=asked)
    assert answer.mimetype == "application/pdf"
    return text_of(answer.data)


def test_the_report_counts_the_year_and_stands_beside_the_years_before(client, sign_in):
    now = make_event(title={"zh": "样例研讨会", "en": "Sample seminar"})
    before = make_event(slug="before", starts_at=NOON - timedelta(days=400), ends_at=NOON - timedelta(days=399))
    for _number in range(4):
        make_registration(now, unit_code="330200", province_code="330000", sector_code="C36")
    for status in (Status.ATTENDED, Status.ATTENDED, Status.ATTENDED, Status.ABSENT):
        make_registration(before, status=status)
    make_deal(now, wan=300)
    sign_in(make_admin())
    year = now.starts_at.year

    text = report(client, year=str(year), lang="en")

    assert f"Annual report {year}" in text
    assert re.search(rf"{before.starts_at.year}\s+4\s+4\s+3\s+1\s+25.0%", text)
    assert re.search(rf"{year}\s+4\s+4\s+0\s+4\s+100.0%", text)
    assert "Sample seminar" in text
    assert "Zhejiang" in text
    assert "CNY 3 million" in text
    assert "样例研讨会" in report(client, year=str(year), lang="zh")


def test_a_report_of_one_series_counts_no_other_event(client, sign_in):
    user, events = make_world(6)
    sign_in(user)

    text = report(client, year=str(events[1].starts_at.year), series="forum-6", lang="en")

    assert "Forum" in text
    assert client.get("/manage/figures/year.pdf?series=none").status_code == 400
    assert client.get("/manage/figures/year.pdf?year=soon").status_code == 400
    assert "forum-6" in client.get("/manage/figures/year/").text


def test_the_public_report_shows_no_small_number(client, sign_in):
    event = make_event()
    for _number in range(9):
        make_registration(event, province_code="310000")
    for _number in range(2):
        make_registration(event, unit_code="320000", province_code="320000")
    sign_in(make_admin())

    text = report(client, year=str(event.starts_at.year), lang="en", public="1")

    assert "Jiangsu" not in text
    assert re.search(r"Others\s+11", text)
    assert "numbers below 3" in text
