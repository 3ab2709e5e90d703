"""What organizers find first: their nearest event with what waits, and the overview as a plan of the day."""

from datetime import timedelta

import pytest

from eventmgr.event.events.derived.due import due_dates
from eventmgr.event.events.models import Approval, Deadline, Event, EventStatus
from eventmgr.event.events.queries import find_nearest
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.deciding.services.decisions import reject
from eventmgr.event.registration.office_list.queries import count_flags
from eventmgr.ground.db import transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.factories import NOON, keep, make_admin, make_event, make_member, make_registration, make_user

pytestmark = pytest.mark.usefixtures("database", "frozen")
DAY = timedelta(days=1)


def event_in(days, **values):
    return make_event(starts_at=NOON + days * DAY, **values)


def test_the_nearest_event_is_the_one_that_runs_or_begins_next():
    user = make_admin()
    event_in(-9)
    event_in(1, status=EventStatus.CANCELLED)
    event_in(30)
    running = event_in(-0.5)

    assert find_nearest(user, at=NOON).id == running.id


def test_ones_own_event_comes_before_a_nearer_one_that_one_only_may_see():
    user = make_admin()
    event_in(1)
    own = event_in(20)
    make_member(own, TeamRole.OWNER, user)

    assert find_nearest(user, at=NOON).id == own.id
    assert find_nearest(make_user(), at=NOON) is None


def test_my_events_begin_with_the_nearest_and_what_waits_there(sign_in):
    later, next_one = event_in(40), event_in(2, approval=Approval.REVIEW)
    user = make_member(next_one, TeamRole.OWNER)
    make_member(later, TeamRole.OWNER, user)
    for _ in range(3):
        make_registration(next_one, status=Status.PENDING)

    page = sign_in(user).get("/manage/").text
    first = page.partition('aria-labelledby="nearest"')[2].partition("</section>")[0]

    assert next_one.title["zh"] in first and later.title["zh"] not in first
    assert "3 人待审核" in first
    assert f'href="/manage/events/{next_one.slug}/registrations/?status=pending"' in first
    assert "nearest" not in sign_in(user).get("/manage/?status=draft").text


def test_the_overview_says_what_is_open_and_each_line_opens_its_rows(sign_in):
    event = event_in(9, approval=Approval.REVIEW)
    first = make_registration(event, status=Status.PENDING)
    make_registration(event, status=Status.CONFIRMED, looks_like_id=first.id)
    make_registration(event, status=Status.CONFIRMED, changed_late_at=NOON)
    make_registration(event_in(9), status=Status.CONFIRMED, changed_late_at=NOON)
    browser = sign_in(make_member(event, TeamRole.OWNER))

    page = browser.get(f"/manage/events/{event.slug}/").text
    open_part = page.partition('aria-labelledby="open"')[2].partition("</section>")[0]

    assert [words in open_part for words in ("1 人待审核", "1 人可能重复报名", "1 人在截止后修改过报名信息")] == [
        True
    ] * 3
    assert count_flags(event.id) == (1, 1, 0)
    assert browser.get(f"/manage/events/{event.slug}/registrations/?todo=1").status_code == 200


def test_who_may_not_decide_is_told_of_no_open_reviews(sign_in):
    event = event_in(9, approval=Approval.REVIEW)
    make_registration(event, status=Status.PENDING)

    page = sign_in(make_member(event, TeamRole.VIEWER)).get(f"/manage/events/{event.slug}/").text

    assert "待审核</a>" not in page


def test_the_overview_says_who_did_what_last(sign_in):
    event = event_in(9)
    place = make_registration(event, status=Status.PENDING, name="张三")
    with transaction():
        reject(event, [place], reason="名额有限", act=Act(OFFICE, NOON))

    page = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/").text
    done = page.partition('id="done"')[2].partition("</section>")[0]

    assert "张三" in done
    assert f'href="/manage/events/{event.slug}/history/"' in done


@pytest.mark.parametrize(("lang", "zone"), [("en", "Paris time (UTC+2)"), ("zh", "巴黎时间（UTC+2）")])
def test_dates_ahead_and_acts_name_their_zone_once(sign_in, lang, zone):
    event = event_in(9, timezone="Europe/Paris")
    with transaction():
        register(event, make_applicant(), act=Act(OFFICE, NOON))

    page = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/?lang={lang}").text

    parts = [page.partition(f'aria-labelledby="{part}"')[2].partition("</section>")[0] for part in ("due", "done")]
    assert all("<time" in part for part in parts)
    assert sum(part.count(zone) for part in parts) == 1


def test_what_is_due_stands_in_the_order_of_time_and_leaves_when_it_is_over():
    event = event_in(9, registration_closes_at=NOON + 5 * DAY)
    keep(Deadline(event_id=event.id, label={"zh": "提交发言材料"}, due_at=NOON + 7 * DAY))
    keep(Deadline(event_id=event.id, label={"zh": "已过"}, due_at=NOON - DAY))

    dates = due_dates(event, at=NOON)

    assert [due.at - NOON for due in dates[:3]] == [5 * DAY, 7 * DAY, 9 * DAY]
    assert dates[1].label == "提交发言材料"
    assert due_dates(event, at=event.ends_at + DAY) == []


@pytest.mark.one_engine
@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.ARCHIVED])
def test_nothing_is_due_at_an_event_that_is_called_off(status):
    assert due_dates(Event(status=status), at=NOON) == []


def test_a_page_for_everybody_is_the_same_for_who_is_signed_in_and_the_cookie_tells_the_script(sign_in, app):
    event = event_in(9)
    browser = sign_in(make_member(event, TeamRole.OWNER))
    visitor = app.test_client()

    answer = browser.get("/manage/")
    hint = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("eventmgr_signed_in=1"))
    public, for_visitor = browser.get(f"/events/{event.slug}/"), visitor.get(f"/events/{event.slug}/")
    gone = browser.post("/sign-out").headers.getlist("Set-Cookie")

    assert "HttpOnly" not in hint and "SameSite=Lax" in hint
    assert public.text == for_visitor.text
    assert 'data-signed-in="我的活动"' in public.text
    assert public.headers.getlist("Set-Cookie") == []
    assert any(one.startswith("eventmgr_signed_in=;") for one in gone)
