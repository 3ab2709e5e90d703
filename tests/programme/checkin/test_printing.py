"""Badges from a check-in device: of whom it prints, what is kept of it, and who waits for one."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.kept.models import PaperPrint, PrintedPart
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.tools.log.models import AuditEntry
from tests.factories import make_event, make_member, make_person, make_registration
from tests.programme.checkin.drafts import draft, make_device, make_list, take
from tests.programme.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("database")
BADGE = "papers/badges.pdf?only={}&lang=zh"


@pytest.fixture
def event(frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


def test_a_device_prints_the_badge_of_whom_it_has_checked_in_and_that_is_kept(sign_in, client, event):
    device = make_device(event, token="t", name="东门")
    phone, place, other = Phone(client, "t"), make_registration(event, make_person("王小明")), make_registration(event)
    take(event, draft(place=place), draft(place=other), device=device)

    answer = phone.get(BADGE.format(place.id))

    pages = PdfReader(io.BytesIO(answer.data)).pages
    assert (answer.headers["Cache-Control"], len(pages)) == ("private, no-store", 1)
    assert "王小明" in "".join(pages[0].extract_text().split())
    kept, part = db.session.scalars(select(PaperPrint)).one(), db.session.scalars(select(PrintedPart)).one()
    assert (kept.paper, kept.device_id, kept.user_id, part.registration_id) == ("badges", device.id, None, place.id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "printed")).one()
    assert (entry.actor_name, entry.object_name) == ("东门", "badges.pdf")
    assert (
        "东门"
        in sign_in(make_member(event, TeamRole.REGISTRAR)).get(f"/manage/events/{event.slug}/reports/prints/").text
    )


def test_a_device_prints_for_nobody_else_and_nothing_but_papers_of_the_desk(client, event):
    gate = make_list(event, ListKind.GATE)
    make_device(event, token="t"), make_device(event, token="leader", unit_code="420000")
    phone, leader = Phone(client, "t"), Phone(client, "leader")
    here, absent, at_gate, foreign = (make_registration(each) for each in (event, event, event, make_event()))
    take(event, draft(place=here), draft(place=at_gate, list_id=gate.id))
    take(foreign.event, draft(place=foreign))

    asked = [
        *(phone.get(BADGE.format(place.id)) for place in (absent, at_gate, foreign)),
        leader.get(BADGE.format(here.id)),
        phone.get(f"papers/roster.pdf?only={here.id}"),
        phone.get("papers/badges.pdf"),
    ]

    assert [answer.status_code for answer in asked] == [404] * 6
    assert phone.get(BADGE.format(here.id)).status_code == 200
    assert client.get(f"/checkin/device/papers/badges.pdf?only={here.id}").status_code == 400
    make_device(event, token="lost", shut_out_at=clock.now())
    assert Phone(client, "lost").get(BADGE.format(here.id)).status_code == 410


def waiting(browser, event):
    """Who has no badge, as the board says."""
    page = browser.get(f"/manage/events/{event.slug}/checkin/board/").text
    return re.findall(r'<li data-row="\d+"><strong>(\w+)', page), re.findall(r'"checkin_unprinted">(\d+)', page)


def test_the_board_lists_who_is_here_without_a_badge_once_badges_are_printed_a_substitute_too(sign_in, client, event):
    device = make_device(event, token="t", takes_walk_ins=True)
    phone, browser = Phone(client, "t"), sign_in(make_member(event, TeamRole.REGISTRAR))
    places = [make_registration(event, make_person(name)) for name in ("王小明", "李四")]
    make_registration(event, make_person("未到"))
    take(event, *(draft(place=place) for place in places), device=device)
    before = waiting(browser, event)
    phone.get(BADGE.format(places[0].id))
    after = waiting(browser, event)
    printed = {"name": "赵一", "mobile": "13900000001", "telling": "nobody"}
    browser.post(f"/manage/events/{event.slug}/checkin/{places[0].id}/substitute", data=printed)

    assert (before, after) == (([], []), (["李四"], ["1"]))
    db.session.expire_all()
    assert db.session.get(Registration, places[0].id).name == "赵一"
    assert (sorted(waiting(browser, event)[0]), waiting(browser, event)[1]) == (["李四", "赵一"], ["2"])
