"""Figures of the desk: counted by the database, the same as counted by hand on both databases."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from eventmgr.exchange.desk.counting import Figures, figures_of
from eventmgr.exchange.desk.models import Category, DeskRequest, RequestStage
from eventmgr.exchange.desk.queries import list_counts, list_middles
from eventmgr.exchange.desk.whose import Own, Whose, whose_of
from tests.exchange.desk.plain_counting import count_plainly, lines_of
from tests.exchange.desk.requests import make_request
from tests.factories import NOON, make_admin

pytestmark = pytest.mark.usefixtures("frozen", "database")
_SINCE = NOON - timedelta(days=365)


def counted(own: Own = None, since: datetime = _SINCE) -> Figures:
    return figures_of(list_counts(own, since=since, at=NOON), list_middles(own, since=since))


@pytest.mark.engines_differ
def test_figures_say_the_median_of_days_by_category_and_desk(client, sign_in):
    for days in (1, 2, 30):
        at = NOON - timedelta(days=40)
        make_request(
            stage=RequestStage.ANSWERED,
            asked_at=at,
            closed_at=at + timedelta(days=days),
            due_at=at + timedelta(days=7),
            satisfaction=5,
        )
    make_request(category="land", due_at=NOON - timedelta(days=1))
    found = counted()
    assert found.whole.median_days == 2.0
    assert (found.whole.asked, found.whole.answered, found.whole.late) == (4, 3, 2)
    assert found.by_category["land"].median_days is None
    office = sign_in(make_admin(), client)
    assert "data-figure" in office.get("/manage/desk/figures/").text
    assert office.get("/manage/desk/figures.xlsx").data.startswith(b"PK")


def _drawn(drawn: random.Random) -> DeskRequest:
    """A request in any state, asked within a year or a little before; many took equally long, or a microsecond more."""
    asked = NOON - timedelta(days=drawn.randrange(380), microseconds=drawn.choice((0, 1, 999_600, 999_999)))
    took = timedelta(
        days=drawn.randrange(6), seconds=drawn.choice((0, 4320, 59_999)), microseconds=drawn.choice((0, 1))
    )
    stage = drawn.choice(
        (RequestStage.OPEN, RequestStage.ASKED_BACK, *(RequestStage.ANSWERED,) * 5, RequestStage.WITHDRAWN)
    )
    is_closed = stage in (RequestStage.ANSWERED, RequestStage.WITHDRAWN)
    return make_request(
        province_code=drawn.choice(("", "310000", "320000")), category=drawn.choice(list(Category)[:4]).value, stage=stage,
        asked_at=asked, due_at=asked + drawn.choice((took, timedelta(days=3))), closed_at=asked + took if is_closed else None,
        satisfaction=drawn.choice((None, 1, 2, 4, 5)),
    )  # fmt: skip


@pytest.mark.engines_differ
@pytest.mark.parametrize("number", [1, 2, 90])
def test_what_the_database_counts_is_what_is_counted_by_hand(number):
    drawn = random.Random(number)
    requests = [_drawn(drawn) for _one in range(number)]
    for own in (None, Whose("310000"), Whose()):
        mine = [one for one in requests if one.asked_at >= _SINCE and own in (None, whose_of(one))]
        assert lines_of(counted(own)) == count_plainly(mine, at=NOON)


def test_without_a_request_there_is_nothing_to_say(client, sign_in):
    assert lines_of(counted()) == {("whole", ""): (0, 0, 0, None, None)}
    page = sign_in(make_admin(), client).get("/manage/desk/figures/").text
    assert page.count('data-figure="desk_figures"') == 1
