"""Two organizers open one form; the first saves, the second saves, and what the first had changed must not be gone.

Tried with two browsers at every form that changes something that is there, and by many processes at the same moment.
The second one is shown both values and decides; nothing that was typed is lost, whatever is decided.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.event.events.models import Event, Notice, Room, Venue
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.models import ActionItem
from tests.conftest import client_of
from tests.factories import keep
from tests.race import Gate, race
from tests.safety.hostile import HtmlForm, forms_of, post

pytestmark = pytest.mark.usefixtures("frozen")

_EVENT = "/manage/events/<slug>"
SECTION_FORMS: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "facts": ({"summary_zh": "甲说"}, {"summary_zh": "乙说"}, "甲说", "乙说"),
    "time": ({"city_zh": "甲城"}, {"city_zh": "乙城"}, "甲城", "乙城"),
    "venues": ({"rows-0-name_zh": "甲馆"}, {"rows-0-name_zh": "乙馆"}, "甲馆", "乙馆"),
    "rooms": ({"rows-0-name_zh": "甲厅"}, {"rows-0-name_zh": "乙厅"}, "甲厅", "乙厅"),
    "hosts": (
        {"rows-0-role": "host", "rows-0-name_zh": "甲协会"},
        {"rows-0-role": "host", "rows-0-name_zh": "乙协会"},
        "甲协会",
        "乙协会",
    ),
    "contact": (
        {"contact_name": "甲联", "phone": "1"},
        {"contact_name": "乙联", "phone": "1"},
        "甲联",
        "乙联",
    ),
    "registration": ({"capacity": "7711"}, {"capacity": "7722"}, "7711", "7722"),
    "deadlines": (
        {"rows-0-label_zh": "甲材料", "rows-0-due_at": "2026-05-01T12:00"},
        {"rows-0-label_zh": "乙材料", "rows-0-due_at": "2026-05-01T12:00"},
        "甲材料",
        "乙材料",
    ),
    "receipt": ({"arrival": "required"}, {"arrival": "optional"}, "必填", "选填"),
    "questions": (
        {"rows-1-label_zh": "甲问", "rows-1-kind": "text"},
        {"rows-1-label_zh": "乙问", "rows-1-kind": "text"},
        "甲问",
        "乙问",
    ),
    "units": (
        {"invited": "310000", "quota_310000": "7711"},
        {"invited": "310000", "quota_310000": "7722"},
        "7711",
        "7722",
    ),
    "regions": (
        {"rows-0-name_zh": "甲区", "rows-0-province_codes": "310000"},
        {"rows-0-name_zh": "乙区", "rows-0-province_codes": "310000"},
        "甲区",
        "乙区",
    ),
    "themes": ({"sectors": "C34"}, {"sectors": "C36"}, "C34", "C36"),
    "tracks": ({"rows-0-name_zh": "甲板块"}, {"rows-0-name_zh": "乙板块"}, "甲板块", "乙板块"),
    "privacy": ({"text_zh": "甲告知"}, {"text_zh": "乙告知"}, "甲告知", "乙告知"),
    "summary": ({"public_summary_zh": "甲总结"}, {"public_summary_zh": "乙总结"}, "甲总结", "乙总结"),
}
"""Section → what the first types, what the second types, and words of both."""
FORMS: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    **{f"{_EVENT}/settings/{name}/": case for name, case in SECTION_FORMS.items()},
    f"{_EVENT}/settings/notices/<notice_id>": ({"body_zh": "甲文"}, {"body_zh": "乙文"}, "甲文", "乙文"),
    f"{_EVENT}/settings/files/<attachment_id>": ({"title_zh": "甲件"}, {"title_zh": "乙件"}, "甲件", "乙件"),
    f"{_EVENT}/agenda/<item_id>": ({"title_zh": "甲环节"}, {"title_zh": "乙环节"}, "甲环节", "乙环节"),
    f"{_EVENT}/conclusions/<action_item_id>": ({"note": "甲注"}, {"note": "乙注"}, "甲注", "乙注"),
    f"{_EVENT}/registrations/<registration_id>/edit": (
        {"office_note": "甲记"},
        {"office_note": "乙记"},
        "甲记",
        "乙记",
    ),
    f"{_EVENT}/team/<member_id>": ({"role": "editor"}, {"role": "registrar"}, "编辑人员", "报名管理员"),
    "/manage/users/<user_id>": ({"name": "甲用户"}, {"name": "乙用户"}, "甲用户", "乙用户"),
}
OPENED_AT = {f"{_EVENT}/team/<member_id>": f"{_EVENT}/team/"}
"""Forms that stand on another page than the one they post to."""


@pytest.fixture
def world(fresh_world):
    made = fresh_world()
    event = db.session.get(Event, made.event.id)
    event.fields = {"arrival": "off"}
    venue = Venue(event_id=event.id, name={"zh": "主会场"}, position=0)
    venue.rooms = [Room(event_id=event.id, name={"zh": "一号厅"}, position=0)]
    keep(venue)
    return made


@pytest.fixture
def two(app, world, sign_in):
    """Two administrators' browsers."""
    return [sign_in(world.people["A"], client_of(app)) for _number in range(2)]


def opened(browser: Any, world: Any, rule: str) -> HtmlForm:
    """The form as it stands on its page now."""
    path = world.address(rule)
    return form_on(browser.get(world.address(OPENED_AT.get(rule, rule))), path)


def form_on(page: Any, path: str) -> HtmlForm:
    found = forms_of(page.get_data(as_text=True), path)
    return next(form for form in found if form.method == "post" and form.path == path)


def values(form: HtmlForm) -> dict[str, str]:
    """What stands in the fields; a browser drops the line end that begins a text."""
    return {name: value.lstrip("\r\n") for name, value in form.fields}


def sent(browser: Any, form: HtmlForm, typed: dict[str, str]) -> Any:
    """Fill in and press Save (never a button that only fills the form); whoever is concerned is told at once. The form may be
    from the page of the other, the token is of whoever sends it."""
    typed = {"telling": "now"} | typed
    kept = [(name, value) for name, value in form.fields if name not in typed and name != "csrf_token"]
    return post(browser, form, [*kept, *typed.items()])


@pytest.mark.parametrize("rule", FORMS)
def test_the_second_to_save_sees_both_values_and_decides(world, two, rule):
    """Nothing is overwritten; what stands there is a link away; saved once more it is saved."""
    mine, theirs, my_words, their_words = FORMS[rule]
    forms = [opened(browser, world, rule) for browser in two]
    link = world.address(OPENED_AT.get(rule, rule))

    first = sent(two[0], forms[0], mine)
    second = sent(two[1], forms[1], theirs)
    standing = two[1].get(link)
    stored = sent(two[0], form_on(standing, world.address(rule)), {})  # nothing of the second is there

    assert (first.status_code, second.status_code, stored.status_code) == (303, 409, 303)
    body = second.get_data(as_text=True)
    assert (my_words in body, their_words in body, f'href="{link}"' in body) == (True, True, True)
    kept = values(form_on(second, world.address(rule)))
    assert {name: kept.get(name) for name in theirs} == theirs
    assert my_words in standing.get_data(as_text=True)

    again = sent(two[1], form_on(second, world.address(rule)), {})

    assert again.status_code == 303
    now = values(opened(two[0], world, rule))
    assert {name: now.get(name) for name in theirs} == theirs


@pytest.mark.one_engine
@pytest.mark.parametrize("rule", FORMS)
def test_the_same_typed_twice_is_no_quarrel(world, two, rule):
    mine, _theirs, _my_words, _their_words = FORMS[rule]
    forms = [opened(browser, world, rule) for browser in two]

    answers = [sent(browser, form, mine).status_code for browser, form in zip(two, forms, strict=True)]

    assert answers == [303, 303]


def test_every_section_of_the_settings_is_tried():
    # That of features is asked about before anything is put out of sight, and compared by the same code.
    assert SECTIONS.keys() - {"features"} == SECTION_FORMS.keys()


def test_a_change_of_another_field_is_shown_too_and_not_silently_put_back(world, two):
    rule = f"{_EVENT}/settings/notices/<notice_id>"
    forms = [opened(browser, world, rule) for browser in two]
    sent(two[0], forms[0], {"title_zh": "改过的标题"})

    second = sent(two[1], forms[1], {"body_zh": "改过的正文"})

    assert (second.status_code, "改过的标题" in second.get_data(as_text=True)) == (409, True)
    assert db.session.get(Notice, world.values["notice_id"]).title == {"zh": "改过的标题"}


def test_after_deciding_a_third_change_is_noticed_again(world, two):
    rule = f"{_EVENT}/conclusions/<action_item_id>"
    forms = [opened(browser, world, rule) for browser in two]
    sent(two[0], forms[0], {"note": "一"})
    refused = sent(two[1], forms[1], {"note": "二"})
    sent(two[0], opened(two[0], world, rule), {"note": "三"})

    assert sent(two[1], form_on(refused, world.address(rule)), {}).status_code == 409
    assert db.session.get(ActionItem, world.values["action_item_id"]).note == "三"


def test_a_participant_does_not_overwrite_what_the_office_has_changed(app, world, two):
    place = db.session.get(Registration, world.values["registration_id"])
    visitor, path = client_of(app), f"/my/{my_token(place)}/edit"
    form = form_on(visitor.get(path), path)
    rule = f"{_EVENT}/registrations/<registration_id>/edit"
    assert sent(two[0], opened(two[0], world, rule), {"title": "总工程师"}).status_code == 303

    answer = sent(visitor, form, {"title": "车间主任"})

    assert (answer.status_code, "总工程师" in answer.get_data(as_text=True)) == (409, True)
    assert db.session.get(Registration, place.id).title == "总工程师"
    assert sent(visitor, form_on(answer, path), {}).status_code == 303
    assert db.session.get(Registration, place.id).title == "车间主任"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "rubbish", ["", "x", "title", ":", "title:", "title:0 title:1", "%00", "é" * 3000, "rows:" * 9000]
)
def test_a_seal_that_is_none_breaks_nothing(world, two, rubbish):
    form = opened(two[0], world, f"{_EVENT}/settings/notices/<notice_id>")

    assert sent(two[0], form, {"seen": rubbish, "title_zh": "新标题"}).status_code in (303, 409)


def test_what_was_removed_meanwhile_is_not_found_and_nothing_breaks(world, two):
    for rule in (
        f"{_EVENT}/settings/notices/<notice_id>",
        f"{_EVENT}/conclusions/<action_item_id>",
        f"{_EVENT}/agenda/<item_id>",
    ):
        form = opened(two[1], world, rule)
        assert two[0].post(f"{world.address(rule)}/remove", data={}).status_code == 303

        assert sent(two[1], form, {}).status_code == 404


@pytest.mark.soak(again=True)
def test_of_many_who_save_at_the_same_moment_one_is_first(app, world, sign_in):
    """Each comes from a process of its own, with the same form opened before anybody saved."""
    rule, number = f"{_EVENT}/conclusions/<action_item_id>", 8
    browsers = [sign_in(world.people["A"], client_of(app)) for _number in range(number)]
    forms = [opened(browser, world, rule) for browser in browsers]

    found = race(app, [partial(_save, browsers[one], forms[one], f"第{one}人") for one in range(number)])

    assert sorted(found) == [303] + [409] * (number - 1)


def _save(browser: Any, form: HtmlForm, words: str, gate: Gate) -> int:
    gate()
    return sent(browser, form, {"note": words}).status_code
