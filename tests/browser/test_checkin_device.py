"""A check-in device in Chromium: set up by its link, cut off, used, connected again; shut out and signed out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.acts.merge import merge
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinAct, CheckinDevice, CheckinList
from tests.browser.phones import Phone
from tests.browser.site import Site


@pytest.fixture(scope="module")
def own_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation of its own, because its seminar takes place today."""
    site = Site(tmp_path_factory.mktemp("devices"))
    try:
        site.start(sample)
        with site.inside().app_context(), transaction():
            event = seminar()
            event.starts_at, event.ends_at = clock.now() - timedelta(hours=1), clock.now() + timedelta(days=2)
            at = clock.now()
            db.session.add(
                CheckinList(
                    event_id=event.id, kind=ListKind.GATE, title={"zh": "东门", "en": "East gate"}, created_at=at
                )
            )
        yield site
    finally:
        site.stop()


def seminar() -> Event:
    return db.session.scalars(select(Event).where(Event.slug == "shanghai-seminar")).one()


def make_link(site: Site, name: str) -> str:
    """The token of the link of a new device that serves arrivals and the gate."""
    with site.inside().app_context(), transaction():
        event = seminar()
        numbers = [0, *db.session.scalars(select(CheckinList.id).where(CheckinList.event_id == event.id))]
        device = CheckinDevice(
            event_id=event.id, name=name, list_ids=numbers, takes_walk_ins=True, created_at=clock.now(),
            ends_at=clock.now() + timedelta(days=2),
        )  # fmt: skip
        db.session.add(device)
        db.session.flush()
        return services.link_device(device, at=clock.now())


def expected(site: Site, number: int) -> list[tuple[int, str, str]]:
    """(number, name, code) of people who hold a place and have not arrived; each name is borne by one person."""
    with site.inside().app_context():
        query = select(Registration).where(
            Registration.event_id == seminar().id, Registration.status == Status.CONFIRMED
        )
        rows = list(db.session.scalars(query.order_by(Registration.id)))
        names = [
            row.name for row in db.session.scalars(select(Registration).where(Registration.event_id == seminar().id))
        ]
        alone = [row for row in rows if sum(row.name in name for name in names) == 1]
        return [(row.id, row.name, check_in_code(row)) for row in alone[:number]]


@pytest.fixture
def phones(chromium: Browser, own_site: Site) -> Iterator[Callable[..., Phone]]:
    """`phones(name)`: a phone that is set up."""
    made: list[Phone] = []

    def make(name: str, lang: str = "en") -> Phone:
        phone = Phone(chromium, own_site, lang)
        made.append(phone)
        phone.set_up(make_link(own_site, name))
        return phone

    yield make
    for phone in made:
        phone.context.close()
    assert [error for phone in made for error in phone.errors] == []


def acts_of(site: Site, name: str) -> list[tuple[Any, ...]]:
    """(kind, list, registration, note) of what that device has told, in the order of time."""
    with site.inside().app_context():
        query = select(CheckinAct).join(CheckinDevice, CheckinDevice.id == CheckinAct.device_id)
        rows = db.session.scalars(query.where(CheckinDevice.name == name).order_by(CheckinAct.at, CheckinAct.number))
        return [(row.kind, row.list_id, row.registration_id, row.note) for row in rows]


def test_a_phone_works_cut_off_and_what_it_did_is_there_once_it_is_connected(
    own_site: Site, phones: Callable[..., Phone], axe: Callable[[Page], None]
):
    phone = phones("East 1")
    by_name, by_code, gone, replaced = expected(own_site, 4)
    axe(phone.page)

    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.locator("[data-screen=main]")).to_be_visible()
    expect(phone.page.locator("[data-line]")).to_have_attribute("data-up", "false", timeout=20_000)
    phone.check_in(by_name[1])
    phone.find(by_code[2].lower())
    expect(phone.page.locator("[data-result]")).to_contain_text(by_code[1])
    phone.find(by_code[2])
    expect(phone.page.locator("[data-result]")).to_contain_text("Already in since")
    phone.find("X" * 45)
    expect(phone.page.locator("[data-result]")).to_contain_text("not a check-in code of this event")
    phone.check_in(gone[1])
    last = phone.page.locator("[data-last]")
    last.locator("summary").click()
    last.get_by_role("button", name="Note").first.click()
    expect(phone.page.locator("[data-result]")).to_contain_text("The note is kept.")
    last.locator("li", has_text="Checked in").first.get_by_role("button", name="Undo").click()
    phone.page.locator("[data-list]").select_option(label="East gate")
    phone.check_in(gone[1])
    phone.page.get_by_role("button", name="Out", exact=True).click()
    phone.find(gone[1])
    phone.page.locator("[data-found] button").first.click()
    register(phone, "赵一鸣", "13900000017")
    expect(phone.page.locator("[data-printed]")).to_contain_text("nothing was printed")
    replace(phone, replaced[1], "钱替会", "13900000018")
    phone.unsent(9)
    phone.page.reload()
    phone.unsent(9)
    assert phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert acts_of(own_site, "East 1") == []

    phone.context.set_offline(False)
    phone.open_device()
    phone.page.locator("[data-sync]").click()
    phone.unsent(0)
    answered_with_a_badge(phone, by_name[1])

    gate = next(number for _kind, number, *_rest in acts_of(own_site, "East 1") if number)
    with own_site.inside().app_context():
        walk_in = db.session.scalars(select(Registration).where(Registration.name == "赵一鸣")).one()
        states = {row.id: row.status for row in db.session.scalars(select(Registration))}
        names = {row.id: row.name for row in db.session.scalars(select(Registration))}
        laws = [law() for law in LAWS.values()]
        merged = merge(queries.list_acts(seminar().id), {gate: ListKind.GATE})
    assert acts_of(own_site, "East 1") == [
        (CheckinKind.IN, None, by_name[0], ""),
        (CheckinKind.IN, None, by_code[0], ""),
        (CheckinKind.IN, None, gone[0], ""),
        (CheckinKind.NOTE, None, gone[0], "先到餐厅"),
        (CheckinKind.UNDO, None, None, ""),
        (CheckinKind.IN, gate, gone[0], ""),
        (CheckinKind.OUT, gate, gone[0], ""),
        (CheckinKind.WALK_IN, None, walk_in.id, ""),
        (CheckinKind.SUBSTITUTE, None, replaced[0], ""),
        (CheckinKind.IN, gate, by_name[0], ""),
    ]
    assert [states[number] for number in (by_name[0], by_code[0], gone[0], walk_in.id, replaced[0])] == [
        Status.ATTENDED, Status.ATTENDED, Status.CONFIRMED, Status.ATTENDED, Status.ATTENDED,
    ]  # fmt: skip
    assert names[replaced[0]] == "钱替会"
    assert (laws, merged.is_in(gate, f"r{gone[0]}"), merged.conflicts) == ([[], [], []], False, ())


def register(phone: Phone, name: str, mobile: str) -> None:
    """Somebody comes without registration."""
    phone.page.get_by_text("Came without registration").first.click()
    for field, typed in (("name", name), ("organization", "样例机械厂"), ("mobile", mobile)):
        phone.page.locator(f"[data-walk-in] [name={field}]").fill(typed)
    phone.page.locator("[data-walk-in] [type=submit]").click()


def replace(phone: Phone, former: str, name: str, mobile: str) -> None:
    """Somebody comes in the place of somebody else."""
    phone.page.get_by_role("button", name="In", exact=True).click()
    phone.find(former)
    phone.page.get_by_role("button", name="Replace the person").click()
    expect(phone.page.locator("[data-instead]")).to_have_text(f"Instead of {former}")
    phone.page.locator("[data-substitute] [name=name]").fill(name)
    phone.page.locator("[data-substitute] [name=mobile]").fill(mobile)
    phone.page.locator("[data-substitute] [type=submit]").click()
    expect(phone.page.locator("[data-result]")).to_contain_text(name)


def answered_with_a_badge(phone: Phone, name: str) -> None:
    """Checked in at the gate, which the device serves; the badge comes as a PDF."""
    phone.check_in(name)
    with phone.page.expect_response("**/checkin/device/papers/badges.pdf?*") as answer:
        phone.page.locator("[data-paper=badges]").click()
    assert (answer.value.status, answer.value.headers["content-type"]) == (200, "application/pdf")
    expect(phone.page.locator("[data-printed] a")).to_have_attribute("href", re.compile("^blob:"))
    phone.unsent(0)


def test_what_one_phone_did_the_other_knows(own_site: Site, phones: Callable[..., Phone]):
    first, second = phones("East 2"), phones("West 2", lang="zh")
    ((_number, name, _code),) = expected(own_site, 1)

    first.check_in(name)
    first.unsent(0)
    second.open_device()
    second.page.locator("[data-sync]").click()
    second.ready()
    second.find(name)

    expect(second.page.locator("[data-found]")).to_contain_text("已于")
    assert second.page.locator("[data-found] button").count() == 0


def test_nothing_readable_lies_on_the_phone_and_a_lost_one_deletes_itself(own_site: Site, phones: Callable[..., Phone]):
    phone = phones("East 3")
    ((_number, name, _code),) = expected(own_site, 1)
    kept = phone.page.evaluate(STORED)

    with own_site.inside().app_context(), transaction():
        device = db.session.scalars(select(CheckinDevice).where(CheckinDevice.name == "East 3")).one()
        device.shut_out_at = clock.now()
    phone.open_device()
    phone.page.locator("[data-sync]").click()

    expect(phone.page.locator("[data-trouble]")).to_contain_text("Its data was deleted.")
    after = phone.page.evaluate(STORED)
    assert (kept["keys"], kept["exported"], kept["values"] > 0) == (1, "InvalidAccessError", True)
    assert name not in kept["text"]
    assert (after["keys"], after["values"]) == (0, 0)


def test_signing_out_deletes_everything_and_ends_the_device(own_site: Site, phones: Callable[..., Phone]):
    phone = phones("East 4")

    phone.open_device()
    phone.page.get_by_role("button", name="Sign this device out").click()

    expect(phone.page.locator("[data-screen=nothing]")).to_be_visible()
    after = phone.page.evaluate(STORED)
    with own_site.inside().app_context():
        device = db.session.scalars(select(CheckinDevice).where(CheckinDevice.name == "East 4")).one()
    assert (after["keys"], after["values"], device.shut_out_at is not None) == (0, 0, True)


STORED = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("eventmgr-checkin");
    request.onsuccess = () => resolve(request.result);
  });
  const all = (store) => new Promise((resolve) => {
    const request = database.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  const [keys, values, outbox] = await Promise.all(["keys", "values", "outbox"].map(all));
  const texts = [...values, ...outbox].map(({ box }) => new TextDecoder().decode(box));
  const exported = keys[0] && (await crypto.subtle.exportKey("raw", keys[0]).catch((error) => error.name));
  database.close();
  return { keys: keys.length, values: values.length + outbox.length, text: texts.join(" "), exported };
}"""
