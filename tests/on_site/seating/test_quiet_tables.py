"""A table tells nobody what people eat: on no paper, badge, card or page for others stands who sits at a table for halal food alone."""

from __future__ import annotations

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import transaction
from eventmgr.ground.features import papers
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating import services
from eventmgr.on_site.seating.places import Layout, PlanKind, TableUse
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.handbook.parts import PARTS
from tests.attacks.reading_beyond_the_role import text
from tests.factories import keep, make_event, make_item, make_member, make_person, make_registration
from tests.on_site.seating.factories import ACT, make_plan, seat

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]
TABLES = ("1号桌", "2号桌")
EATS = {"甲一": "halal", "乙二": "halal", "丙三": "none", "丁四": "none", "戊五": "none"}


@pytest.fixture
def event(database):
    event = make_event(agenda_published=True)
    make_item(event)
    keep(Handbook(event_id=event.id, parts=list(PARTS)))
    return event


def seated(event, others: int):
    """Two who eat halal at table 2, and so many others with them."""
    people = {name: make_registration(event, make_person(name)) for name in EATS}
    with transaction():
        for name, one in people.items():
            one.sensitive = {"diet": EATS[name]}
    layout = Layout((5, 5), uses=(TableUse.USUAL, TableUse.HALAL))
    plan = make_plan(event, PlanKind.MEAL, layout, held_at=event.starts_at)
    seat(event, plan)
    for number, name in enumerate(("丙三", "丁四", "戊五")[:others], 3):
        with transaction():
            services.move(event, plan, people[name].id, (2, number), act=ACT)
    with transaction():
        services.publish(event, plan, act=ACT)
    return people, plan


def said_on_papers(client, event):
    """Name of a paper → whether it says a table."""
    found = {}
    for name, paper in papers().items():
        answer = client.get(f"/manage/events/{event.slug}/reports/{name}.pdf?lang=zh")
        if answer.status_code == 200 and paper.is_for(event):
            words = text(answer).replace("　", "").replace("\n", "").replace(" ", "")
            if any(table in words for table in TABLES):
                found[name] = True
    return set(found)


def test_tables_that_would_tell_a_diet_are_on_no_paper_but_the_persons_own(client, sign_in, event):
    people, plan = seated(event, others=1)
    browser = sign_in(make_member(event, TeamRole.OWNER))

    assert said_on_papers(browser, event) == {"itineraries"}
    assert browser.get(f"/manage/events/{event.slug}/reports/deskcards.pdf?order={plan.id}").status_code == 400
    assert 'id="telling"' in browser.get(f"/manage/events/{event.slug}/seating/{plan.id}/").text
    assert "2号桌" in client.get(f"/my/{my_token(people['甲一'])}/?lang=zh").text


def test_a_table_at_which_as_many_others_sit_tells_nothing_and_is_printed(client, sign_in, event):
    _people, plan = seated(event, others=2)
    browser = sign_in(make_member(event, TeamRole.OWNER))

    assert said_on_papers(browser, event) >= {"table-plan", "handbook", "badges", "itineraries"}
    assert browser.get(f"/manage/events/{event.slug}/reports/deskcards.pdf?order={plan.id}").status_code == 200
    assert 'id="telling"' not in browser.get(f"/manage/events/{event.slug}/seating/{plan.id}/").text
