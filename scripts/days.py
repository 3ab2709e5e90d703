"""Take the pictures of docs/on-site.md, seating.md, logistics.md, study-visits.md, training.md and statistics.md.

python scripts/days.py

English pages of the sample; its seminar takes place today, with a bus to board and a check-in device. Needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from camera import Camera  # noqa: E402

from eventmgr.event.events.models import Event  # noqa: E402
from eventmgr.event.events.queries import find_event  # noqa: E402
from eventmgr.event.quotas.models import Status  # noqa: E402
from eventmgr.event.registration.models import Registration  # noqa: E402
from eventmgr.ground import clock  # noqa: E402
from eventmgr.ground.db import db, transaction  # noqa: E402
from eventmgr.programme.checkin import services  # noqa: E402
from eventmgr.programme.checkin.acts.kinds import ListKind  # noqa: E402
from eventmgr.programme.checkin.models import CheckinDevice, CheckinList  # noqa: E402
from tests.browser.conftest import ARGUMENTS, NAMES  # noqa: E402
from tests.browser.filling import press  # noqa: E402
from tests.browser.site import Site  # noqa: E402

PICTURES = ROOT / "docs" / "days"
LANGUAGE, SEMINAR = "en", "shanghai-seminar"
EVENT = f"/manage/events/{SEMINAR}"
VISIT, TRAINING = "/manage/events/delta-study-visit", "/manage/events/workshop-training"
ON_SCREEN = (
    ("lodging", f"{EVENT}/lodging/"),
    ("rides", f"{EVENT}/transport/?direction=outing"),
    ("rostrum", f"{EVENT}/seating/1/"),
    ("hall", f"{EVENT}/seating/2/"),
    ("tables", f"{EVENT}/seating/3/"),
    ("stops", f"{VISIT}/visits/"),
    ("hours", f"{TRAINING}/training/"),
    ("figures", f"{EVENT}/figures/"),
    ("figures-of-all", "/manage/figures/"),
)
"""Picture → page."""


def prepare(site: Site) -> str:
    """The seminar takes place now; the token of a device that serves arrivals and a bus."""
    with site.inside().app_context(), transaction():
        event = _seminar()
        event.starts_at, event.ends_at = clock.now() - timedelta(hours=1), clock.now() + timedelta(days=2)
        bus = CheckinList(
            event_id=event.id, kind=ListKind.BUS, title={"zh": "1号车", "en": "Bus 1"}, created_at=clock.now()
        )
        db.session.add(bus)
        db.session.flush()
        device = CheckinDevice(
            event_id=event.id, name="East gate", list_ids=[0, bus.id], takes_walk_ins=True, created_at=clock.now(),
            ends_at=clock.now() + timedelta(days=2),
        )  # fmt: skip
        db.session.add(device)
        db.session.flush()
        return services.link_device(device, at=clock.now())


def _seminar() -> Event:
    event = find_event(SEMINAR)
    assert event is not None
    return event


def _names(site: Site, number: int) -> list[str]:
    with site.inside().app_context():
        people = db.session.query(Registration).filter_by(event_id=_seminar().id, status=Status.CONFIRMED)
        return [one.name for one in people.order_by(Registration.id).limit(number)]


def check_in(phone: Page, names: list[str]) -> None:
    """By name, one after the other."""
    for name in names:
        phone.locator("#checkin-q").fill(name)
        phone.locator("[data-find] [type=submit]").click()
        phone.locator("[data-found] button").first.click()
        phone.locator("[data-result] .alert-success").wait_for()


def pictures(camera: Camera) -> None:
    """All of them."""
    token = prepare(camera.site)
    page, phone = camera.page(1280), camera.page(360)
    page.goto(camera.site.sign_in_link())
    press(page.locator("main form [type=submit]").first)
    page.goto(f"/?lang={LANGUAGE}")
    phone.goto(f"/checkin/device/{LANGUAGE}/#pair={token}")
    phone.locator("[data-pair]").click()
    phone.locator("[data-line][data-up=true]").wait_for()
    check_in(phone, _names(camera.site, 6))
    camera.take(phone, "device-phone")
    phone.locator("[data-unsent][data-number='0']").wait_for()
    camera.take(page, "desk", f"{EVENT}/checkin/")
    camera.take(page, "board", f"{EVENT}/checkin/board/")
    for name, path in ON_SCREEN:
        camera.take(page, name, path)


def main() -> None:
    """All pictures, anew."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit(f"Chromium ({', '.join(NAMES)}) is needed.")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        prepared = Path(folder) / "sample"
        site = Site(prepared)
        site.command("db", "upgrade")
        site.command("sample")
        site = Site(Path(folder) / LANGUAGE)
        site.start(prepared)
        try:
            pictures(Camera(browser, site, LANGUAGE, PICTURES))
        finally:
            site.stop()
        browser.close()


if __name__ == "__main__":
    main()
