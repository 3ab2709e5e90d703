"""A form that makes something is sent twice: by an impatient finger, a browser that loads again, a proxy that repeats.

Tried at every form that makes something: one after the other, at the same moment from many processes, with the same id by
somebody else, and with the same id but other words, which is another thing.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Attachment, Event, Notice
from eventmgr.event.registration.models import Registration
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.race import Gate, race
from tests.rows import count
from tests.safety.hostile import HtmlForm, forms_of

pytestmark = pytest.mark.usefixtures("frozen")

_EVENT = "/manage/events/<slug>"
MAKING: dict[str, tuple[type[Any], dict[str, str], dict[str, str]]] = {
    "/manage/events/new?kind=seminar": (Event, {"title_zh": "新活动"}, {"title_zh": "另一活动"}),
    f"{_EVENT}/clone": (Event, {}, {"first_day": "2027-05-05"}),
    f"{_EVENT}/settings/notices/new": (Notice, {"title_zh": "新通知"}, {"title_zh": "另一通知"}),
    f"{_EVENT}/settings/files/": (Attachment, {"title_zh": "新文件"}, {"title_zh": "另一文件"}),
    f"{_EVENT}/agenda/new": (AgendaItem, {"title_zh": "新环节"}, {"title_zh": "另一环节"}),
    f"{_EVENT}/conclusions/new": (
        ActionItem,
        {"text_zh": "新事项", "owner_zh": "办公室"},
        {"text_zh": "另一事项", "owner_zh": "办公室"},
    ),
    f"{_EVENT}/team/": (TeamInvitation, {"email": "neu@example.com"}, {"email": "anders@example.com"}),
    "/manage/users/new": (
        User,
        {"email": "neu@example.com", "name": "新人", "level": "organization", "language": "zh", "unit_code": ""},
        {"email": "anders@example.com", "name": "新人", "level": "organization", "language": "zh", "unit_code": ""},
    ),
    f"{_EVENT}/registrations/new": (
        Registration,
        {"name": "赵敏", "organization": "样例公司", "mobile": "15400000055"},
        {"name": "钱敏", "organization": "样例公司", "mobile": "15400000056"},
    ),
}
"""Form → what it makes, what is typed, and what else might be."""


@pytest.fixture
def world(fresh_world):
    return fresh_world()


@pytest.fixture
def browser(app, world, sign_in):
    return sign_in(world.people["A"], client_of(app))


def opened(browser: Any, path: str) -> HtmlForm:
    found = forms_of(browser.get(path).get_data(as_text=True), path)
    return next(one for one in found if one.method == "post" and "form_id" in dict(one.fields))


def sent(browser: Any, path: str, form: HtmlForm, typed: dict[str, str]) -> Any:
    """The token is of whoever sends it, also where the form is from somebody else's page."""
    data: dict[str, Any] = {name: value for name, value in form.fields if value and name != "csrf_token"} | typed
    if form.files:
        data["file"] = (_file(), "a.txt")
    return browser.post(path, data=data)


def _file() -> Any:
    import io  # a file is read once, so each post has its own

    return io.BytesIO(b"text of a file")


@pytest.mark.parametrize("rule", MAKING)
def test_sent_twice_it_is_made_once_and_answers_alike(world, browser, rule):
    model, typed, _others = MAKING[rule]
    path = world.address(rule)
    form, before, letters = opened(browser, path), count(model), count(OutboxLetter)

    first = sent(browser, path, form, typed)
    made, written = count(model) - before, count(OutboxLetter) - letters
    second = sent(browser, path, form, typed)

    assert (first.status_code, made) == (303, 1)
    assert (second.status_code, second.location) == (303, first.location)
    assert (count(model) - before, count(OutboxLetter) - letters) == (1, written)


@pytest.mark.parametrize("rule", MAKING)
def test_the_same_form_filled_in_otherwise_is_another_one(world, browser, rule):
    model, typed, others = MAKING[rule]
    path = world.address(rule)
    form, before = opened(browser, path), count(model)

    answers = [sent(browser, path, form, one).status_code for one in (typed, others)]

    assert (answers, count(model) - before) == ([303, 303], 2)


@pytest.mark.parametrize("rule", [rule for rule in MAKING if "registrations" not in rule and "users" not in rule])
def test_an_id_that_somebody_else_has_spent_gives_nothing_away(app, world, sign_in, browser, rule):
    model, typed, _others = MAKING[rule]
    path = world.address(rule)
    form, before = opened(browser, path), count(model)
    sent(browser, path, form, typed)
    owner = sign_in(world.people["O"], client_of(app))

    answer = sent(owner, path, form, typed)

    assert (answer.status_code, count(model) - before) == (303, 2)


def test_what_was_refused_may_be_sent_again(world, browser):
    path = world.address(f"{_EVENT}/agenda/new")
    form, typed = opened(browser, path), {"title_zh": "太晚", "starts": "2029-01-01T09:00", "ends": "2029-01-01T10:00"}

    assert [sent(browser, path, form, typed).status_code for _number in range(2)] == [409, 409]
    assert sent(browser, path, form, {"title_zh": "及时"}).status_code == 303


def test_of_many_posts_at_the_same_moment_one_makes_it_and_all_answer_alike(app, world, browser):
    rule, number = f"{_EVENT}/settings/notices/new", 8
    path = world.address(rule)
    form, before = opened(browser, path), count(Notice)

    found = race(app, [partial(_send, browser, path, form)] * number)

    assert found == [(303, world.address(f"{_EVENT}/settings/notices/"))] * number
    assert count(Notice) - before == 1


def _send(browser: Any, path: str, form: HtmlForm, gate: Gate) -> tuple[int, str]:
    gate()
    answer = sent(browser, path, form, {"title_zh": "同时"})
    return answer.status_code, answer.location
