"""Papers that would say nothing are offered greyed out with the reason; none is made, printed or counted."""

from __future__ import annotations

import pytest

from eventmgr.ground.features import papers
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.kept.queries import list_printed
from eventmgr.tools.log.queries import list_entries
from tests.factories import make_event, make_item, make_member

EMPTY = {
    "agenda": "还没有议程。",
    "roster": "还没有已确认的人员。",
    "signin": "还没有已确认的人员。",
    "badges": "还没有已确认的人员。",
    "deskcards": "还没有已确认的人员。",
    "itineraries": "还没有已确认的人员。",
    "certificates": "尚未开具证明。",
    "groups": "议程中没有分组。",
}


@pytest.fixture
def event(database):
    return make_event(slug="sample")


@pytest.fixture
def office(event, sign_in):
    return sign_in(make_member(event, TeamRole.OWNER))


def test_what_would_say_nothing_is_named_with_the_reason_and_has_no_way_to_a_file(event, office):
    page = office.get("/manage/events/sample/reports/").text

    assert {name: papers()[name].lacks(event) for name in EMPTY} == EMPTY
    assert [reason for reason in EMPTY.values() if reason not in page] == []
    assert [name for name in EMPTY if f"/reports/{name}.pdf" in page] == []
    assert [name for name in ("handbook", "minutes") if f"/reports/{name}.pdf" not in page] == []


@pytest.mark.parametrize("name", EMPTY)
def test_its_address_says_why_and_nothing_is_counted(event, office, name: str):
    before = len(list_entries(event.id))

    answer = office.get(f"/manage/events/sample/reports/{name}.pdf?print=1")

    assert (answer.status_code, EMPTY[name] in answer.text) == (409, True)
    assert (len(list_entries(event.id)), list_printed(event.id)) == (before, set())


def test_where_one_chooses_what_it_is_like_nothing_is_offered_that_would_be_refused(event, office):
    chosen = [name for name in EMPTY if papers()[name].is_chosen]

    pages = {name: office.get(f"/manage/events/sample/reports/{name}/").text for name in chosen}

    assert {name for name, page in pages.items() if f"/reports/{name}.pdf" in page} == set()
    assert {name for name, page in pages.items() if EMPTY[name] not in page} <= {
        "certificates"
    }  # which are given out there
    assert "roster" in chosen


def test_once_there_is_something_to_say_it_is_a_paper(event, office):
    make_item(event, title={"zh": "开幕"})

    page = office.get("/manage/events/sample/reports/").text

    assert "/reports/agenda.pdf" in page
    assert office.get("/manage/events/sample/reports/agenda.pdf").status_code == 200
