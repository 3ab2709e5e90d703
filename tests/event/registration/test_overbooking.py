"""More people are to be confirmed than there are places: two ways out, each whole, told and undone as any decision."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval, Event, InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import BulkDecision
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.event.registration.deciding import assert_tally_is_true, statuses
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.usefixtures("frozen")
PENDING, CONFIRMED, WAITING = Status.PENDING, Status.CONFIRMED, Status.WAITLISTED


@pytest.fixture
def event(database):
    return make_event(approval=Approval.REVIEW, capacity=3, has_waiting_list=True)


@pytest.fixture
def people(event, frozen):
    """Five who asked one after the other; the last of them first."""
    rows = []
    for name in ("戊", "丁", "丙", "乙", "甲"):
        rows.append(make_registration(event, status=PENDING, name=f"来宾{name}", created_at=clock.now()))
        frozen.shift(-60)
    return rows


@pytest.fixture
def office(sign_in, event):
    return sign_in(make_member(event, TeamRole.OWNER))


def address(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def decide(office, event, rows, **data):
    ids = ",".join(str(row.id) for row in rows)
    return office.post(address(event, "decide"), data={"ids": ids, "act": "confirm", "back": address(event), **data})


def undo(office, event):
    number = db.session.scalar(select(BulkDecision.id).order_by(BulkDecision.id.desc()))
    return office.post(address(event, f"decisions/{number}/undo"), data={"telling": "now"})


def kinds_of_letters():
    return sorted(letter.kind.rpartition(".")[2] for letter in db.session.scalars(select(OutboxLetter)))


def capacity_of(event):
    db.session.expire_all()
    return db.session.get(Event, event.id).capacity


@pytest.mark.parametrize("all_that_fit", [True, False])
def test_the_page_offers_what_can_be_done_and_nothing_that_is_refused(office, event, people, all_that_fit):
    page = decide(office, event, people, **({"all": "1"} if all_that_fit else {})).text
    form = page[page.index('action="' + address(event, "decide")) :].partition("</form>")[0]

    assert "3 个名额，5 人" in page and "将占 5 个，目前 0 个" in page and "超 2" in page
    assert "按报名先后确认前 3 人，其余列入候补" in form and "名额改为 5，全部确认" in form
    assert form.count('type="submit"') == 2 and 'value="confirm">\n      <input' in form
    assert statuses(*people) == [PENDING] * 5


def test_the_first_get_the_places_in_the_order_in_which_they_asked_and_the_others_wait(office, event, people):
    before = decide(office, event, people, first="3", telling="").text
    decide(office, event, people, first="3")

    assert "将向 5 人" in before and "候补" in before and "将占 3 个，目前 0 个" in before
    assert statuses(*people) == [WAITING] * 2 + [CONFIRMED] * 3
    assert kinds_of_letters() == ["confirmed"] * 3 + ["waitlisted"] * 2
    assert_tally_is_true(event)


def test_the_first_confirmed_and_the_others_waiting_are_undone_together(office, event, people):
    office.application.config["TAKE_BACK_MINUTES"] = 5
    decide(office, event, people, first="3")
    listed = office.get(address(event, "decisions/")).text
    undo(office, event)
    office.application.config["TAKE_BACK_MINUTES"] = 0

    assert "确认报名在前的，其余列入候补" in listed
    assert statuses(*people) == [PENDING] * 5
    assert {letter.state for letter in db.session.scalars(select(OutboxLetter))} == {LetterState.TAKEN_BACK}
    assert_tally_is_true(event)


def test_more_places_go_to_the_chosen_and_not_to_those_who_wait_already(office, event, people):
    waits = make_registration(event, status=WAITING)
    decide(office, event, people, capacity="5")

    assert (statuses(*people, waits), capacity_of(event)) == ([CONFIRMED] * 5 + [WAITING], 5)
    assert kinds_of_letters() == ["confirmed"] * 5
    assert_tally_is_true(event)


def test_undone_the_places_are_gone_again_and_nobody_who_waits_gets_one(office, event, people):
    event.capacity = 0
    waits = make_registration(event, status=WAITING)
    office.application.config["TAKE_BACK_MINUTES"] = 5
    decide(office, event, people, capacity="5")
    undo(office, event)
    office.application.config["TAKE_BACK_MINUTES"] = 0

    assert (statuses(*people, waits), capacity_of(event)) == ([PENDING] * 5 + [WAITING], 0)


def test_places_that_were_changed_since_stay_when_it_is_undone(office, event, people):
    office.application.config["TAKE_BACK_MINUTES"] = 5
    decide(office, event, people, capacity="5")
    event.capacity = 40
    db.session.commit()
    undo(office, event)
    office.application.config["TAKE_BACK_MINUTES"] = 0

    assert (statuses(*people), capacity_of(event)) == ([PENDING] * 5, 40)


def test_without_a_place_left_all_can_wait_or_there_are_more_places(office, event, people):
    taken = [make_registration(event) for _place in range(3)]
    page = decide(office, event, people).text

    assert "全部列入候补" in page and "名额改为 8，全部确认" in page

    decide(office, event, people, first="0")

    assert statuses(*taken, *people) == [CONFIRMED] * 3 + [WAITING] * 5
    assert "列入候补" in office.get(address(event, "decisions/")).text


def test_without_a_waiting_list_the_others_stay_pending(office, event, people):
    event.has_waiting_list = False
    db.session.commit()
    page = decide(office, event, people).text
    decide(office, event, people, first="3")

    assert "按报名先后确认前 3 人，其余仍为待审核" in page
    assert statuses(*people) == [PENDING] * 2 + [CONFIRMED] * 3


def test_who_may_not_change_the_event_gives_it_no_places(sign_in, event, people):
    desk = sign_in(make_member(event, TeamRole.REGISTRAR))
    page = decide(desk, event, people).text
    answer = decide(desk, event, people, capacity="5")

    assert "名额改为" not in page and "其余列入候补" in page
    assert (answer.status_code, statuses(*people), capacity_of(event)) == (403, [PENDING] * 5, 3)


def test_places_that_were_taken_meanwhile_are_not_given_twice(office, event, people):
    make_registration(event)
    answer = decide(office, event, people, first="3")

    assert "只剩 2 个名额" in office.get(answer.location).text
    assert statuses(*people) == [PENDING] * 5


@pytest.mark.parametrize("way", [{"first": "x"}, {"first": "-1"}, {"capacity": "5", "first": "3"}])
def test_a_way_that_is_no_number_is_a_400(office, event, people, way):
    assert decide(office, event, people, **way).status_code == 400
    assert statuses(*people) == [PENDING] * 5


def test_a_quota_is_asked_about_for_those_alone_who_get_a_place_and_the_way_goes_on(office, event, people):
    event.quota_mode = QuotaMode.REFUSE
    event.units = [InvitedUnit(unit_code="420000", quota=2)]
    for row in people:
        row.unit_code = "420000"
    db.session.commit()
    page = decide(office, event, people, first="3").text

    assert 'name="first" value="3"' in page and "3 人" in page and page.count(people[0].name) == 0

    decide(office, event, people, first="3", beyond="1", reason="领导同意")

    assert statuses(*people) == [WAITING] * 2 + [CONFIRMED] * 3
