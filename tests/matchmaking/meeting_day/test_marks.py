"""Marks at tables as organizers and hosts set them, and what the page of a meeting shows of what was told."""

from __future__ import annotations

import re

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOutcome, ScreenKind
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from tests.conftest import client_of
from tests.factories import NOON, keep, make_member
from tests.matchmaking.meeting_day.pages import asked_of, asker_of, begun, key, screen, staff
from tests.matchmaking.meeting_day.worlds import act, make_day, sent
from tests.safety.hostile import forms_of


def test_marks_of_organizers_carry_the_token_and_those_of_a_host_need_none(frozen, make_app, sign_in):
    """Each form as its page has it, in an application as it is installed."""
    day = make_day()
    guarded = make_app(WTF_CSRF_ENABLED=True)
    office = sign_in(make_member(day.event, TeamRole.CHECK_IN), client_of(guarded))
    pages = {
        f"/manage/events/{day.event.slug}/matchmaking/day/tables/": office,
        f"/matchmaking/host/{screen_token(screen(day, ScreenKind.HOST))}/": client_of(guarded),
    }
    for page, browser in pages.items():
        forms = [form for form in forms_of(browser.get(page).text, page) if ("mark", "held") in form.buttons]
        assert forms, page
        answers = {browser.post(form.path, data=dict(form.fields + form.buttons)).status_code for form in forms}
        assert answers == {303}
    db.session.expire_all()
    assert {act.kind for act in db.session.query(DayAct)} == {ActKind.HELD}


def test_a_mark_of_somebody_who_must_sign_in_again_is_answered_in_words_for_the_script(frozen, make_app, sign_in):
    """So that it keeps the mark, and sends it once its sender has signed in."""
    day = make_day()
    guarded = make_app(WTF_CSRF_ENABLED=True)
    page = f"/manage/events/{day.event.slug}/matchmaking/day/tables/"
    office = sign_in(make_member(day.event, TeamRole.CHECK_IN), client_of(guarded))
    form = next(form for form in forms_of(office.get(page).text, page) if ("mark", "held") in form.buttons)
    sent_anew = dict(form.fields + form.buttons)
    office.delete_cookie("session")
    refused = office.post(form.path, data=sent_anew, headers={"Accept": "application/json"})

    assert (refused.status_code, refused.json["again"], "<" in refused.json["said"]) == (400, True, False)
    assert db.session.query(DayAct).count() == 0


@pytest.mark.parametrize("kind", ActKind)
def test_whatever_was_told_the_pages_of_the_day_and_of_the_meeting_open(frozen, sign_in, database, kind):
    """Also where the act says nothing beyond its kind."""
    day = make_day()
    meeting = begun(day)
    for number, payload in enumerate(({}, {"until": None, "by": "", "side": None})):
        keep(
            DayAct(event_id=day.event.id, key=f"{number:036}", kind=kind, teller="user:1", meeting_id=meeting.id,
                   party_id=meeting.request.asker_id, payload=payload, at=NOON, received_at=NOON)
        )  # fmt: skip
    office, home = staff(day, sign_in), f"/manage/events/{day.event.slug}/matchmaking/day/"

    assert [office.get(home + page).status_code for page in ("", f"meetings/{meeting.id}/", "tables/")] == [200] * 3


def test_each_mark_leads_to_the_page_of_the_meeting_which_says_who_told_what(frozen, sign_in, database):
    day = make_day()
    meeting = begun(day)
    asker, asked = (party.organization.name for party in (asker_of(meeting), asked_of(meeting)))
    office = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/meetings/{meeting.id}/"
    said = {
        "arrived_asker": f"已到桌 · {asker}",
        "arrived_asked": f"已到桌 · {asked}",
        "started": "洽谈开始",
        "missed_asker": "洽谈未到场 · 发起方未到场",
        "missed_asked": "洽谈未到场 · 受邀方未到场",
        "missed_both": "洽谈未到场 · 双方均未到场",
        "held": "洽谈已举行",
    }
    shown = {}
    for mark in said:
        page = office.get(office.post(f"{home}mark", data={"mark": mark, "key": key()}).location).text
        shown[mark] = re.findall(r"</span> ([^<]+) <span class=.muted.>", page)[-1]
    assert shown == said
    assert db.session.get(Meeting, meeting.id).state is MeetingState.HELD


def test_organizers_read_rating_and_next_step_on_the_page_of_a_meeting_that_was_held(frozen, sign_in, database):
    day = make_day()
    meeting = begun(day)
    details = services.Details(next_step="寄送样品到武汉", rating=2)
    with transaction():
        services.held(day.event, meeting, sent(), act=act())
        services.tell_result(
            day.event, meeting, asker_of(meeting), MeetingOutcome.AGAIN, sent("party:1"), details=details, act=act()
        )
    page = staff(day, sign_in).get(f"/manage/events/{day.event.slug}/matchmaking/day/meetings/{meeting.id}/").text

    assert ("寄送样品到武汉" in page, "帮助不大" in page) == (True, True)
