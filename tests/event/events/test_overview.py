"""The overview: numbers and what is due first, then dates, then acts of people; it offers what is switched off and likely needed."""

import re
from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.panels import needs
from eventmgr.event.events.queries import find_event
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from tests.factories import NOON, keep, make_admin, make_event, make_item, make_member, make_registration

pytestmark = pytest.mark.usefixtures("database", "frozen")
DAY = timedelta(days=1)
PROVINCES = ("110000", "310000", "320000", "330000", "420000", "440000")


def without_features(**values):
    return make_event(features=[], **values)


def offered_at(event, at=NOON):
    return {switch.name: words for switch, words in needs(event, at=at)}


def note(event, kind, name):
    keep(
        AuditEntry(
            at=NOON, actor_kind=kind, actor_id=None, actor_name=name, event_id=event.id, object_type="event",
            object_id=event.id, action="changed", changes={}, reason="",
        )
    )  # fmt: skip


def test_numbers_and_what_is_due_come_before_dates_and_acts(sign_in):
    event = make_event(starts_at=NOON + 9 * DAY)
    note(event, ActorKind.USER, "王敏")

    page = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/").text
    places = [page.index(mark) for mark in ('class="kpis"', 'id="open"', 'id="due"', 'id="done"', 'id="facts"')]

    assert places == sorted(places)


def test_recent_acts_are_those_of_people(sign_in, frozen):
    event = make_event()
    note(event, ActorKind.SYSTEM, "")
    note(event, ActorKind.USER, "王敏")

    page = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/").text
    acts = page.partition('class="one-liners"')[2].partition("</ul>")[0]

    assert acts.count("<li>") == 1 and "王敏" in acts


def test_what_one_does_standing_is_one_tap_away_for_those_who_may(sign_in):
    event = make_event()
    at_hand = {
        role: re.findall(
            r'href="/manage/events/[^/]+/([^"]*)"',
            sign_in(make_member(event, role)).get(f"/manage/events/{event.slug}/").text.partition('class="at-hand"')[2].partition("</nav>")[0],
        )
        for role in (TeamRole.OWNER, TeamRole.CHECK_IN, TeamRole.VIEWER)
    }  # fmt: skip

    assert at_hand == {
        TeamRole.OWNER: ["registrations/?status=pending", "registrations/phone/", "checkin/", "checkin/board/"],
        TeamRole.CHECK_IN: ["checkin/", "checkin/board/"],
        TeamRole.VIEWER: [],
    }


def test_an_event_whose_people_write_of_rooms_is_offered_accommodation():
    event = without_features(starts_at=NOON + 30 * DAY, ends_at=NOON + 31 * DAY)
    for remarks in ("请安排住宿一晚", "I need airport transfer", "不需要住宿", "素食", ""):
        make_registration(event, status=Status.CONFIRMED, answers={"remarks": remarks})

    assert offered_at(event)["hospitality"].startswith(("2 ", "有 2", "2人", "已有"))
    assert "hospitality" not in offered_at(event, event.ends_at + DAY)


def test_many_people_two_weeks_before_are_offered_seats():
    event = without_features(starts_at=NOON + 20 * DAY)
    for _ in range(30):
        make_registration(event, status=Status.CONFIRMED)

    assert "seating" not in offered_at(event)
    assert "seating" in offered_at(event, NOON + 7 * DAY)
    assert "seating" not in offered_at(event, NOON + 21 * DAY)


def test_people_of_many_provinces_are_offered_delegations_and_companies_listings():
    event = without_features(starts_at=NOON + 20 * DAY)
    for number in range(10):
        make_registration(
            event, status=Status.CONFIRMED, role="company", province_code=PROVINCES[number % len(PROVINCES)]
        )

    assert {"delegations", "listings"} <= offered_at(event).keys()


def test_groups_of_the_agenda_are_offered_a_choice_and_an_event_that_is_over_a_questionnaire():
    event = without_features(starts_at=NOON + 2 * DAY, ends_at=NOON + 3 * DAY)
    for _ in range(2):
        make_item(event, kind=ItemKind.GROUP)
    make_registration(event, status=Status.CONFIRMED)

    assert offered_at(event).keys() == {"groups"}
    assert offered_at(event, event.ends_at + DAY).keys() == {"surveys"}


def test_nothing_is_offered_that_is_on_nor_at_an_event_that_was_called_off():
    event = make_event(starts_at=NOON - 2 * DAY, ends_at=NOON - DAY, features=["surveys"])
    make_registration(event, status=Status.CONFIRMED)
    gone = without_features(starts_at=NOON - 2 * DAY, ends_at=NOON - DAY, status=EventStatus.CANCELLED)
    make_registration(gone, status=Status.CONFIRMED)

    assert (offered_at(event), offered_at(gone)) == ({}, {})


def test_one_press_switches_it_on_and_opens_its_page(sign_in):
    event = without_features(starts_at=NOON - 2 * DAY, ends_at=NOON - DAY)
    make_registration(event, status=Status.CONFIRMED)
    browser, address = sign_in(make_admin()), f"/manage/events/{event.slug}/settings/features/surveys"

    page = browser.get(f"/manage/events/{event.slug}/").text
    pressed = browser.post(address)
    db.session.expire_all()

    assert f'action="{address}"' in page
    assert (pressed.status_code, pressed.location) == (303, f"/manage/events/{event.slug}/surveys/")
    assert find_event(event.slug).features == ["surveys"]
    assert browser.get(pressed.location).status_code == 200
    assert 'aria-labelledby="needed"' not in browser.get(f"/manage/events/{event.slug}/").text
    assert browser.post(f"/manage/events/{event.slug}/settings/features/nonsense").status_code == 404


def test_who_may_not_edit_is_offered_nothing_and_switches_nothing_on(sign_in):
    event = without_features(starts_at=NOON - 2 * DAY, ends_at=NOON - DAY)
    make_registration(event, status=Status.CONFIRMED)
    browser = sign_in(make_member(event, TeamRole.VIEWER))

    assert "settings/features/" not in browser.get(f"/manage/events/{event.slug}/").text
    assert browser.post(f"/manage/events/{event.slug}/settings/features/surveys").status_code == 403


def test_my_events_are_the_nearest_first_and_the_past_is_folded(sign_in):
    user = make_admin()
    events = {
        days: make_event(starts_at=NOON + days * DAY, ends_at=NOON + (days + 0.5) * DAY) for days in (40, -9, 3, -2)
    }

    page = sign_in(user).get("/manage/").text
    coming, folded = page.partition('<details class="past"')[::2]
    rows = [re.findall(r'<th scope="row"><a href="/manage/events/([^/]+)/"', part) for part in (coming, folded)]

    assert rows == [[events[3].slug, events[40].slug], [events[-2].slug, events[-9].slug]]


def test_my_events_say_places_and_what_waits_without_a_statement_for_each(sign_in, count_statements):
    full = make_event(starts_at=NOON + 3 * DAY, ends_at=NOON + 4 * DAY, capacity=60)
    user = make_member(full, TeamRole.REGISTRAR)
    for status in (Status.CONFIRMED, Status.CONFIRMED, Status.PENDING):
        make_registration(full, status=status)
    browser = sign_in(user)
    with count_statements() as few:
        page = browser.get("/manage/?lang=en").text
    for _ in range(12):
        other = make_event(starts_at=NOON + 9 * DAY, ends_at=NOON + 10 * DAY)
        make_member(other, TeamRole.VIEWER, user)
        make_registration(other, status=Status.PENDING)
    with count_statements() as many:
        longer = browser.get("/manage/?lang=en").text

    assert re.search(r"</span>2 / 60", page)
    assert f'href="/manage/events/{full.slug}/registrations/?todo=1"' in page
    assert longer.count("?todo=1") == 1, "a viewer has nothing to decide"
    assert len(many) <= len(few)
