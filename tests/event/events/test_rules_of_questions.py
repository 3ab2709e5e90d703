"""The rules of a question in the settings: checked, kept and shown again."""

from __future__ import annotations

import re

import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.services import clone
from eventmgr.event.forms.conditions import groups_of
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.events.rules_of_questions import send, text_of
from tests.factories import NOON, make_admin, make_event, make_member


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft whose owner is signed in."""
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    return event


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


@pytest.fixture
def travelling(client, event):
    """What the form of the questions sends: way of coming, province, an invitation as a file, and the hotel that hangs on them."""
    rows = {
        "rows-0-label_zh": "交通方式", "rows-0-kind": "choice", "rows-0-options": "自驾 | Car\n火车 | Train", "rows-0-order": "1",
        "rows-1-label_zh": "来自", "rows-1-kind": "province", "rows-1-order": "2",
        "rows-2-label_zh": "邀请函", "rows-2-kind": "file", "rows-2-order": "3",
        "rows-3-label_zh": "酒店", "rows-3-kind": "text", "rows-3-order": "4",
    }  # fmt: skip
    send(client, "questions", **rows)
    return rows | {f"rows-{number}-id": str(question.id) for number, question in enumerate(event.questions)}


def lines(number, *typed):
    """Lines of the condition of a row: (group, question, test, answer)."""
    return {
        f"rows-{number}-{part}_{line}": value
        for line, values in enumerate(typed, 1)
        for part, value in zip(("in", "of", "is", "to"), values, strict=True)
    }


def fields_of(page, number):
    """(group, question, test, answer) of the filled lines of a row, as the page shows them."""
    chosen = re.findall(rf'<select[^>]*name="rows-{number}-(in|of|is)_(\d+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    found = {
        (part, line): (re.findall(r'<option value="([^"]*)" selected', options) or [""])[0]
        for part, line, options in chosen
    }
    found |= {
        ("to", line): next(iter(re.findall(r'value="([^"]*)"', tag)), "")
        for tag, line in re.findall(rf'(<input[^>]*name="rows-{number}-to_(\d+)"[^>]*>)', page)
    }
    numbers = sorted({int(line) for _part, line in found})
    rows = [tuple(found[part, str(line)] for part in ("in", "of", "is", "to")) for line in numbers]
    return [row for row in rows if row[1]], len(numbers)


def test_lines_in_groups_say_either_this_or_that_and_come_back_as_they_were_typed(client, event, travelling):
    way, home, letter, _hotel = (question.key for question in event.questions)
    typed = [
        ("A", "=role", "equals", "专家"),
        ("B", way, "equals", "火车"),
        ("A", home, "equals", "湖北省"),
        ("C", letter, "filled", ""),
    ]
    saved = send(client, "questions", **travelling, **lines(3, *typed))
    page = text_of(client.get(f"/manage/events/{event.slug}/settings/questions/"))
    history = text_of(client.get(f"/manage/events/{event.slug}/history/"))

    assert saved.status_code == 303, text_of(saved)
    assert event.questions[3].rules["condition"] == {
        "any": [
            {"all": [{"any": [["equals", "role", "expert"]]}, {"any": [["equals", f"q_{home}", "420000"]]}]},
            {"all": [{"any": [["equals", f"q_{way}", "a2"]]}]},
            {"all": [{"any": [["filled", f"q_{letter}"]]}]},
        ]
    }
    assert fields_of(page, 3) == ([typed[0], typed[2], typed[1], typed[3]], 5)
    assert "“参会身份”为“专家”" in history


def test_a_line_is_added_without_scripts_and_what_was_typed_stays(client, event, travelling):
    way = event.questions[0].key
    typed = {
        **travelling,
        **lines(3, ("A", way, "equals", "火车"), ("B", way, "equals", "飞机")),
        "rows-3-label_zh": "旅馆",
    }
    longer = text_of(send(client, "questions", **typed, line="rows-3-id"))
    sent = {**typed, **{f"rows-3-to_{number}": "" for number in range(3, 11)}}
    full = text_of(send(client, "questions", **sent, line="rows-3-id"))
    of_none = send(client, "questions", **typed, line="rows-99-id")

    assert fields_of(longer, 3) == ([("A", way, "equals", "火车"), ("B", way, "equals", "飞机")], 3)
    assert 'value="旅馆"' in longer and "<details open" not in longer.split('id="rows-2-id-lines"')[1][:20]
    assert 'id="rows-3-id-lines" open' in longer
    assert fields_of(full, 3)[1] == 10 and 'name="line" value="rows-3-id"' not in full
    assert (of_none.status_code, event.questions[3].rules, event.questions[3].label["zh"]) == (200, {}, "酒店")


def test_lines_that_cannot_be_are_refused_at_their_field(client, event, travelling):
    letter = event.questions[2].key
    refused = {
        "邀请函”只能以是否填写为条件": ("A", letter, "equals", "x.pdf"),
        "总有取值": ("A", "=role", "empty", ""),
        "不在": ("A", "=role", "equals", "路人"),
        "请从列表中选择": ("F", letter, "filled", ""),
    }
    told = {said: send(client, "questions", **travelling, **lines(3, line)) for said, line in refused.items()}

    assert {said: answer.status_code for said, answer in told.items()} == dict.fromkeys(refused, 422)
    assert {said: said in text_of(answer) for said, answer in told.items()} == dict.fromkeys(refused, True)
    assert event.questions[3].rules == {}


def test_a_condition_in_groups_goes_into_a_copy_of_the_event(client, event, travelling):
    way = event.questions[0].key
    send(client, "questions", **travelling, **lines(3, ("A", way, "filled", ""), ("B", "=role", "differs", "专家")))
    copy = clone(event, make_admin(), days=7, act=Act(SYSTEM, NOON))
    db.session.commit()

    assert [question.rules for question in copy.questions] == [question.rules for question in event.questions]
    assert groups_of(copy.questions[3].rules["condition"]) == (
        "all",
        [[(f"q_{way}", "filled", ())], [("role", "differs", ("expert",))]],
    )


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
