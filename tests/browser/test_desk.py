"""The desk with a camera: a code held before it is read, marked and answered without a new page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.programme.checkin.models import CheckinDevice
from eventmgr.programme.checkin.services import link_device
from tests.browser.site import Site

DESK = "/manage/events/shanghai-seminar/checkin/"
_WIDTH, _HEIGHT = 640, 480


@pytest.fixture(scope="module")
def own_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation of its own, because its seminar takes place today."""
    site = Site(tmp_path_factory.mktemp("desk"))
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def arriving(own_site: Site) -> tuple[str, str]:
    """(code, name) of somebody who is expected today."""
    with own_site.inside().app_context(), transaction():
        event = db.session.scalars(select(Event).where(Event.slug == "shanghai-seminar")).one()
        event.starts_at, event.ends_at = clock.now() - timedelta(hours=1), clock.now() + timedelta(days=2)
        query = select(Registration).where(Registration.event_id == event.id, Registration.status == Status.CONFIRMED)
        place = db.session.scalars(query.order_by(Registration.id).limit(1)).one()
        return check_in_code(place), place.name


@pytest.fixture
def device(own_site: Site, arriving: tuple[str, str]) -> str:
    """The token of the link of a device."""
    with own_site.inside().app_context(), transaction():
        event = db.session.scalars(select(Event).where(Event.slug == "shanghai-seminar")).one()
        row = CheckinDevice(event_id=event.id, name="门口", list_ids=[0], created_at=clock.now(), ends_at=event.ends_at)
        db.session.add(row)
        db.session.flush()
        return link_device(row, at=clock.now())


def picture_of(code: str, path: Path) -> Path:
    """What a camera sees: the code in grey on a lighter wall, as raw video of one picture."""
    matrix = list(segno.make(code, error="m", micro=False).matrix_iter(border=4))
    side = 6
    left, top = (_WIDTH - side * len(matrix)) // 2, (_HEIGHT - side * len(matrix)) // 2
    rows = []
    for y in range(_HEIGHT):
        line = bytearray([180] * _WIDTH)
        if 0 <= (y - top) // side < len(matrix):
            for x, dark in enumerate(matrix[(y - top) // side]):
                line[left + x * side : left + (x + 1) * side] = bytes([40 if dark else 220] * side)
        rows.append(bytes(line))
    grey = bytes([128]) * (_WIDTH * _HEIGHT // 2)
    head = f"YUV4MPEG2 W{_WIDTH} H{_HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + (b"FRAME\n" + b"".join(rows) + grey) * 2)
    return path


@pytest.fixture
def phone(launch: Callable[..., Browser], own_site: Site, arriving: tuple[str, str], tmp_path: Path) -> Iterator[Page]:
    """A phone at the desk whose camera looks at the code; signed in; nothing may stand on its console."""
    video = picture_of(arriving[0], tmp_path / "code.y4m")
    complaints: list[str] = []
    browser = launch(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    )
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", base_url=own_site.address)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(own_site.sign_in_link())
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/manage/**")
    yield page
    browser.close()
    assert complaints == []


def test_a_code_before_the_camera_is_marked_once_while_it_is_held_there_at_the_desk_and_on_a_device(
    phone: Page, arriving: tuple[str, str], device: str
):
    phone.goto(f"{DESK}?lang=en")

    phone.get_by_role("button", name="Scan with the camera").click()

    expect(phone.locator("[data-outcome=arrived]")).to_contain_text(arriving[1], timeout=20_000)
    expect(phone.locator("video")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0

    phone.get_by_role("button", name="Stop the camera").click()
    phone.get_by_role("button", name="Scan with the camera").click()
    expect(phone.locator("[data-outcome=already]")).to_contain_text("Already arrived", timeout=20_000)

    phone.get_by_role("button", name="Stop the camera").click()
    phone.get_by_role("button", name=f"Clear attendance of {arriving[1]}").click()
    expect(phone.locator("[data-outcome=expected]")).to_be_visible()

    phone.goto(f"/checkin/device/en/#pair={device}")
    phone.get_by_role("button", name="Set up this device").click()
    phone.get_by_role("button", name="Scan with the camera").click()
    expect(phone.locator("[data-result]")).to_contain_text(arriving[1], timeout=20_000)
    expect(phone.locator("[data-result] .alert")).to_have_class(re.compile("alert-success"))
    assert phone.evaluate("'BarcodeDetector' in window || typeof window.jsQR") == "function"
    phone.get_by_role("button", name="Stop the camera").click()
    expect(phone.locator("video")).to_be_hidden()


def test_the_desk_works_on_pages_without_scripts_too(
    own_site: Site, arriving: tuple[str, str], chromium, axe: Callable[[Page], None]
):
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", base_url=own_site.address, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(own_site.sign_in_link())
    page.locator("main form [type=submit]").first.click()
    page.goto(DESK)
    page.get_by_label("签到码、姓名或手机号后四位").fill(arriving[0])
    page.get_by_role("button", name="查验").click()

    expect(page.locator(".desk-result")).to_contain_text(arriving[1])
    assert page.get_by_role("button", name="用摄像头扫码").count() == 0
    context.close()


def test_axe_finds_nothing_at_the_desk_and_where_quotas_are_shown(
    own_site: Site, arriving: tuple[str, str], chromium, axe: Callable[[Page], None]
):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", base_url=own_site.address)
    page = context.new_page()
    page.goto(own_site.sign_in_link())
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/manage/**")
    for path in ("", f"?q={arriving[1]}", "missing/", "../insights/", "../settings/units/"):
        page.goto(DESK + path)
        axe(page)
    context.close()
