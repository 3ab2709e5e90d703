"""Journeys, people, organizations and sections in the settings of an event: kept with what they need, changed, copied."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.events.rules_of_questions import send, text_of
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member

PAGE = "/manage/events/draft/settings/questions/"
KEPT = {"means": "train", "number": "G1234", "station": "武汉站", "day": "2026-05-12", "time": "14:05"}
ROWS = {
    "rows-0-label_zh": "到达车次", "rows-0-kind": "journey", "rows-0-order": "1",
    "rows-1-label_zh": "接待", "rows-1-kind": "section", "rows-1-order": "2",
    "rows-2-label_zh": "接待单位", "rows-2-kind": "organization", "rows-2-order": "3",
    "rows-3-label_zh": "同行人员", "rows-3-kind": "person", "rows-3-order": "4",
}  # fmt: skip


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft that asks all of them, its owner signed in."""
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    assert send(client, "questions", **ROWS).status_code == 303
    return event


def rows_of(event, **changes):
    """The rows as they stand, with changes."""
    return ROWS | {f"rows-{n}-id": str(question.id) for n, question in enumerate(event.questions)} | changes


def test_a_journey_keeps_its_direction_and_that_it_is_sensitive_and_others_do_not(client, event):
    settings = {"direction": "departure", "needs_reason": "y", "purpose_zh": "接站"}
    on_both = {f"rows-{n}-{name}": value for n in (0, 2) for name, value in settings.items()}

    saved = send(client, "questions", **rows_of(event, **on_both))
    page = text_of(client.get(PAGE))
    preset = send(client, "questions", **rows_of(event, **{"rows-0-default": "G1234"}))

    assert saved.status_code == 303
    assert [question.rules for question in event.questions] == [
        {"direction": "departure", "needs_reason": True, "purpose": {"zh": "接站"}},
        {},
        {"purpose": {"zh": "接站"}},
        {},
    ]
    assert '<option value="departure" selected' in page
    assert (preset.status_code, "不能设置默认回答" in text_of(preset)) == (422, True)


def test_a_condition_on_a_journey_asks_only_whether_it_is_answered(client, event):
    journey, _section, host, mate = (question.key for question in event.questions)
    on_journey = {"rows-3-of_1": journey, "rows-3-to_1": "G1234"}

    equals = send(client, "questions", **rows_of(event, **on_journey, **{"rows-3-is_1": "equals"}))
    filled = send(client, "questions", **rows_of(event, **{"rows-1-of_1": journey, "rows-1-is_1": "filled"}))
    says = send(
        client, "questions", **rows_of(event, **{"rows-3-of_1": host, "rows-3-is_1": "contains", "rows-3-to_1": "公司"})
    )

    assert (equals.status_code, "只能以是否填写为条件" in text_of(equals)) == (422, True)
    assert (filled.status_code, says.status_code) == (303, 303)
    assert event.questions[3].rules == {"condition": {"all": [["says", f"q_{host}", "公司"]]}}
    assert mate


def test_what_depends_on_a_question_of_an_organizers_section_is_not_asked_of_others(client, event):
    host = event.questions[2].key
    own = {"rows-1-office_only": "y", "rows-3-order": "5", "rows-3-of_1": host, "rows-3-is_1": "filled"}
    after = {"rows-4-label_zh": "其他", "rows-4-kind": "section", "rows-4-order": "4"}

    refused = send(client, "questions", **rows_of(event, **own, **after))
    saved = send(client, "questions", **rows_of(event, **{"rows-1-office_only": "y"}))

    assert (refused.status_code, "“接待单位”仅由会务组填写" in text_of(refused)) == (422, True)
    assert saved.status_code == 303
    assert [question.rules.office_only for question in list_questions(event.id)] == [False, True, True, True]
    assert [question.rules for question in event.questions[2:]] == [{}, {}]


def test_a_journey_that_was_answered_becomes_a_line_of_text_once_that_is_confirmed(client, event):
    event.status = EventStatus.PUBLISHED
    db.session.commit()
    place = register(event, make_applicant(answers={f"q_{event.questions[0].key}": KEPT}))
    line = "G1234, 武汉站, 2026-05-12 14:05"

    asks = send(client, "questions", **rows_of(event, **{"rows-0-kind": "text"}))
    saved = send(client, "questions", **rows_of(event, **{"rows-0-kind": "text", "with_answers": "y"}))
    shown = text_of(client.get(f"/manage/events/draft/registrations/{place.id}/edit"))

    assert (asks.status_code, saved.status_code) == (409, 303)
    assert event.questions[0].kind is QuestionKind.TEXT
    assert line in shown
    db.session.expire_all()
    assert list(place.answers.values()) == [KEPT]


def test_the_kinds_are_copied_from_another_event_with_what_they_need(client, sign_in, event):
    send(
        client,
        "questions",
        **rows_of(event, **{"rows-0-direction": "departure", "rows-0-needs_reason": "y", "rows-0-purpose_zh": "接站"}),
    )
    other = make_event(status=EventStatus.DRAFT, slug="other")
    user = make_member(other, TeamRole.OWNER)
    make_member(event, TeamRole.OWNER, user)
    sign_in(user)

    page = text_of(client.post("/manage/events/other/settings/questions/", data={"copy": "1", "copy_from": "draft"}))

    kinds = ["journey", "section", "organization", "person"]
    assert [page.count(f'<option value="{kind}" selected') for kind in kinds] == [1, 1, 1, 1]
    assert page.count('<option value="departure" selected') == 1
