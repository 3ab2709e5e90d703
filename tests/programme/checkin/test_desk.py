"""The desk on the day: codes, names, marks, undo, who is missing."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.web import tokens
from tests.factories import make_event, make_member, make_person, make_registration

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def event(frozen):
    """An event on its first morning."""
    found = make_event()
    frozen.move_to(found.starts_at)
    return found


@pytest.fixture
def desk(sign_in, event):
    """`desk(role)`: the browser of somebody of the team, in English."""

    def enter(role=TeamRole.CHECK_IN):
        browser = sign_in(make_member(event, role))
        browser.get("/?lang=en")
        return browser

    return enter


def address(event, rest=""):
    return f"/manage/events/{event.slug}/checkin/{rest}"


def scan(browser, event, code):
    """What the desk shows after a scan: (status, outcome, text)."""
    answer = browser.post(address(event), data={"code": code}, follow_redirects=True)
    found = re.search(r'data-outcome="(\w+)"', answer.text)
    return answer.status_code, found[1] if found else None, plain(answer.text)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def state_of(place):
    db.session.expire_all()
    return db.session.get(Registration, place.id).status


def trail():
    return [
        (entry.action, entry.actor_name) for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    ]


def guest(event, name="王小明", **values):
    return make_registration(event, make_person(name), **values)


def test_a_code_marks_its_holder_and_a_second_scan_says_when_the_first_was(desk, event, frozen):
    place = guest(event)
    browser, code = desk(), check_in_code(place)

    first = scan(browser, event, code)
    frozen.shift(timedelta(minutes=72))
    second = scan(browser, event, code)

    assert (first[:2], second[:2]) == ((200, "arrived"), (200, "already"))
    assert ("王小明" in first[2], "Already arrived at 12:00" in second[2]) == (True, True)
    assert (state_of(place), trail()) == (Status.ATTENDED, [("attended", "王敏")])


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code[:9]} {code[9:]} ", lambda code: _wide(code)])  # noqa: PLW0108
def test_a_code_may_come_from_a_keyboard_or_an_input_method(desk, event, typed):
    place = guest(event)

    assert scan(desk(), event, typed(check_in_code(place)))[1] == "arrived"


def _wide(code):
    return "".join(chr(ord(letter) + 0xFEE0) for letter in code)


def test_the_code_of_another_event_marks_nobody_and_names_nobody(desk, event):
    other = guest(make_event(starts_at=event.starts_at), "李外人")

    status, outcome, text = scan(desk(), event, check_in_code(other))

    assert (status, outcome, "李外人" in text) == (409, "other_event", False)
    assert (state_of(other), trail()) == (Status.CONFIRMED, [])


def test_a_code_that_was_replaced_is_void(desk, event):
    place = guest(event)
    old = check_in_code(place)
    place.link_version += 1
    db.session.commit()

    status, outcome, text = scan(desk(), event, old)

    assert (status, outcome, "王小明" in text, state_of(place)) == (409, "void", False, Status.CONFIRMED)


@pytest.mark.parametrize("code", ["https://localhost/my/abc/", "X" * 45, "http://example.com", "A" * 45])
def test_what_is_no_code_of_ours_says_so(desk, event, code):
    assert scan(desk(), event, code)[:2] == (409, "unknown")


def test_a_link_to_a_persons_own_page_is_no_code(desk, event):
    place = guest(event)

    answer = scan(desk(), event, tokens.sign("my", place.id, place.link_version))

    assert (answer[1], state_of(place)) == ("unknown", Status.CONFIRMED)


@pytest.mark.parametrize("status", [Status.PENDING, Status.WAITLISTED, Status.REJECTED, Status.WITHDRAWN])
def test_who_has_no_place_is_not_let_in(desk, event, status):
    place = guest(event, status=status)

    found = scan(desk(), event, check_in_code(place))

    assert (found[:2], "王小明" in found[2]) == ((200, "no_place"), True)
    assert (state_of(place), trail()) == (status, [])


def test_too_early_nothing_is_recorded_and_the_page_says_from_when(desk, event, frozen):
    place = guest(event)
    frozen.move_to(event.starts_at - timedelta(days=3))
    browser = desk()

    status, outcome, text = scan(browser, event, check_in_code(place))
    searched = browser.get(address(event, "?q=王")).text

    assert (status, outcome, state_of(place)) == (409, "closed", Status.CONFIRMED)
    assert "Check-in begins on Tue 12 May 2026, 12:00" in text
    assert ("王小明" in searched, 'value="attended"' in searched) == (True, False)


@pytest.mark.parametrize("q", ["小明", "wangxiao", "Wang X", "0021"])
def test_people_are_found_by_name_pinyin_and_last_four_digits(desk, event, q):
    person = make_person("王小明", mobile="13800000021")
    make_registration(event, person, pinyin_key="wang xiao ming")
    make_registration(event, make_person("李四", mobile="13800009999"), pinyin_key="li si")

    answer = desk().post(address(event), data={"code": q}, follow_redirects=True)

    assert (answer.status_code, "王小明" in answer.text, "李四" in answer.text) == (200, True, False)
    assert trail() == []


def test_people_of_other_events_are_not_found_or_marked(desk, event):
    other = guest(make_event(starts_at=event.starts_at), "王外人")
    browser = desk()

    searched = browser.get(address(event, "?q=王"))
    seen = browser.get(address(event, f"?seen={other.id}"))
    marked = browser.post(address(event, f"{other.id}/mark"), data={"mark": "attended"})

    assert ("王外人" in searched.text, "王外人" in seen.text, marked.status_code) == (False, False, 404)
    assert state_of(other) == Status.CONFIRMED


def test_a_mark_by_hand_is_set_and_undone_and_both_stand_in_the_trail(desk, event):
    place = guest(event)
    browser = desk()

    arrived = browser.post(address(event, f"{place.id}/mark"), data={"mark": "attended"}, follow_redirects=True)
    undone = browser.post(address(event, f"{place.id}/mark"), data={"mark": "unmark"}, follow_redirects=True)

    assert ('data-outcome="arrived"' in arrived.text, 'data-outcome="expected"' in undone.text) == (True, True)
    assert (state_of(place), [action for action, _who in trail()]) == (Status.CONFIRMED, ["attended", "unmarked"])


def test_the_desk_shows_no_address_and_of_numbers_the_last_four_digits(desk, event):
    person = make_person("王小明", mobile="13812345678")
    place = make_registration(event, person, office_note="秘密备注", email="someone@example.com")
    browser = desk()

    pages = browser.get(address(event, "?q=王")).text + scan(browser, event, check_in_code(place))[2]

    found = [part in pages for part in ("…5678", "13812345678", "1381234", "someone@", "秘密备注")]
    assert found == [True, False, False, False, False]


def test_who_is_missing_stands_by_delegation_with_nothing_but_names(desk, event):
    guest(event, "张三", pinyin_key="zhang san")
    guest(event, "李四", pinyin_key="li si", status=Status.ABSENT)
    guest(event, "王五", status=Status.ATTENDED)
    guest(event, "候补人", status=Status.WAITLISTED)
    guest(event, "嘉宾", unit_code="", province_code="")

    page = desk().get(address(event, "missing/")).text

    assert "Shanghai 1 of 3 arrived 李四, 张三" in plain(page)
    assert "Guests 0 of 1 arrived 嘉宾" in plain(page)
    assert "Expected 4 Present 1 Missing 3" in plain(page)
    assert ("候补人" in page, "临港" in page) == (False, False)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (TeamRole.CHECK_IN, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.EDITOR, 200),
        (TeamRole.OWNER, 200),
        (TeamRole.VIEWER, 403),
    ],
)
def test_the_desk_is_for_those_who_mark(desk, event, role, status):
    assert desk(role).get(address(event)).status_code == status


def test_only_those_who_may_register_others_are_led_to_the_form_for_people_on_site(desk, event):
    staff, registrar = desk().get(address(event)).text, desk(TeamRole.REGISTRAR).get(address(event)).text

    assert ("checkin/walk-in" in staff, "checkin/walk-in" in registrar) == (False, True)


def test_somebody_registered_on_site_is_kept_as_that(desk, event):
    browser = desk(TeamRole.REGISTRAR)
    form = f"/manage/events/{event.slug}/registrations/new?walk_in=1"
    typed = {"name": "张三", "organization": "样例", "mobile": "15400000041", "unit": "310000", "walk_in": "1"}

    shown = browser.get(form).text
    browser.post(form, data={**typed, "consent": "y"})

    sources = list(db.session.scalars(select(Registration.source)))
    assert ('name="walk_in" value="1"' in shown, sources) == (True, [Source.WALK_IN])


def test_the_camera_is_allowed_on_this_page_and_nowhere_else(desk, event):
    browser = desk()
    here = browser.get(address(event)).headers["Permissions-Policy"]
    refused = browser.post(address(event), data={"code": "X" * 45}).headers["Permissions-Policy"]
    elsewhere = [
        browser.get(path).headers["Permissions-Policy"]
        for path in ("/", address(event, "missing/"), f"/manage/events/{event.slug}/registrations/")
    ]

    assert (here.startswith("camera=(self),"), refused) == (True, here)
    assert [policy.startswith("camera=(),") for policy in elsewhere] == [True] * 3


def test_a_look_up_costs_two_statements_beyond_the_empty_desk(desk, event, count_statements):
    browser = desk()
    for number in range(30):
        guest(event, f"王{number}")
    costs = []
    for query in ("", "?q=王", "?q=0001", f"?seen={guest(event).id}"):
        with count_statements() as statements:
            browser.get(address(event, query))
        costs.append(len(statements))

    assert [cost - costs[0] <= 2 for cost in costs] == [True] * 4


def test_the_overview_and_the_list_lead_to_the_desk(desk, event):
    guest(event, status=Status.ATTENDED), guest(event)
    browser = desk()
    overview = browser.get(f"/manage/events/{event.slug}/").text
    listed = browser.get(f"/manage/events/{event.slug}/registrations/").text

    assert "1 of 2 people have arrived." in plain(overview)
    assert [f'href="{address(event)}"' in page for page in (overview, listed)] == [True, True]


@pytest.mark.parametrize("data", [{}, {"code": ""}, {"code": "\x00\u2028"}, {"code": "𠀀" * 300}, {"code": "a" * 20}])
def test_odd_input_at_the_desk_is_answered_with_a_page(desk, event, data):
    answer = desk().post(address(event), data=data, follow_redirects=True)

    assert answer.status_code in (200, 409)


@pytest.mark.parametrize("query", ["?seen=abc", "?seen=99999999999", "?seen=4294967296", "?seen=-1", "?seen=²"])
def test_a_made_up_number_shows_the_empty_desk(desk, event, query):
    answer = desk().get(address(event, query))

    assert (answer.status_code, "data-outcome" in answer.text) == (200, False)
