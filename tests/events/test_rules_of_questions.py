"""The rules of a question in the settings: checked, kept and shown again."""

from __future__ import annotations

import re

import pytest

from eventmgr.db import db
from eventmgr.events.models import EventStatus
from eventmgr.team.roles import TeamRole
from tests.factories import make_event, make_member


def text_of(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft whose owner is signed in."""
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    return event


def send(client, section, **typed):
    response = client.post(f"/manage/events/draft/settings/{section}/", data=typed)
    db.session.expire_all()
    return response


def test_rules_of_a_question_are_checked_kept_shown_again_and_copied(client, event):
    row = {
        "rows-0-label_zh": "随行人数", "rows-0-kind": "number", "rows-0-least": "0", "rows-0-most": "５", "rows-0-unit_zh": "人",
        "rows-0-default": "1", "rows-0-roles": ["media"], "rows-0-office_only": "y", "rows-0-purpose_zh": "安排座位",
    }  # fmt: skip
    upside_down = send(client, "questions", **{**row, "rows-0-least": "7"})
    beyond = send(client, "questions", **{**row, "rows-0-default": "9"})
    of_text = send(client, "questions", **{**row, "rows-0-kind": "text", "rows-0-default": ""})
    saved = send(client, "questions", **row)
    page = text_of(client.get(f"/manage/events/{event.slug}/settings/questions/"))

    assert [one.status_code for one in (upside_down, beyond, of_text, saved)] == [422, 422, 422, 303]
    assert "最大值小于最小值" in text_of(upside_down) and 'value="9"' in text_of(beyond)
    (question,) = event.questions
    assert question.rules == {
        "least": "0", "most": "5", "unit": {"zh": "人"}, "default": "1", "roles": ["media"], "office_only": True,
        "purpose": {"zh": "安排座位"},
    }  # fmt: skip
    assert ("安排座位" in page, 'value="5"' in page) == (True, True)


def test_conditions_look_back_alone_and_are_shown_again_in_words(client, event):
    rows = {
        "rows-0-label_zh": "交通方式", "rows-0-kind": "choice", "rows-0-options": "自驾 | Car\n火车 | Train", "rows-0-order": "1",
        "rows-1-label_zh": "车牌号", "rows-1-kind": "text", "rows-1-order": "2",
        "rows-2-label_zh": "接待级别", "rows-2-kind": "text", "rows-2-order": "3", "rows-2-office_only": "y",
    }  # fmt: skip
    send(client, "questions", **rows)
    way, plate, level = event.questions
    rows |= {f"rows-{number}-id": str(question.id) for number, question in enumerate((way, plate, level))}
    on_car = {"rows-1-of_1": way.key, "rows-1-is_1": "equals", "rows-1-to_1": "自驾；Train"}
    refused = {
        "forward": {"rows-0-of_1": plate.key, "rows-0-is_1": "filled"},
        "after a move": {**on_car, "rows-1-order": "0"},
        "a circle": {**on_car, "rows-0-of_1": plate.key, "rows-0-is_1": "filled"},
        "itself": {"rows-1-of_1": plate.key, "rows-1-is_1": "filled"},
        "removed": {**on_car, "rows-0-remove": "y"},
        "no option": {**on_car, "rows-1-to_1": "飞机"},
        "no answer": {**on_car, "rows-1-to_1": ""},
        "one answer only": {**on_car, "rows-1-is_1": "contains"},
        "no question": {"rows-1-to_1": "自驾"},
        "organizers' own": {"rows-1-of_1": level.key, "rows-1-is_1": "filled", "rows-1-order": "9"},
    }

    told = {name: send(client, "questions", **{**rows, **typed}) for name, typed in refused.items()}
    untouched = [question.rules for question in event.questions]
    saved = send(client, "questions", **{**rows, **on_car})
    page = text_of(client.get(f"/manage/events/{event.slug}/settings/questions/"))
    history = text_of(client.get(f"/manage/events/{event.slug}/history/"))

    assert {name: answer.status_code for name, answer in told.items()} == dict.fromkeys(refused, 422)
    assert "排在它前面的项目" in text_of(told["forward"]) and "排在它前面的项目" in text_of(told["removed"])
    assert (untouched[:2], saved.status_code) == ([{}, {}], 303)
    either = {"any": [["equals", f"q_{way.key}", "a1"], ["equals", f"q_{way.key}", "a2"]]}
    assert event.questions[1].rules == {"condition": {"all": [either]}}
    assert 'value="自驾；火车"' in page and "显示条件" in history


def names_in_order(page):
    return [label for label in re.findall(r'name="rows-\d+-label_zh"[^>]*value="([^"]*)"', page) if label]


def test_buttons_move_rows_by_their_numbers_and_save_nothing(client, event):
    rows = {}
    for number, (label, order) in enumerate([("甲", "3"), ("乙", "1"), ("丙", "2"), ("丁", "")]):
        rows |= {f"rows-{number}-label_zh": label, f"rows-{number}-kind": "text", f"rows-{number}-order": order}

    up = text_of(send(client, "questions", **rows, up="rows-0-id"))
    down = text_of(send(client, "questions", **rows, down="rows-1-id"))
    first = text_of(send(client, "questions", **rows, up="rows-1-id"))
    unknown = send(client, "questions", **rows, up="rows-77-id")

    assert [names_in_order(page) for page in (up, down, first)] == [
        ["乙", "甲", "丙", "丁"],
        ["丙", "乙", "甲", "丁"],
        ["乙", "丙", "甲", "丁"],
    ]
    assert re.findall(r'name="rows-\d+-order"[^>]*value="(\d+)"', up)[:4] == ["1", "2", "3", "4"]
    assert (unknown.status_code, list(event.questions)) == (200, [])
