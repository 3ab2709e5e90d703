"""The rules of a question in the settings: checked, kept and shown again."""

from __future__ import annotations

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
