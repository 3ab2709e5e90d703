"""The days of a seminar (E1) from the first badge to the summary: one record, nothing typed twice."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from tests.browser.conftest import LOCALES
from tests.browser.filling import press
from tests.browser.phones import Phone
from tests.browser.site import Site

EVENT = "/manage/events/shanghai-seminar"


@pytest.fixture(scope="module")
def own_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation of its own, because its seminar takes place today."""
    site = Site(tmp_path_factory.mktemp("days"))
    try:
        site.start(sample)
        with site.inside().app_context(), transaction():
            event = seminar()
            event.starts_at, event.ends_at = clock.now() - timedelta(hours=1), clock.now() + timedelta(days=2)
        yield site
    finally:
        site.stop()


@pytest.fixture
def office(chromium: Browser, own_site: Site) -> Iterator[Page]:
    """The secretariat, signed in, in Chinese on a screen."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        locale=LOCALES["zh"],
        base_url=own_site.address,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(own_site.sign_in_link())
    if "/manage/" not in page.url:
        press(page.locator("main form [type=submit]").first)
    yield page
    context.close()


@pytest.fixture
def phone(chromium: Browser, own_site: Site) -> Iterator[Phone]:
    phone = Phone(chromium, own_site)
    yield phone
    phone.context.close()
    assert phone.errors == []


def seminar() -> Event:
    return db.session.scalars(select(Event).where(Event.slug == "shanghai-seminar")).one()


def expected(site: Site, number: int) -> list[tuple[int, str]]:
    """(number, name) of people who hold a place and have not arrived; each name is borne by one person."""
    with site.inside().app_context():
        rows = list(
            db.session.scalars(
                select(Registration).where(Registration.event_id == seminar().id).order_by(Registration.id)
            )
        )
        names = [row.name for row in rows]
        alone = [row for row in rows if sum(row.name in name for name in names) == 1]
        coming = [
            row
            for row in alone
            if row.status is Status.CONFIRMED and row.role == Role.DELEGATE and row.objected_at is None
        ]
        return [(row.id, row.name) for row in coming][:number]


def paper(office: Page, name: str, query: str = "") -> tuple[int, str]:
    """Pages and words (blanks left out) of a paper in Chinese, as printed now."""
    answer = office.request.get(f"{EVENT}/reports/{name}.pdf?lang=zh{query}")
    assert answer.status == 200
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


def number_here(office: Page, listed: str = "") -> str:
    """The sentence to read out of the board."""
    office.goto(f"{EVENT}/checkin/board/{listed}")
    return "".join(office.locator(".checkin-aloud").inner_text().split())


def test_the_days_of_a_seminar_from_its_badges_to_its_summary(
    office: Page, phone: Phone, own_site: Site, axe: Callable[[Page], None]
):
    first, second, third, absent, renamed = expected(own_site, 5)
    print_everything(office, renamed[1])
    bus = add_a_bus(office, axe)
    set_up(office, phone, axe)
    check_in_without_a_network(phone, [first, second], by_desk=third, office=office)
    replace_and_register(office, absent, axe)
    only_the_changed_are_printed_again(office, renamed, axe)
    count_at_the_bus(office, phone, bus, [first, second])
    answer_a_questionnaire(own_site, office, first, axe)
    sum_up(office)


def save(office: Page, form: str) -> None:
    """Press the form's button; where somebody would be told by e-mail, nobody is."""
    press(office.locator(f"main form:has({form}) [type=submit]").last)
    quietly = office.get_by_role("button", name="保存，不通知")
    if quietly.count():
        press(quietly)


def print_everything(office: Page, name: str) -> None:
    for made in ("badges", "roster", "deskcards"):
        pages, words = paper(office, made, "&print=1")
        assert (pages > 3, name in words) == (True, True)


def add_a_bus(office: Page, axe: Callable[[Page], None]) -> str:
    """The number of the list of those who board the first bus."""
    office.goto(f"{EVENT}/checkin/lists/")
    office.locator("[name=kind]").select_option("bus")
    office.locator("[name=title_zh]").fill("1号车")
    office.locator("[name=title_en]").fill("Bus 1")
    press(office.locator("main form:has([name=kind]) [type=submit]"))
    axe(office)
    office.goto(f"{EVENT}/checkin/board/")
    return str(office.locator("#board-list option", has_text="1号车").get_attribute("value"))


def set_up(office: Page, phone: Phone, axe: Callable[[Page], None]) -> None:
    """The device is added at the desk, and its link opened on the phone."""
    office.goto(f"{EVENT}/checkin/devices/")
    office.locator("[name=name]").fill("东门")
    for box in office.locator("[name=lists]").all():
        box.check()
    press(office.locator("main form:has([name=lists]) [type=submit]"))
    axe(office)
    link = str(office.locator("main a[href*='#pair=']").get_attribute("href"))
    phone.set_up(link.partition("#pair=")[2])


def check_in_without_a_network(
    phone: Phone, people: list[tuple[int, str]], *, by_desk: tuple[int, str], office: Page
) -> None:
    """Two are checked in while the line is down, one at the desk meanwhile; afterwards both know all three."""
    phone.context.set_offline(True)
    for _number, name in people:
        phone.check_in(name)
    phone.unsent(len(people))
    office.goto(f"{EVENT}/checkin/?q={by_desk[1]}")
    office.locator(f"form[action$='/{by_desk[0]}/mark'] [type=submit]").first.click()
    expect(office.locator(".desk-result")).to_contain_text(by_desk[1])
    assert "1人" in number_here(office)
    phone.context.set_offline(False)
    phone.open_device()
    phone.page.locator("[data-sync]").click()
    phone.unsent(0)
    assert "3人" in number_here(office)
    phone.find(by_desk[1])
    expect(phone.page.locator("[data-found]")).to_contain_text("Already in")


def replace_and_register(office: Page, absent: tuple[int, str], axe: Callable[[Page], None]) -> None:
    """Replace the person instead, and somebody who has not registered."""
    office.goto(f"{EVENT}/checkin/{absent[0]}/substitute")
    office.locator("[name=name]").fill("顾替会")
    office.locator("[name=mobile]").fill("15400000451")
    save(office, "[name=mobile]")
    expect(office.locator(".desk-result")).to_contain_text("顾替会")
    axe(office)
    office.goto(f"{EVENT}/checkin/walk-in")
    office.locator("[name=name]").fill("何临到")
    office.locator("[name=mobile]").fill("15400000452")
    office.locator("[name=organization]").fill("样例临到机械厂")
    office.locator("[name=unit]").select_option(index=1)
    save(office, "[name=organization]")
    expect(office.locator(".desk-result")).to_contain_text("何临到")
    assert "5人" in number_here(office)


def only_the_changed_are_printed_again(office: Page, renamed: tuple[int, str], axe: Callable[[Page], None]) -> None:
    """Substitute, walk-in and a corrected name are all that is printed once more, and the page says why."""
    office.goto(f"{EVENT}/registrations/{renamed[0]}/edit")
    office.locator("main [name=name]").fill(f"{renamed[1]}晔")
    save(office, "[name=name]")
    office.goto(f"{EVENT}/reports/badges/changes/")
    said = office.locator("main").inner_text()
    assert [name in said for name in ("顾替会", "何临到", f"{renamed[1]}晔")] == [True, True, True]
    axe(office)
    pages, words = paper(office, "badges", "&changed=1")
    assert (pages, "顾替会" in words, f"{renamed[1]}晔" in words) == (1, True, True)


def count_at_the_bus(office: Page, phone: Phone, bus: str, people: list[tuple[int, str]]) -> None:
    phone.page.locator("[data-list]").select_option(label="Bus 1")
    for _number, name in people:
        phone.check_in(name)
    phone.unsent(0)
    assert "2人" in number_here(office, f"?list={bus}")


def answer_a_questionnaire(site: Site, office: Page, person: tuple[int, str], axe: Callable[[Page], None]) -> None:
    """The questionnaire that is proposed is opened, and answered on the own phone of somebody who is here."""
    office.goto(f"{EVENT}/surveys/new")
    office.locator("[name=title_zh]").fill("会议评价")
    office.get_by_label("记名：").check()
    press(office.get_by_role("button", name="保存"))
    press(office.get_by_role("button", name="发布"))
    number = office.url.rstrip("/").rpartition("/")[2]
    with site.inside().app_context():
        own = f"/my/{my_token(db.session.get_one(Registration, person[0]))}/surveys/{number}/"
    office.goto(own)
    office.get_by_role("group").first.get_by_label("5", exact=True).check()
    press(office.get_by_role("button", name="提交"))
    axe(office)
    office.goto(f"{EVENT}/surveys/{number}/results/")
    assert "应答人数5其中已填写1" in "".join(office.locator("main").inner_text().split())


def sum_up(office: Page) -> None:
    """Summary and brief of the same minute say the same: expected, present, provinces, delegations."""
    brief, summary = paper(office, "brief")[1], paper(office, "summary")[1]
    assert ("10851315应到实到" in brief, "10810851315" in summary) == (True, True)
