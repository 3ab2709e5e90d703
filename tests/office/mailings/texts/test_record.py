"""What was sent to a person: on the organizers' page, in the person's own copy, and gone with the person."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import select

from eventmgr.event.registration.changing.services.substituting import take_over
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import make_event
from tests.office.mailings.texts.sending import base, numbers, person, sent, work

pytestmark = pytest.mark.usefixtures("frozen")
WRITTEN = "{姓名}：{活动}已确认您参会。"


def page_of(browser, event, registration):
    return browser.get(f"/manage/events/{event.slug}/registrations/{registration.id}/").text


def section(page):
    return page.split("<h2>短信</h2>")[1].split("</section>")[0] if "<h2>短信</h2>" in page else ""


def kept():
    db.session.expire_all()
    return [
        (row.state, row.about, row.payload)
        for row in db.session.scalars(select(ChannelMessage).order_by(ChannelMessage.id))
    ]


def test_the_organizers_see_what_was_sent_with_its_state_and_fault(app, gateway, office):
    event = make_event()
    one, other = person(event, mobile="15400000001"), person(event, "李雷", mobile="15400000002", untold_since=None)
    message = sent(event)
    browser = office(event)

    waits = section(page_of(browser, event, one))
    gateway.status = 400
    work(app)
    failed = section(page_of(browser, event, one))

    assert "待发送" in waits and f"/short-messages/{message.id}/" in waits
    assert "未送达" in failed and "400" in failed
    assert section(page_of(browser, event, other)) == "", "nothing was sent to this one"


def test_who_may_not_write_short_messages_reads_them_without_a_way_to_their_page(gateway, office):
    event = make_event()
    one = person(event)
    sent(event)

    registrar = section(page_of(office(event, TeamRole.REGISTRAR), event, one))

    assert "已确认您参会" in registrar and "/short-messages/" not in registrar


def test_the_own_copy_holds_each_with_its_state_as_data_and_in_words(app, gateway, client):
    event = make_event()
    one = person(event, mobile="15400000001")
    sent(event)
    work(app)

    data = json.loads(client.get(f"/my/{my_token(one)}/data.json").data)["held"]["short_messages"]
    rows = list(csv.reader(io.StringIO(client.get(f"/my/{my_token(one)}/data.csv").data.decode("utf-8-sig"))))

    now = clock.now().isoformat()
    assert data == [{"text": WRITTEN, "state": "已发送", "written_at": now, "sent_at": now}]
    assert [row[1:] for row in rows if row[0] == "短信"][:2] == [["正文", WRITTEN], ["状态", "已发送"]]


def test_what_waits_for_somebody_who_is_deleted_never_leaves_and_nothing_says_to_whom_it_went(app, gateway):
    event = make_event()
    one, two = person(event, mobile="15400000001"), person(event, "李雷", mobile="15400000002")
    sent(event)
    with transaction():
        delete(event, one, reason="本人要求", act=Act(OFFICE, clock.now()))

    gone, stays = kept()
    work(app)

    assert gone == (SendState.LEFT_OUT, "", {})
    assert (stays[1], numbers(gateway)) == (f"registration:{two.id}", ["15400000002"])


def test_who_takes_over_a_place_is_not_told_what_was_sent_to_the_person_before(app, gateway, client, office):
    event = make_event()
    one = person(event, mobile="15400000001")
    message = sent(event)
    work(app)
    with transaction():
        take_over(event, one, act=Act(OFFICE, clock.now()))

    data = json.loads(client.get(f"/my/{my_token(one)}/data.json").data)["held"]["short_messages"]
    browser = office(event)

    assert (data, section(page_of(browser, event, one))) == ([], "")
    assert "已发送" in browser.get(base(event, f"{message.id}/")).text, "that somebody got it stays on its page"
    assert kept() == [(SendState.SENT, "", {})]


def test_the_menu_of_the_event_leads_to_the_list(office):
    event = make_event()

    owner = office(event).get(f"/manage/events/{event.slug}/bulk-mail/").text
    viewer = office(event, TeamRole.VIEWER).get(f"/manage/events/{event.slug}/").text

    assert f'href="/manage/events/{event.slug}/short-messages/"' in owner
    assert "short-messages" not in viewer
