"""Options that only so many may choose: never one too many, said where people look, and given back."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import select

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.asking import services as registering
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.asking.views import registering as view
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.deciding.services.decisions import restore, withdraw
from eventmgr.event.registration.errors import OptionFull
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.limits import make_bus
from tests.factories import NOON, make_event, make_member
from tests.race import dawdle, race
from tests.soak import either

pytestmark = pytest.mark.engines_differ

PROCESSES = either(6, 12)
PEOPLE, SEATS = either((48, 10), (200, 40))


def text_of(response) -> str:
    return response.get_data(as_text=True)


def enter(event, answer, **values):
    registration = register(event, make_applicant(answers={"q_bus": answer}, **values), act=Act(OFFICE, NOON))
    db.session.commit()
    return registration


def typed(number, **values):
    return {
        "name": f"样例{number}", "organization": "上海样例001号电气有限公司", "unit": "310000", "mobile": f"154{number:08d}",
        "consent": "y", **values,
    }  # fmt: skip


def test_what_is_full_is_refused_by_name_and_said_on_form_and_page(client, frozen):
    event = make_bus(seats=2)
    enter(event, "a1")
    page = text_of(client.get(f"/events/{event.slug}/register/"))
    enter(event, "a1")
    frozen.shift(120)

    form = text_of(client.get(f"/events/{event.slug}/register/"))
    refused = client.post(f"/events/{event.slug}/register/", data=typed(9, q_bus="a1"))
    taken = client.post(f"/events/{event.slug}/register/", data=typed(9, q_bus="a2"))

    assert "早班车（剩余名额1个）" in page.replace(" ", "")
    assert '<option value="a1" disabled>早班车（已满）' in form
    assert "班车：早班车已满" in text_of(client.get(f"/events/{event.slug}/")).replace(" ", "")
    assert (refused.status_code, "“班车”中的“早班车”已满" in text_of(refused)) == (409, True)
    assert (taken.status_code, count_chosen(event.id, [("q_bus", "a1"), ("q_bus", "a2")])) == (
        303,
        {("q_bus", "a1"): 2, ("q_bus", "a2"): 1},
    )


@pytest.mark.parametrize(
    ("kind", "first", "other"), [(QuestionKind.CHOICE, "a1", "a2"), (QuestionKind.CHOICES, ["a2", "a1"], ["a2"])]
)
def test_a_changed_answer_and_a_place_given_up_free_it(database, frozen, kind, first, other):
    event = make_bus(kind)
    holder, second = enter(event, first), enter(event, other)
    wanted = make_applicant(answers={"q_bus": first})

    def change(registration, answer):
        applicant = make_applicant(name=registration.name, mobile=registration.mobile, answers={"q_bus": answer})
        edit(event, registration, applicant, act=Act(OFFICE, NOON))
        db.session.commit()

    with pytest.raises(OptionFull, match="早班车"):
        change(second, first)
    db.session.rollback()
    change(holder, first)  # what is held stays, though it is full
    change(holder, other)
    change(second, first)
    with pytest.raises(OptionFull):
        register(event, wanted, act=Act(OFFICE, NOON))
    db.session.rollback()
    withdraw(event, second, act=Act(OFFICE, NOON))
    db.session.commit()
    register(event, wanted, act=Act(OFFICE, NOON))
    db.session.commit()
    with pytest.raises(OptionFull):
        restore(event, second, act=Act(OFFICE, NOON))
    db.session.rollback()

    assert count_chosen(event.id, [("q_bus", "a1")]) == {("q_bus", "a1"): 1}


def test_the_waiting_list_and_reviews_hold_what_they_chose(database, frozen):
    event = make_bus(capacity=1, seats=2)
    enter(event, "a2")
    waiting = enter(event, "a1")
    enter(event, "a1")

    assert waiting.status is Status.WAITLISTED
    with pytest.raises(OptionFull):
        enter(event, "a1")


def test_organizers_and_participants_are_refused_at_their_forms_too(client, sign_in, frozen):
    event = make_bus()
    enter(event, "a1")
    mine = enter(event, "a2", name="样例本人", mobile="15400000777")
    own = client.post(f"/my/{my_token(mine)}/edit", data=typed(777, name="样例本人", q_bus="a1"))
    sign_in(make_member(event, TeamRole.OWNER))
    base = f"/manage/events/{event.slug}/registrations/"
    changed = client.post(f"{base}{mine.id}/edit", data=typed(777, name="样例本人", q_bus="a1", choice="now"))
    new = client.post(f"{base}new", data=typed(888, q_bus="a1", quiet="y"))

    assert [(answer.status_code, "早班车”已满" in text_of(answer)) for answer in (own, changed, new)] == [
        (409, True)
    ] * 3


def test_limits_are_set_with_the_options(client, sign_in, frozen):
    event = make_event(slug="limits")
    sign_in(make_member(event, TeamRole.OWNER))
    row = {"rows-0-label_zh": "晚宴", "rows-0-kind": "choices", "rows-0-options": "参加 | Yes | １２０\n不参加 | No"}
    address = "/manage/events/limits/settings/questions/"
    wrong = client.post(address, data={**row, "rows-0-options": "参加 | Yes | viele\n不参加 | No"})
    saved = client.post(address, data=row)
    db.session.expire_all()
    [options] = db.session.scalars(select(Question.options))

    assert (wrong.status_code, "viele" in text_of(wrong), "第二条竖线" in text_of(wrong)) == (422, True, True)
    assert (saved.status_code, [option.get("limit") for option in options]) == (303, [120, None])
    assert "参加 | Yes | 120" in text_of(client.get(address))


def run(app, slug, prepare=None):
    """Everybody wants the early bus at once; the statuses of the answers."""
    _post_one(app.test_client(), make_event().slug, PEOPLE)
    shares = [range(number, PEOPLE, PROCESSES) for number in range(PROCESSES)]
    answers = race(app, [partial(_post, app, slug, share) for share in shares], prepare)
    return Counter(itertools.chain.from_iterable(answers))


def _post(app, slug, share, gate):
    browser = app.test_client()
    gate()
    return [_post_one(browser, slug, number) for number in share]


def _post_one(browser, slug, number):
    return browser.post(f"/events/{slug}/register/", data=typed(number, q_bus="a1")).status_code


def on_the_bus(event_id):
    db.session.rollback()
    return sum(
        answers.get("q_bus") == "a1"
        for answers in db.session.scalars(select(Registration.answers).where(Registration.event_id == event_id))
    )


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_a_crowd_that_wants_the_same_bus_fills_it_and_no_more(app, frozen):
    event = make_bus(seats=SEATS)
    event_id, slug = event.id, event.slug

    answers = run(app, slug)

    assert (answers, on_the_bus(event_id)) == ({303: SEATS, 409: PEOPLE - SEATS}, SEATS)


def take_the_lock_away():
    """Nobody locks the event's row."""
    registering.lock = lambda event: None
    dawdle(registering, "count_chosen")


def count_before_the_lock():
    """How many hold an option is read before the transaction that writes, as a careless view would."""
    dawdle(registering, "count_chosen")
    count, seen = registering.count_chosen, {}

    def note(event_id, _applicant):
        seen["now"] = count(event_id, [("q_bus", "a1")])
        db.session.rollback()
        return True

    view.slow_down = note
    registering.count_chosen = lambda *_options, **_more: seen["now"]


@pytest.mark.slow
@pytest.mark.parametrize("prepare", [take_the_lock_away, count_before_the_lock])
def test_without_the_lock_the_same_crowd_overfills_the_bus(app, frozen, prepare):
    if prepare is take_the_lock_away and is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    event = make_bus(seats=SEATS)
    event_id, slug = event.id, event.slug

    run(app, slug, prepare)

    assert on_the_bus(event_id) > SEATS
