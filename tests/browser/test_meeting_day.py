"""The day of meetings on a phone whose line is bad: what is tapped is sent later, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from tests.browser.site import Site
from tests.factories import together
from tests.matchmaking.meeting_day.worlds import Day, make_day


@pytest.fixture(scope="module")
def own_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation of its own, with meetings that are under way."""
    site = Site(tmp_path_factory.mktemp("meeting-day"))
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def today(own_site: Site) -> str:
    """Address of the day of a party that has had two meetings."""
    with own_site.inside().app_context():
        day = under_way()
        address = f"/meetings/{link_token(list_people_of(day.parties[0].id)[0])}/today/"
        TODAY.append(day.event.id)
        db.session.remove()
        return address


def under_way() -> Day:
    """An event whose third round began two minutes ago; made in one writing transaction, since the site's worker writes too."""
    at = clock.now().replace(microsecond=0) - timedelta(minutes=2)
    with transaction(), together():
        return make_day(parties=4, requests=6, tables=2, at=at)


TODAY: list[int] = []
"""The event of the page `today`; another test of this file makes another one."""


def list_told() -> list[MeetingResult]:
    """What was said of the meetings that are under way there."""
    found = db.session.query(MeetingResult).join(MeetingParty, MeetingParty.id == MeetingResult.party_id)
    return found.filter(MeetingParty.event_id == TODAY[-1]).order_by(MeetingResult.meeting_id).all()


def on_a_phone(chromium: Browser, site: Site, address: str) -> tuple[BrowserContext, Page]:
    """A phone with that page open, and the page."""
    context = chromium.new_context(locale="zh-CN", base_url=site.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    return context, page


def test_results_tapped_without_a_line_are_sent_once_it_is_back(chromium: Browser, own_site: Site, today: str):
    with own_site.inside().app_context(), transaction():  # of the tests of this file another one may have come first
        for one in list_told():
            db.session.delete(one)
    context, page = on_a_phone(chromium, own_site, today)
    rows = page.locator("[data-day-part=list] .day-taps")
    assert rows.count() >= 2
    context.set_offline(True)
    rows.nth(0).get_by_role("button", name="再次洽谈").click()
    rows.nth(0).get_by_role("button", name="达成意向").click()
    rows.nth(1).get_by_role("button", name="无意向").click()
    expect(page.locator("[data-queue]")).to_contain_text("3")
    expect(rows.nth(0).get_by_role("button", name="达成意向")).to_have_attribute("aria-pressed", "true")
    with own_site.inside().app_context():
        before = db.session.query(DayAct).count()
        assert list_told() == []
    context.set_offline(False)
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=20_000)
    page.reload()
    expect(page.locator("[data-queue]")).to_be_hidden()
    with own_site.inside().app_context():
        assert sorted(one.outcome.value for one in list_told()) == [
            MeetingOutcome.INTENTION.value,
            MeetingOutcome.NO_INTEREST.value,
        ]
        assert db.session.query(DayAct).count() == before + 3
    context.close()


def test_what_was_tapped_waits_on_the_device_until_the_page_is_opened_again(
    chromium: Browser, own_site: Site, today: str
):
    context, page = on_a_phone(chromium, own_site, today)
    with own_site.inside().app_context():
        before = db.session.query(DayAct).count()
    context.set_offline(True)
    page.locator("[data-day-part=list] .day-taps").nth(0).get_by_role("button", name="达成协议").click()
    expect(page.locator("[data-queue]")).to_be_visible()
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(today)
    expect(again.locator("[data-queue]")).to_be_hidden(timeout=20_000)
    expect(
        again.locator("[data-day-part=list] .day-taps").nth(0).get_by_role("button", name="达成协议")
    ).to_have_attribute("aria-pressed", "true", timeout=20_000)
    with own_site.inside().app_context():
        assert db.session.query(DayAct).count() == before + 1
    context.close()


def test_details_typed_without_a_line_are_sent_once_it_is_back_and_put_back_where_they_are_refused(
    chromium: Browser, own_site: Site, today: str
):
    context, page = on_a_phone(chromium, own_site, today)
    with own_site.inside().app_context():
        before = db.session.query(DayAct).count()
    meeting = page.locator("[data-day-part=list] a[href*='/today/']").first.get_attribute("href")
    page.goto(meeting)
    page.get_by_label("达成协议").check()
    page.locator("[name=next_step]").fill("下周到厂考察")
    page.locator("[name=amount]").fill("300")
    context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-queue]")).to_be_in_viewport()
    expect(page.locator("[name=next_step]")).to_have_value("下周到厂考察")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(today)
    expect(page.locator("[data-queue-refused]")).to_be_visible(timeout=20_000)
    page.goto(meeting)
    expect(page.locator("[data-queue-refused]")).to_contain_text("金额")
    expect(page.locator("[name=next_step]")).to_have_value("下周到厂考察")
    with own_site.inside().app_context():
        assert db.session.query(DayAct).count() == before
    context.set_offline(True)
    page.locator("[name=amount_kind]").select_option(index=1)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-queue]")).to_be_visible()
    context.set_offline(False)
    expect(page).to_have_url(re.compile(rf"{today}#meeting-"), timeout=20_000)
    with own_site.inside().app_context():
        assert db.session.query(DayAct).count() == before + 1
        told = [one for one in list_told() if one.next_step]
        assert [(one.next_step, one.amount) for one in told] == [("下周到厂考察", 3_000_000)]
    page.goto(meeting)
    expect(page.locator("[data-queue-refused]")).to_be_hidden()
    context.close()


def test_marks_of_organizers_are_taken_and_wait_where_they_have_to_sign_in_again(chromium: Browser, own_site: Site):
    with own_site.inside().app_context():
        tables = f"/manage/events/{under_way().event.slug}/matchmaking/day/tables/"
        before = db.session.query(DayAct).count()
        db.session.remove()
    context, page = on_a_phone(chromium, own_site, own_site.sign_in_link())
    page.get_by_role("button").last.click()
    page.goto(tables)
    rows = page.locator(".day-row")
    rows.nth(0).get_by_role("button", name="已举行").click()
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=20_000)
    expect(page.locator("[data-queue-refused]")).to_be_hidden()
    with own_site.inside().app_context():
        assert db.session.query(DayAct).count() == before + 1
    context.clear_cookies()
    rows.nth(1).get_by_role("button", name="已举行").click()
    expect(page.locator("[data-queue-refused]")).to_be_visible()
    expect(page.locator("[data-queue]")).to_be_visible()
    page.goto(own_site.sign_in_link())
    page.get_by_role("button").last.click()
    page.goto(tables)
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=20_000)
    with own_site.inside().app_context():
        assert db.session.query(DayAct).count() == before + 2
    context.close()
