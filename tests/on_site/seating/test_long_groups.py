"""Papers of an event whose people are all of one group: they belong to no delegation."""

from __future__ import annotations

import pytest

from eventmgr.ground.features import papers
from eventmgr.on_site.seating.places import Layout, PlanKind
from tests.factories import make_admin, make_event, make_item
from tests.on_site.seating.factories import make_guests, make_plan, seat
from tests.output.papers.samples import read_pdf

MANY = 150


@pytest.mark.one_engine
def test_every_paper_about_many_is_set_however_many_people_one_group_has(client, sign_in, frozen):
    """Badges and other papers of a page for each person aside."""
    event = make_event(slug="large", agenda_published=True, capacity=MANY)
    make_item(event)
    make_guests(event, *(f"样例{number:03}" for number in range(MANY)), unit_code=None)
    seat(event, make_plan(event, PlanKind.HALL, Layout((25,) * 6)))
    seat(event, make_plan(event, PlanKind.MEAL, Layout((10,) * 15)))
    sign_in(make_admin())
    pages = {}
    for paper in papers().values():
        answer = client.get(f"/manage/events/large/reports/{paper.name}.pdf") if not paper.at_desk else None
        if answer is not None and answer.status_code not in (303, 404, 409):
            assert answer.status_code == 200, paper.name
            pages[paper.name] = len(read_pdf(answer.data).pages)

    assert min(pages[name] for name in ("hall-plan", "table-plan", "roster")) > 1, pages
