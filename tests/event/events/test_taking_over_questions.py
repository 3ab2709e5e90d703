"""Questions from the library and from other events, and the form as a participant sees it."""

from __future__ import annotations

import re

import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.event.forms.library import LIBRARY
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_event, make_member, make_user

PAGE = "/manage/events/draft/settings/questions/"


def text_of(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def owner(client, sign_in, frozen):
    """The owner of a draft, signed in."""
    user = make_member(make_event(status=EventStatus.DRAFT, slug="draft"), TeamRole.OWNER)
    sign_in(user)
    return user


def ask(event, key, zh, **values):
    db.session.add(Question(event_id=event.id, key=key, label={"zh": zh}, **values))
    db.session.commit()


def typed_of(page):
    """What a browser would send of the page's rows."""
    fields = dict(re.findall(r'<input[^>]*name="(rows-[^"]*)"[^>]*value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="(rows-[^"]*)"[^>]*>\n?([^<]*)</textarea>', page))
    for name, body in re.findall(r'<select[^>]*name="(rows-[^"]*)"[^>]*>(.*?)</select>', page):
        options = re.findall(r'value="([^"]*)"', body)
        fields[name] = (re.findall(r'value="([^"]*)" selected', body) or options)[0]
    ticks = re.findall(r'<input[^>]*type="checkbox"[^>]*>', page)
    boxes = {re.sub('.*name="([^"]*)".*', r"\1", tick) for tick in ticks if "checked" not in tick}
    return {name: value for name, value in fields.items() if name not in boxes and not name.endswith("roles")}


@pytest.mark.parametrize("name", LIBRARY)
def test_ready_questions_become_rows_and_are_kept_only_when_saved(client, owner, name):
    page = text_of(client.post(PAGE, data={"ready": name}))
    before = db.session.query(Question).count()
    saved = client.post(PAGE, data=typed_of(page))
    db.session.expire_all()

    assert (before, saved.status_code) == (0, 303), text_of(saved)[:0]
    kept = db.session.query(Question).order_by(Question.position).all()
    assert [(one.label, one.kind, [option["label"] for option in one.options]) for one in kept] == [
        (one.label, one.kind, [option["label"] for option in one.options]) for one in LIBRARY[name].questions
    ]


def test_questions_are_copied_from_an_event_whose_settings_one_may_change(client, owner):
    other, foreign = (
        make_event(slug="other", title={"zh": "往届活动"}),
        make_event(slug="foreign", title={"zh": "他人活动"}),
    )
    make_member(other, TeamRole.EDITOR, owner)
    make_member(foreign, TeamRole.REGISTRAR, owner)
    ask(
        other,
        "plate",
        "车牌号",
        kind=QuestionKind.TEXT,
        rules={"condition": {"all": [["filled", "q_x"]]}, "purpose": {"zh": "停车"}},
    )
    ask(foreign, "secret", "他人的项目", kind=QuestionKind.TEXT)

    page = text_of(client.get(PAGE))
    copied = text_of(
        client.post(PAGE, data={"rows-0-label_zh": "已填", "rows-0-kind": "text", "copy": "1", "copy_from": "other"})
    )
    refused = client.post(PAGE, data={"copy": "1", "copy_from": "foreign"})

    assert ("往届活动" in page, "他人活动" in page) == (True, False)
    assert ('value="已填"' in copied, 'value="车牌号"' in copied, 'value="停车"' in copied) == (True, True, True)
    assert (refused.status_code, "他人的项目" in text_of(refused)) == (403, False)
    assert client.post(PAGE, data=typed_of(copied)).status_code == 303


def test_the_preview_shows_what_participants_of_a_type_are_asked_and_keeps_nothing(client, sign_in, frozen):
    event = make_event(slug="draft")
    sign_in(make_member(event, TeamRole.EDITOR))
    ask(event, "camera", "摄像设备", rules={"roles": ["media"]})
    ask(event, "level", "接待级别", rules={"office_only": True})
    address = "/manage/events/draft/registrations/preview"

    delegate, media = text_of(client.get(address)), text_of(client.get(f"{address}?role=media"))

    assert ["摄像设备" in page for page in (delegate, media)] == [False, True]
    assert ["接待级别" in page for page in (delegate, media)] == [False, False]
    assert address in text_of(client.get(PAGE))
    assert (client.post(address).status_code, db.session.query(Registration).count()) == (405, 0)


def test_the_preview_is_for_those_who_change_the_settings(client, sign_in, frozen):
    event = make_event(slug="draft")
    sign_in(make_user())
    assert client.get(f"/manage/events/{event.slug}/registrations/preview").status_code == 404
