"""A short message before it is sent: kept, changed by one or two people, deleted; what was sent stays as it was."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.office.mailings.texts import services
from eventmgr.office.mailings.texts.services import Draft
from eventmgr.tools.log.models import AuditEntry
from tests.factories import make_event
from tests.office.mailings.texts.sending import act, base, person, seen, sent, written

pytestmark = pytest.mark.usefixtures("frozen", "gateway")
TYPED = {"text_zh": "{姓名}：请改到三号厅。"}


def texts():
    db.session.expire_all()
    return [row.text for row in db.session.scalars(select(ShortMessage).order_by(ShortMessage.id))]


def seal_of(page):
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def test_a_draft_is_found_again_changed_and_logged(office):
    event = make_event()
    person(event)
    message, own = written(event), office(event)

    listed = own.get(base(event)).text
    form = own.get(base(event, f"{message.id}/edit"))
    saved = own.post(base(event, f"{message.id}/edit"), data=TYPED | {"seen": seal_of(form)})
    page = own.get(saved.location).text
    changes = db.session.scalars(select(AuditEntry.changes).where(AuditEntry.action == "changed")).one()

    assert f"short-messages/{message.id}/" in listed and "草稿" in listed
    assert "已确认您参会" in form.text, "what stands now"
    assert (saved.status_code, "请改到三号厅" in page) == (303, True)
    assert changes == {"text": [{"zh": "{姓名}：{活动}已确认您参会。"}, {"zh": "{姓名}：请改到三号厅。"}]}


def test_a_fault_is_said_beside_the_field_and_keeps_what_was_typed(office):
    event = make_event()
    message, own = written(event), office(event)

    answer = own.post(base(event, f"{message.id}/edit"), data={"text_zh": "你好{手机}"})

    assert (answer.status_code, "你好{手机}" in answer.text, "{姓名}" in answer.text) == (422, True, True)
    assert texts() == [{"zh": "{姓名}：{活动}已确认您参会。"}]


def test_of_two_people_at_one_draft_the_second_is_shown_both(office):
    event = make_event()
    message, own = written(event), office(event)
    opened = seal_of(own.get(base(event, f"{message.id}/edit")))
    own.post(base(event, f"{message.id}/edit"), data=TYPED | {"seen": opened})

    answer = own.post(base(event, f"{message.id}/edit"), data={"text_zh": "另一文本", "seen": opened})

    assert (answer.status_code, "另一文本" in answer.text, "请改到三号厅" in answer.text) == (409, True, True)


def test_what_was_changed_since_it_was_looked_at_is_not_sent():
    event = make_event()
    person(event)
    message = written(event)
    looked = seen(event, message)
    services.change(event, message, Draft(text={"zh": "{姓名}：{活动}已取消您名额。"}), act=act())
    db.session.commit()

    with pytest.raises(Refusal):
        services.send(event, message, looked, act=act())


def test_what_was_sent_is_neither_changed_nor_deleted(office):
    event = make_event()
    person(event)
    message, own = sent(event), office(event)

    changed = own.post(base(event, f"{message.id}/edit"), data=TYPED)
    own.post(base(event, f"{message.id}/delete"))

    assert (changed.status_code, texts()) == (409, [{"zh": "{姓名}：{活动}已确认您参会。"}])
