"""Leaders on a rostrum who are not registered: seated, moved, printed, and kept no longer than seats."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.services import clone
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import Printing
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating import queries, services, standing
from eventmgr.on_site.seating.laws import LAWS
from eventmgr.on_site.seating.papers.printing import PAPERS
from eventmgr.on_site.seating.papers.reading import list_on_paper
from eventmgr.on_site.seating.periods import PERIODS
from eventmgr.on_site.seating.places import NAMED, PlanKind
from eventmgr.on_site.seating.services import GuestDraft
from eventmgr.output.papers.on_site.choices import CardChoice
from eventmgr.output.papers.on_site.queries import get_place_cards
from eventmgr.tools.log.models import AuditEntry
from tests.factories import NOON, make_admin, make_event, make_member
from tests.on_site.seating.factories import ACT, make_guests, seat, seats, stage
from tests.output.papers.samples import text_of

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def event():
    return make_event()


def names(event, plan, name="沈市长", rank=None):
    """Put somebody who is not registered on the rostrum; their number."""
    with transaction():
        services.add_guest(event, plan, GuestDraft(name, "样例市人民政府", "副市长", rank), act=ACT)
    return max(place.registration_id for place in queries.list_places(plan.id))


def does(work, *args, **values):
    with transaction():
        return work(*args, act=ACT, **values)


def holds():
    return [fault for law in LAWS.values() for fault in law()]


def test_they_are_ranked_seated_moved_locked_and_taken_off_like_everybody(event):
    first, second = make_guests(event, "张三", "李四")
    plan = stage(event, [first, second])
    leader = names(event, plan, rank=1)
    assert leader > NAMED and [*standing.read(event, plan).places] == [leader, first.id, second.id]

    seat(event, plan)
    assert seats(plan) == {leader: (1, 2), first.id: (1, 3), second.id: (1, 1)}

    does(services.move, event, plan, leader, (1, 3))
    assert (seats(plan)[leader], seats(plan)[first.id]) == ((1, 3), (1, 2))

    does(services.lock, event, plan, [leader], is_locked=True)
    does(services.rank, event, plan, {leader: 3, second.id: 1, first.id: 2})
    seat(event, plan)
    assert (seats(plan)[leader], holds()) == ((1, 3), [])

    does(services.step, event, plan, leader, 1)
    assert next(iter(standing.read(event, plan).places)) == leader
    does(services.remove_person, event, plan, leader)
    assert leader not in seats(plan)


def test_plan_and_place_card_say_name_and_organization_and_nothing_is_tracked_of_them(event):
    first, *_others = make_guests(event, "张三")
    plan = stage(event, [first])
    leader = names(event, plan, rank=1)
    seat(event, plan)

    cards = get_place_cards(event, "zh", CardChoice(line="organization", latin=True, order=str(plan.id)))
    paper = next(one for one in PAPERS if one.name == "rostrum-plan")
    [on_paper] = list_on_paper(event, "zh", PlanKind.ROSTRUM)

    number, first_card = cards.cards[0]
    assert (number, first_card.name, first_card.line) == (leader, "沈市长", "样例市人民政府")
    assert {one.name for one in on_paper.people} == {"沈市长", "张三"}
    assert set(paper.parts(event, "zh", Printing())) == {first.id}
    assert "样例市人民政府" not in text_of(paper.make(event, "zh", Printing()))


def test_the_page_takes_them_and_says_that_they_are_not_registered(client, sign_in, event):
    office = sign_in(make_member(event, TeamRole.EDITOR))
    plan = stage(event, make_guests(event, "张三"))
    page = f"/manage/events/{event.slug}/seating/{plan.id}/"

    refused = office.post(f"{page}guests/new", data={"title": "副市长", "rank": "0"})
    made = office.post(
        f"{page}guests/new", data={"name": "沈市长", "title": "副市长", "organization": "样例市人民政府", "rank": "1"}
    )
    shown = office.get(page).text
    leader = NAMED + 1
    office.post(f"{page}move", data={"person": str(leader), "to": "1-5"})
    moved = seats(plan).get(leader)
    taken = office.post(f"{page}people/{leader}/remove")
    again = office.post(f"{page}people/{leader}/rank", data={"place": "1"})

    assert (refused.status_code, 'value="副市长"' in refused.text, made.status_code) == (422, True, 303)
    assert ("沈市长" in shown, "样例市人民政府" in shown, "未报名" in shown) == (True, True, True)
    assert (moved, taken.status_code, again.status_code) == ((1, 5), 303, 404)
    assert "沈市长" not in repr(db.session.scalars(select(AuditEntry.changes)).all())


def test_they_go_with_the_seats_and_are_in_no_copy(event):
    plan = stage(event, make_guests(event, "张三"))
    names(event, plan)
    with transaction():
        copy = clone(event, make_admin(), days=364, act=ACT)
    [period] = [one for one in PERIODS if one.key == "rostrum_guests"]

    due = [one.n for one in period.list_due(NOON + timedelta(days=400))]
    early = period.delete_some(NOON + timedelta(days=100), 100)
    late = period.delete_some(NOON + timedelta(days=400), 100)

    assert (due, early, late) == ([1], 0, 1)
    assert all(number < NAMED for number in seats(plan))
    assert [queries.list_places(one.id) for one in queries.list_plans(copy.id)] == [[]]
