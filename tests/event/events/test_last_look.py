"""The page that publishes an event shows what everybody will read, agenda included or said to stay hidden."""

import re

import pytest
from lxml.html import fromstring

from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.event.events.queries import find_event
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.events.manage import ready_draft
from tests.factories import keep, make_item, make_member, make_registration


@pytest.fixture
def event(client, sign_in, frozen):
    event = ready_draft(slug="draft", capacity=80, city={"zh": "上海", "en": "Shanghai"})
    sign_in(make_member(event, TeamRole.OWNER))
    return event


def facts(client, lang="zh"):
    """Label → text, of the page that publishes."""
    page = client.get(f"/manage/events/draft/publish?lang={lang}").text
    typed = fromstring(page).xpath("//dd/*[@class='typed']")
    return {fact.getparent().getprevious().text_content(): fact.text_content() for fact in typed}


def publish(client, **sent):
    answer = client.post("/manage/events/draft/publish", data=sent)
    db.session.expire_all()
    return answer


def test_every_fact_is_shown_as_everybody_will_read_it(client, event):
    keep(InvitedUnit(event_id=event.id, unit_code="310000"))
    event.takes_guests = False
    db.session.commit()
    zh, en = facts(client), facts(client, "en")

    assert {label: zh[label] for label in ("地点", "名额", "主办、承办单位", "联系人", "议程")} == {
        "地点": "上海 · 会议中心",
        "名额": "80 个名额；名额内自动确认；设候补名单",
        "主办、承办单位": "主办单位：办公室",
        "联系人": "王敏 · 15400000001",
        "议程": "尚无环节",
    }
    assert zh["标题"].split("\n") == [event.title["zh"], event.title["en"]] == en["Title"].split("\n")
    page = client.get("/manage/events/draft/publish").text
    assert f'<span lang="en">{event.title["en"]}</span>' in page
    assert zh["参会对象"].startswith("上海")
    assert zh["参会对象"].endswith("不接受嘉宾")
    assert "Beijing time (UTC+8)" in en["Time"]
    assert en["Registration period"].startswith("opens: at once; closes: ")


def test_the_agenda_stays_hidden_unless_it_is_published_as_well(client, event):
    make_item(event)
    told = facts(client)["议程"]
    page = client.get("/manage/events/draft/publish").text

    publish(client)

    assert told == "1 个环节，发布议程前不公开"
    assert re.search(r'name="also" value="agenda" checked', page)
    published = find_event("draft")
    assert (published.status, published.agenda_published) == (EventStatus.PUBLISHED, False)
    assert client.get("/events/draft/agenda/").status_code == 404


def test_the_agenda_is_published_together_with_the_event(client, event):
    make_item(event, title={"zh": "主旨报告"})

    answer = publish(client, also="agenda")

    assert (answer.status_code, find_event("draft").agenda_published) == (303, True)
    assert "主旨报告" in client.get("/events/draft/").text


@pytest.mark.parametrize("also", ["", "nothing", "agenda"])
def test_what_cannot_be_done_as_well_is_not_done(client, event, also):
    answer = publish(client, also=also)

    assert (answer.status_code, find_event("draft").agenda_published) == (303, False), "the agenda is empty"


def test_what_is_missing_comes_first_and_nothing_is_offered_to_publish(client, event):
    event.venues = []
    db.session.commit()
    make_item(event)
    page = client.get("/manage/events/draft/publish").text

    assert 'href="/manage/events/draft/settings/venues/"' in page.partition("<dl")[0]
    assert ('name="also"' in page, "btn-primary" in page.partition("<main")[2]) == (False, False)
    assert publish(client, also="agenda").status_code == 409
    assert find_event("draft").status is EventStatus.DRAFT


def test_how_many_hear_of_it_is_said(client, event):
    assert facts(client)["邮件"] == "尚无人报名，不发送邮件"
    for status in (Status.CONFIRMED, Status.PENDING):
        make_registration(event, status=status)
    from_draft = facts(client)["邮件"]
    event.status = EventStatus.POSTPONED
    db.session.commit()

    assert (from_draft[:6], facts(client)["邮件"][:6]) == ("涉及 1 人", "涉及 2 人")
