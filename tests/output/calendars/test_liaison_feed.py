"""`/feeds/<token>.ics` of a liaison: the event, and by when the delegation owes what; as long as their link does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.event.delegations import services
from eventmgr.event.delegations.models import DelegationPlan, Due, Place
from eventmgr.event.delegations.queries import find_liaison
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.event.events import services as events
from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import entered, page_of
from tests.factories import NOON, keep, make_event, make_liaison
from tests.output.calendars.as_written import as_written
from tests.output.calendars.feeds import counters, entries, faults_between, states
from tests.output.calendars.readers import read

pytestmark = pytest.mark.usefixtures("frozen", "database")
DAY = timedelta(days=1)
DUES = {"confirm": NOON + 5 * DAY, "list": NOON + 20 * DAY, "changes": NOON + 40 * DAY}


@pytest.fixture
def event():
    event = make_event(
        title={"zh": "样例研讨会", "en": "Sample seminar"},
        units=[InvitedUnit(unit_code=code, quota=3) for code in ("420000", "430000")],
    )
    keep(
        DelegationPlan(
            event_id=event.id, confirm_due_at=DUES["confirm"], list_due_at=DUES["list"], changes_until=DUES["changes"]
        )
    )
    return event


def act():
    return Act(SYSTEM, clock.now())


@pytest.fixture
def liaison(event):
    return make_liaison(event, "420000", email="li@example.com", link="one")


def address(event, unit="420000", place=Place.LIAISON):
    db.session.expire_all()
    return f"/feeds/{services.feed_token(find_liaison(event.id, unit, place))}.ics"


def keys(event):
    names = ("due-confirm", "due-list", "changes-until")
    return [event.uid, *(f"{name}-420000-{event.uid}" for name in names)]


def test_it_holds_the_event_and_each_deadline_and_its_page_is_linked(app, event, liaison, client):
    browser = entered(app, "one")
    page = browser.get(page_of(event)).text
    found = re.search(r'href="(/feeds/[^"]+/)"', page)[1]
    about = browser.get(f"{found}?lang=en").text
    assert (
        "(delegation of Hubei)" in about
        and "stops working together with your link" in about
        and page_of(event) in about
    )

    said = entries(client.get(f"{found.rstrip('/')}.ics?lang=en"))
    assert [str(entry["UID"]) for entry in said] == keys(event)
    assert [str(entry["SUMMARY"]) for entry in said] == [
        "Sample seminar",
        "Reply on taking part: Sample seminar",
        "Complete list: Sample seminar",
        "Liaisons change their lists until: Sample seminar",
    ]
    assert [entry["DTEND"].dt for entry in said[1:]] == list(DUES.values())
    assert all(page_of(event) in str(entry["URL"]) for entry in said[1:])


def test_the_deadline_of_exchange_papers_stands_there_while_they_are_collected(event, liaison, client):
    db.session.get(DelegationPlan, event.id).paper_due_at = NOON + 6 * DAY
    db.session.commit()
    entry = {str(one["SUMMARY"]): one for one in entries(client.get(address(event)))}["交流材料：样例研讨会"]
    assert entry["DTEND"].dt == NOON + 6 * DAY and str(entry["STATUS"]) == "CONFIRMED"
    event.features = [name for name in event.features if name != EXCHANGE_PAPERS.name]
    db.session.commit()
    said = {str(one["UID"]): str(one["STATUS"]) for one in entries(client.get(address(event)))}
    assert said.get(str(entry["UID"]), "CANCELLED") == "CANCELLED"


def test_own_deadlines_stand_before_those_of_all(event, liaison, client):
    own = NOON + 9 * DAY
    write(lambda: services.set_deadlines(event, "420000", {Due.CONFIRM: own}, act=act()))
    ends = {str(entry["UID"]): entry["DTEND"].dt for entry in entries(client.get(address(event)))}
    assert ends[keys(event)[1]] == own and ends[keys(event)[2]] == DUES["list"]


def test_the_number_of_a_deadline_rises_when_that_one_moves_for_all_for_the_unit_and_with_the_event(
    event, liaison, client, frozen
):
    def plan(**dates):
        stored = db.session.get(DelegationPlan, event.id)
        known = {name: getattr(stored, name) for name in ("confirm_due_at", "list_due_at", "changes_until")}
        write(lambda: services.set_plan(event, services.Plan(**known | dates), act=act()))

    steps = [
        lambda: plan(confirm_due_at=NOON + 6 * DAY),
        lambda: plan(changes_until=NOON + 39 * DAY),
        lambda: write(lambda: services.set_deadlines(event, "420000", {Due.LIST: NOON + 8 * DAY}, act=act())),
        lambda: write(
            lambda: events.edit(
                event,
                {"starts_at": event.starts_at + DAY, "ends_at": event.ends_at + DAY},
                act=act(),
                move_deadlines=True,
            )
        ),
        lambda: write(lambda: events.edit(event, {"title": {"zh": "新题目"}}, act=act())),
        lambda: write(lambda: events.cancel(event, {"zh": "台风"}, act=act())),
    ]
    told = [client.get(address(event))]
    for step in steps:
        frozen.shift(60)
        step()
        told.append(client.get(address(event)))
        assert faults_between(*told[-2:]) == []
    assert all(counters(told[-1])[key][0] >= 3 for key in keys(event)[1:])

    same = counters(client.get(address(event)))
    write(lambda: services.set_plan(event, services.Plan(link_days=20, **_dates(event)), act=act()))
    assert counters(client.get(address(event))) == same, "nothing that it says has changed"
    assert set(states(client.get(address(event))).values()) == {"CANCELLED"}


def _dates(event):
    stored = db.session.get(DelegationPlan, event.id)
    return {name: getattr(stored, name) for name in ("confirm_due_at", "list_due_at", "changes_until")}


def test_it_is_alike_to_the_byte_and_answers_304_until_something_changes(event, liaison, client, frozen):
    path = address(event)
    first = client.get(path)
    assert first.data == client.get(path).data and first.headers["Referrer-Policy"] == "no-referrer"
    assert "private" in first.headers["Cache-Control"]
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=asked).status_code == 304
    frozen.shift(60)
    write(lambda: services.set_deadlines(event, "420000", {Due.LIST: NOON + 8 * DAY}, act=act()))
    assert client.get(path, headers=asked).status_code == 200


def test_two_readers_see_what_was_written(event, liaison, client):
    answer = client.get(f"{address(event)}?lang=zh")
    assert read("vobject", answer.data) == [as_written(entry) for entry in entries(answer)]


@pytest.mark.parametrize("how", ["revoked", "new link", "handed over", "removed", "not invited", "over"])
def test_it_ends_with_the_link(event, liaison, client, frozen, how):
    path = address(event)
    assert client.get(path).status_code == 200
    if how == "revoked":
        write(lambda: services.revoke(event, liaison, act=act()))
    elif how == "new link":
        write(lambda: services.new_link(event, liaison, act=act()))
    elif how == "handed over":
        person = services.Person("新人", email="new@example.com")
        write(lambda: services.hand_over(event, liaison, person, act=act()))
    elif how == "removed":
        write(lambda: services.remove(event, liaison, act=act()))
    elif how == "not invited":
        write(lambda: events.set_units(event, {"430000": 3}, act=act()))
    else:
        frozen.shift((event.ends_at - clock.now() + 15 * DAY).total_seconds())

    assert entries(client.get(path)) == [], "it says goodbye"
    assert client.get(path.replace(".ics", "/")).status_code == 404


def test_of_a_draft_the_deadlines_are_told_and_not_the_event(event, liaison, client):
    event.status = EventStatus.DRAFT
    db.session.commit()
    assert [str(entry["UID"]) for entry in entries(client.get(address(event)))] == keys(event)[1:]


def test_another_units_token_opens_its_own_feed_alone(event, liaison, client):
    make_liaison(event, "430000", name="湖南联络员")
    assert "420000" not in client.get(address(event, "430000")).text
    assert address(event) != address(event, "430000")
