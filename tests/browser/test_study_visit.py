"""The study visit E3 while it takes place: stops, batches, heads counted at a stop, a finding by link on a phone, the report."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import delete, select

from eventmgr.console.sample.people.roster import VISIT
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.programme.study_visits.models import VisitBatch, VisitFinding
from eventmgr.programme.study_visits.queries import list_whole_stops
from tests.browser.filling import tell_nobody
from tests.browser.site import Site

BASE = f"/manage/events/{VISIT}"


@pytest.fixture(scope="module")
def running(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation of its own, in which the visit takes place now and nobody has made batches of the laboratory."""
    site = Site(tmp_path_factory.mktemp("visit"))
    try:
        site.start(sample)
        with site.inside().app_context(), transaction():
            event, begun = visit(), clock.now().replace(second=0, microsecond=0) - timedelta(minutes=30)
            event.status, event.starts_at, event.ends_at = EventStatus.PUBLISHED, begun, begun + timedelta(days=3)
            item = laboratory(event)
            item.starts_at, item.ends_at = begun, begun + timedelta(minutes=170)
            db.session.execute(delete(VisitBatch).where(VisitBatch.item_id == item.id))
            db.session.execute(delete(VisitFinding).where(VisitFinding.item_id == item.id))
        yield site
    finally:
        site.stop()


def visit() -> Event:
    return db.session.scalars(select(Event).where(Event.slug == VISIT)).one()


def laboratory(event: Event) -> AgendaItem:
    return next(item for item in list_items(event.id) if item.title["zh"] == "智能传感器实验室")


@pytest.fixture
def open_page(chromium: Browser, running: Site) -> Iterator[Callable[..., Page]]:
    """`open_page(width, locale)`: a page in a context of its own, on whose console nothing may stand."""
    contexts, errors = [], []

    def make(width: int, locale: str, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 740}, locale=locale, base_url=running.address,
            java_script_enabled=javascript,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def test_a_visit_from_its_batches_to_its_report(
    open_page: Callable[..., Page], axe: Callable[[Page], None], running: Site
):
    with running.inside().app_context():
        event = visit()
        stop = next(one for one in list_whole_stops(event.id) if one.item.id == laboratory(event).id)
        first = stop.admitted[0]
        number, name, unit = stop.item.id, first.name, first.unit_code
        token = my_token(db.session.get_one(Registration, first.id))
    office = open_page(1280, "zh-CN")
    office.goto(running.sign_in_link())
    office.locator("main form [type=submit]").first.click()
    office.goto(f"{BASE}/visits/?lang=zh")
    expect(office.locator("main")).to_contain_text("与名单不符")
    axe(office)
    make_batches(office, axe, number, first.id)
    count_heads(office, number, unit, name)
    write_finding(open_page(360, "en-GB", javascript=False), axe, token, open_page(360, "en-GB"))
    office.goto(f"{BASE}/visits/findings/")
    finding = office.locator("section.card", has_text="Calibrated in series")
    finding.get_by_label("列入考察报告").check()
    finding.get_by_label("报告用语").fill("传感器一次完成批量标定，值得推广。")
    axe(office)
    finding.get_by_role("button").click()
    body = office.request.get(f"{BASE}/reports/visit-report.pdf?lang=zh").body()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).replace("\n", "")
    assert ("传感器一次完成批量标定，值得推广。" in text, name in text) == (True, False)


def make_batches(office: Page, axe: Callable[[Page], None], number: int, person: int) -> None:
    """Proposed; one person drawn to the other batch and locked; kept when batches are made anew."""
    office.goto(f"{BASE}/visits/{number}/")
    office.get_by_role("button", name="编排批次").click()
    tell_nobody(office)
    expect(office.locator("section[data-to]")).to_have_count(2)
    axe(office)
    row = office.locator("tr", has=office.locator(f"#batch-{person}"))
    office.set_viewport_size({"width": 1280, "height": 2600})
    row.locator("td").first.drag_to(office.locator("section[data-to]").nth(1).locator("h3"))
    expect(office.locator(f"#batch-{person}")).to_have_value("2")
    office.locator(f"#lock-{person}").check()
    office.get_by_role("button", name="保存批次").click()
    tell_nobody(office)
    expect(office.locator("main")).to_contain_text("已调整 1 人")
    office.get_by_role("button", name="重新编排").click()
    tell_nobody(office)
    expect(office.locator("section[data-to]").nth(1).locator(f"#batch-{person}")).to_have_value("2")


def count_heads(office: Page, number: int, unit: str, name: str) -> None:
    """On the page of check-in for the person's delegation."""
    office.get_by_role("link", name="清点人数").click()
    listed = office.url.rpartition("list=")[2]
    office.goto(f"{BASE}/checkin/groups/{unit}/?list={listed}")
    row = office.locator("li", has_text=name)
    if row.locator("input").count():
        row.locator("input").check()
        office.get_by_role("button", name="签到").click()
    office.goto(f"{BASE}/visits/{number}/")
    expect(office.locator("tr", has_text=name)).to_contain_text("已到")


def write_finding(plain: Page, axe: Callable[[Page], None], token: str, phone: Page) -> None:
    """Without scripts; then read on a phone with them."""
    plain.goto(f"/my/{token}/visits/?lang=en")
    card = plain.locator("section.card", has_text="Sensor laboratory")
    expect(card).to_contain_text("batch 2")
    card.get_by_role("link").click()
    plain.get_by_label("What I saw").fill("Calibrated in series")
    plain.get_by_role("button", name="Save").click()
    expect(plain.locator("body")).to_contain_text("Your findings are kept")
    phone.goto(f"/my/{token}/visits/?lang=en")
    axe(phone)
    phone.get_by_role("link", name="Change my findings").first.click()
    expect(phone.get_by_label("What I saw")).to_have_value("Calibrated in series")
    axe(phone)
