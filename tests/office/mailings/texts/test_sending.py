"""From the phone list to a telephone: who gets it, what it costs, once each."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction, write
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.office.mailings.texts import services
from eventmgr.tools.channels import services as channels
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.log.models import AuditEntry
from tests.factories import NOON, make_event
from tests.office.mailings.emails.sending import drafted
from tests.office.mailings.texts.sending import act, base, numbers, person, seen, sent, states, work, written

pytestmark = pytest.mark.usefixtures("frozen")


def test_those_to_be_phoned_get_the_text_and_are_informed(app, gateway):
    event = make_event()
    one, two = person(event, mobile="15400000001"), person(event, "李雷", mobile="15400000002")
    person(event, "有邮箱", email="a@example.com", untold_since=None)
    sent(event)
    work(app)
    assert numbers(gateway) == ["15400000001", "15400000002"]
    assert "王敏：" in json.loads(gateway.got[0][3])["text"]
    assert (one.untold_since, two.untold_since) == (None, None)
    told = db.session.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "told_by_text"))
    assert sorted(told) == [one.id, two.id]


def test_neither_number_nor_text_stands_in_the_outbox(app, gateway):
    event = make_event()
    person(event, mobile="15400000001")
    sent(event)
    row = db.session.scalars(select(ChannelMessage)).one()
    kept = repr([getattr(row, column.key) for column in ChannelMessage.__table__.columns])
    assert "15400000001" not in kept and "王敏" not in kept


def test_what_was_decided_after_it_was_sent_still_is_to_be_phoned(app, gateway):
    event = make_event()
    one = person(event)
    sent(event)
    with transaction():
        db.session.get(Registration, one.id).untold_since = clock.now() + timedelta(minutes=1)
    work(app)
    assert len(gateway.got) == 1 and one.untold_since is not None


def test_who_is_only_kept_or_wants_none_is_left_out_unless_it_is_necessary(app, gateway):
    event = make_event()
    person(event, mobile="15400000001")
    no = person(event, "不要", mobile="15400000002")
    person(event, "限制", mobile="15400000003", restricted_at=NOON)
    person(event, "无号", mobile="")
    with transaction():
        services.leave_alone(event, no, act=act())
    sent(event)
    work(app)
    assert numbers(gateway) == ["15400000001"]
    sent(event, {"flag": "no_email"}, is_necessary=True, necessity="换了会场")
    work(app)
    assert numbers(gateway) == ["15400000001", "15400000001", "15400000002"]


def test_who_is_phoned_or_restricted_before_it_leaves_does_not_get_it(app, gateway):
    event = make_event()
    phoned, restricted = person(event), person(event, "李雷")
    sent(event)
    with transaction():
        db.session.get(Registration, phoned.id).untold_since = None
        db.session.get(Registration, restricted.id).restricted_at = NOON
    work(app)
    assert gateway.got == []
    assert states() == [(SendState.LEFT_OUT, "left"), (SendState.LEFT_OUT, "left")]


def test_nobody_gets_more_than_so_many_within_a_day(app, gateway, monkeypatch, frozen):
    monkeypatch.setitem(app.config, "SMS_PER_DAY", 1)
    event = make_event()
    person(event)
    sent(event, {"flag": "no_email"})
    work(app)
    with pytest.raises(Refusal):
        sent(event, {"flag": "no_email"})
    frozen.shift(25 * 3600)
    sent(event, {"flag": "no_email"})
    work(app)
    assert len(gateway.got) == 2


def test_confirming_twice_sends_once_and_a_list_that_has_grown_is_shown_again(app, gateway):
    event = make_event()
    person(event)
    message = written(event)
    numbers_seen = seen(event, message)
    person(event, "李雷")
    with pytest.raises(Refusal), transaction():
        services.send(event, message, numbers_seen, act=act())
    for _time in range(2):
        with transaction():
            services.send(event, message, seen(event, message), act=act())
    work(app)
    assert len(gateway.got) == 2


def test_a_worker_killed_in_the_middle_repeats_under_the_same_id(app, gateway, frozen):
    event = make_event()
    person(event)
    sent(event)
    row = write(lambda: channels.lease_one("dead", at=clock.now(), seconds=60))
    channels.make(row, at=clock.now()).channel.send("x", "15400000001", row.uid)
    frozen.shift(61)
    work(app)
    ids = [json.loads(body)["id"] for *_rest, body in gateway.got]
    assert ids == [row.uid, row.uid], "the gateway knows the repeat by it"


def test_a_gateway_that_knows_no_repeats_is_never_asked_twice(app, gateway, monkeypatch, frozen):
    monkeypatch.setitem(app.config, "SMS_BODY", {"mobile": "{mobile}", "text": "{text}"})
    event = make_event()
    person(event)
    sent(event)
    write(lambda: channels.lease_one("dead", at=clock.now(), seconds=60))
    frozen.shift(61)
    work(app)
    assert gateway.got == []
    assert states() == [(SendState.UNCLEAR, "a worker ended in the middle")]


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (503, b"{}", SendState.DUE),
        (500, b"{}", SendState.DUE),
        (400, b"{}", SendState.FAILED),
        (302, b"{}", SendState.FAILED),
        (200, b'{"code": 7}', SendState.FAILED),
        (200, b'{"code": 0}', SendState.SENT),
    ],
)
def test_what_the_gateway_says_becomes_the_state_and_only_yes_informs(app, gateway, status, body, state):
    gateway.status, gateway.body = status, body
    event = make_event()
    one = person(event)
    sent(event)
    work(app)
    assert [found for found, _error in states()] == [state]
    assert (one.untold_since is None) == (state is SendState.SENT)


def test_a_try_that_may_have_been_taken_ends_it_where_repeats_are_not_known(app, gateway, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_BODY", {"mobile": "{mobile}", "text": "{text}"})
    gateway.status = 500
    event = make_event()
    person(event)
    sent(event)
    work(app)
    assert [found for found, _error in states()] == [SendState.UNCLEAR]


def test_the_pages_lead_from_the_phone_list_to_what_it_costs_and_what_became_of_it(app, gateway, office, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_SIGNATURE", "智造")
    event = make_event()
    person(event)
    browser = office(event)
    phones = browser.get(f"/manage/events/{event.slug}/registrations/phone/")
    assert "short-messages/new?flag=untold" in phones.text
    page = browser.get(base(event, "new?flag=untold"))
    page = browser.post(
        base(event, "new?flag=untold"), data={"text_zh": "会" * 67, "once_key": "k"}, follow_redirects=True
    )
    assert page.status_code == 200
    message = db.session.scalars(select(ShortMessage)).one()
    page = browser.get(base(event, f"{message.id}/"))
    assert "【智造】" in page.text and 'name="parts" value="2"' in page.text
    browser.post(base(event, f"{message.id}/send"), data={"version": "1", "people": "1", "parts": "2"})
    work(app)
    assert "已发送" in browser.get(base(event, f"{message.id}/")).text
    assert browser.get(base(event)).text.count(">1<") == 2, "of one, one is sent"


def test_a_wrong_placeholder_keeps_what_was_typed_and_names_the_field(app, gateway, office):
    event = make_event()
    person(event)
    page = office(event).post(base(event, "new?flag=untold"), data={"text_zh": "{密码}请查收"})
    assert page.status_code == 422 and "{密码}请查收" in page.text and "密码" in page.text
    assert db.session.scalars(select(ShortMessage)).all() == []


def test_a_bulk_email_leads_to_those_whom_it_does_not_reach_and_to_nobody_where_it_reaches_all(app, gateway, office):
    event = make_event()
    person(event)
    mail = drafted(event)
    browser = office(event)
    page = browser.get(f"/manage/events/{event.slug}/bulk-mail/{mail.id}/")
    assert "short-messages/new?status=live" in page.text
    with transaction():
        db.session.scalars(select(Registration)).one().email = "now@example.com"
    page = browser.get(f"/manage/events/{event.slug}/bulk-mail/{mail.id}/")
    assert "short-messages/new" not in page.text


def test_without_a_gateway_nothing_is_offered(app, office):
    event = make_event()
    person(event)
    browser = office(event)
    assert "short-messages/new" not in browser.get(f"/manage/events/{event.slug}/registrations/phone/").text
    assert browser.post(base(event, "new?flag=untold"), data={"text_zh": "正文"}).status_code in (409, 422)
    assert db.session.scalars(select(ShortMessage)).all() == []


def test_owners_and_deputies_alone_may_send(app, gateway, office):
    event = make_event()
    assert office(event, TeamRole.REGISTRAR).get(base(event)).status_code == 403


def test_what_waits_does_not_leave_once_short_messages_are_switched_off(app, gateway):
    event = make_event()
    person(event, mobile="15400000001")
    sent(event)
    with transaction():
        event.features = []
    work(app)
    assert gateway.got == []
