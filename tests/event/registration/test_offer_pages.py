"""Offers and the waiting list on pages: whoever is offered a place answers it there, organizers see and move the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.events import services as event_services
from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import laws
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import revoke, withdraw
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import QueueEntry, Registration, WaitingRule
from eventmgr.event.registration.queries.rows import find_expiry
from eventmgr.event.registration.waiting.queries import list_order
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.conftest import do_jobs
from tests.event.delegations.acting import entered, page_of
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.deciding import do, statuses
from tests.event.registration.registering import kinds_to, register
from tests.event.registration.waiting_list import END, HOURS, make_offering, moves, offering
from tests.factories import NOON, keep, make_admin, make_event, make_liaison, make_member

pytestmark = pytest.mark.usefixtures("frozen")
_C, _W, _O, _X = Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.WITHDRAWN


def own_page(row):
    return f"/my/{my_token(db.session.get(Registration, row.id))}/"


def list_page(event):
    return f"/manage/events/{event.slug}/waiting-list/"


def test_opening_the_link_accepts_nothing_and_the_button_does(client):
    _event, (first, _second) = offering()

    page = client.get(own_page(first))
    by_address = client.get(f"{own_page(first)}accept").status_code
    seen = statuses(first)
    done = client.post(f"{own_page(first)}accept", follow_redirects=True)

    assert ("名额为您保留至2026年4月2日（周四）12:00" in page.text, by_address, seen) == (True, 405, [_O])
    assert ("您已接受名额，名额已确认。" in done.text, statuses(first)) == (True, [_C])
    assert client.get(f"{own_page(first)}qr.svg").status_code == 200


def test_twice_is_no_fault_and_nobody_else_is_offered_it(client):
    _event, (first, second) = offering()

    codes = [client.post(f"{own_page(first)}accept").status_code for _ in range(2)]

    assert (codes, statuses(first, second), kinds_to(first).count("registration.confirmed")) == (
        [303, 303],
        [_C, _W],
        1,
    )


def test_who_declines_is_asked_once_and_leaves(client):
    event, (first, second) = offering()

    asked = client.get(f"{own_page(first)}withdraw")
    client.post(f"{own_page(first)}withdraw")

    assert ("确定放弃该名额吗？" in asked.text, statuses(first, second)) == (True, [_X, _O])
    assert event.capacity == 1


def test_who_opens_the_page_too_late_sees_no_offer_and_the_next_has_it_at_once(client, frozen):
    _event, (first, second) = offering()
    frozen.shift(HOURS * 3600)

    page = client.get(own_page(first))

    assert ("接受名额" in page.text, 'data-status="waitlisted"' in page.text) == (False, True)
    assert (statuses(first, second), kinds_to(second)[-1]) == ([_W, _O], "registration.offered")


def test_the_button_pressed_too_late_says_so(client, frozen):
    _event, (first, second) = offering()
    frozen.shift(HOURS * 3600 + 1)

    page = client.post(f"{own_page(first)}accept", follow_redirects=True)

    assert ("答复截止时间已过" in page.text, statuses(first, second)) == (True, [_W, _O])


def test_a_worker_ends_the_offer_at_its_instant(client, frozen):
    event, (first, second) = offering()
    frozen.shift(HOURS * 3600 - 1)
    do_jobs()
    before = statuses(first, second)
    frozen.shift(1)

    do_jobs()

    assert (before, statuses(first, second)) == ([_O, _W], [_W, _O])
    assert find_expiry(second.id) == END + timedelta(hours=HOURS)
    assert client.get(f"/events/{event.slug}/").status_code == 200


def test_places_that_are_offered_are_not_left_for_visitors(client):
    event, _others = offering()

    page = client.get(f"/events/{event.slug}/").text

    assert ("有 1 个名额正待候补人员答复。" in page, 'data-figure="places_left"' in page) == (True, False)


def test_who_waits_reads_a_range_or_how_many_wait(client):
    event = make_event(capacity=2, quota_mode=QuotaMode.REFUSE)
    for unit in ("310000", "440000"):
        keep(InvitedUnit(event_id=event.id, unit_code=unit, quota=1))
    rows = [
        register(event, make_applicant(unit=unit, province=unit)) for _ in range(3) for unit in ("310000", "440000")
    ]

    ranged = client.get(own_page(rows[4])).text
    moves(event, WaitingRule.HAND)
    by_hand = client.get(own_page(rows[4])).text

    assert "在您之前递补的有 1 至 3 人。" in ranged
    assert "候补共 4 人，递补顺序由会务组确定。" in by_hand


def test_the_page_of_a_cancelled_event_says_that_the_list_has_ended(client):
    event, (first, second) = offering()
    with transaction():
        event_services.cancel(event, {"zh": "台风"}, act=Act(OFFICE, NOON))

    pages = [client.get(own_page(row)).text for row in (first, second)]

    assert [("本活动不再举办。" in page, "接受名额" in page, "在您之前" in page) for page in pages] == [
        (True, False, False)
    ] * 2


def test_organizers_choose_rule_and_hours(client, sign_in):
    event, (_holder, first, second) = make_offering()
    sign_in(make_admin(), client)

    answers = [
        client.post(f"{list_page(event)}plan", data={"rule": "hand", "offer_hours": hours}).status_code
        for hours in ("0", "十", "99999", "48")
    ]
    page = client.get(list_page(event)).text

    assert answers == [422, 422, 422, 303]
    assert "由会务组手动排序" in page and "保留 48 小时" in page
    assert page.index(first.name) < page.index(second.name)


def test_organizers_move_people_by_hand_and_the_change_log_says_so(client, sign_in):
    event, (_holder, first, second) = make_offering(rule=WaitingRule.HAND)
    sign_in(make_admin(), client)

    moved = client.post(f"{list_page(event)}{second.id}/move", data={"number": "1"}, follow_redirects=True).text
    wrong = client.post(f"{list_page(event)}{second.id}/move", data={"number": "第一"}, follow_redirects=True).text
    history = client.get(f"/manage/events/{event.slug}/history/").text

    assert (f"{second.name}现为候补第 1 位。" in moved, "请用数字填写" in wrong) == (True, True)
    assert list_order(event.id) == [second.id, first.id]
    assert f"调整了{second.name}的候补顺位" in history or "调整候补顺位" in history


def test_organizers_take_an_offer_back_and_read_why_somebody_is_passed_over(client, sign_in):
    event, (first, second) = offering()
    sign_in(make_admin(), client)

    client.post(f"{list_page(event)}{first.id}/take-back")
    page = client.get(list_page(event)).text

    assert statuses(first, second) == [_W, _O]
    assert "递补邀请已撤回，只能由您手动安排名额。" in page
    again = client.post(f"{list_page(event)}{first.id}/offer", follow_redirects=True).text
    assert "名额已满" in again and statuses(first) == [_W]


def test_whoever_only_reads_sees_the_list_without_its_buttons(client, sign_in):
    event, (first, second) = offering()
    sign_in(make_member(event, TeamRole.VIEWER), client)

    page = client.get(list_page(event)).text

    assert (first.name in page, second.name in page, "立即邀请递补" in page, "/take-back" in page) == (
        True,
        True,
        False,
        False,
    )


def test_numbers_of_the_office_count_offers(client, sign_in):
    event, (first, *_others) = offering()
    sign_in(make_admin(), client)

    pages = [client.get(f"/manage/events/{event.slug}/{path}").text for path in ("", "registrations/?status=offered")]

    for page in pages:
        assert "待答复名额" in page
    assert first.name in pages[1] and "待答复" in pages[1]


def test_an_offered_place_keeps_its_persons_quota_where_they_change_delegation(client):
    event = make_event(capacity=3, quota_mode=QuotaMode.REFUSE)
    for unit in ("310000", "440000"):
        keep(InvitedUnit(event_id=event.id, unit_code=unit, quota=1))
    holder, other, first = (
        register(event, make_applicant(unit=unit, province=unit)) for unit in ("310000", "440000", "310000")
    )
    moves(event)
    do(withdraw, event, holder, by=VISITOR)
    assert statuses(first, other) == [_O, _C]

    with pytest.raises(Exception, match="名额"):
        do(
            edit,
            event,
            first,
            make_applicant(name=first.name, mobile=first.mobile, unit="440000", province="440000"),
        )


def test_a_liaison_sees_who_of_their_own_delegation_is_offered_a_place(app):
    event = make_event(capacity=2)
    for unit in ("420000", "430000"):
        keep(InvitedUnit(event_id=event.id, unit_code=unit, quota=5))
    make_liaison(event, "420000", link="one")
    holders = [register(event) for _ in range(2)]
    own, other = (register(event, make_applicant(unit=unit, province=unit)) for unit in ("420000", "430000"))
    moves(event)
    do(revoke, event, holders, reason="调整", at=NOON)
    assert statuses(own, other) == [_O, _O]

    page = entered(app, "one").get(page_of(event)).text

    assert (own.name in page, "Place offered" in page, other.name in page) == (True, True, False)


def test_an_offer_without_an_end_is_against_the_law(database):
    _event, (first, _second) = offering()

    db.session.delete(db.session.get_one(QueueEntry, first.id))
    db.session.commit()

    assert laws.offers() == [f"registration {first.id}: an offer without an end"]
