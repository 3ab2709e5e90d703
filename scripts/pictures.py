"""Take the pictures of the guides and of both READMEs: a new installation with the sample events, in Chromium.

python scripts/pictures.py [zh en]

Beside the pictures stand the menus that they show (`menus.json`); a test compares them with the menus of today.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eventmgr.event.delegations.models import Liaison  # noqa: E402
from eventmgr.event.delegations.services.opening import new_link  # noqa: E402
from eventmgr.event.events.models import Event  # noqa: E402
from eventmgr.event.quotas.models import Status  # noqa: E402
from eventmgr.event.registration.letters.writing import my_token  # noqa: E402
from eventmgr.event.registration.models import Registration  # noqa: E402
from eventmgr.ground import clock  # noqa: E402
from eventmgr.ground.db import db, transaction  # noqa: E402
from eventmgr.matchmaking.meeting_parties.access import link_token  # noqa: E402
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative  # noqa: E402
from eventmgr.tools.log.services import SYSTEM, Act  # noqa: E402
from tests.browser.conftest import ARGUMENTS, LOCALES, NAMES  # noqa: E402
from tests.browser.filling import press, send  # noqa: E402
from tests.browser.site import Site  # noqa: E402

PICTURES = ROOT / "docs" / "guide" / "pictures"
MENUS = PICTURES / "menus.json"
SEMINAR, MATCHMAKING = "/manage/events/shanghai-seminar/", "/manage/events/wuhan-matchmaking/"
PAGES = {
    "overview": SEMINAR,
    "review": f"{MATCHMAKING}registrations/?status=pending",
    "letters": f"{SEMINAR}bulk-mail/",
    "delegations": f"{SEMINAR}delegations/",
    "lodging": f"{SEMINAR}lodging/",
    "seating": f"{SEMINAR}seating/",
    "papers": f"{SEMINAR}reports/",
    "statistics": f"{SEMINAR}insights/",
    "meetings": f"{MATCHMAKING}matchmaking/",
    "action-items": f"{SEMINAR}conclusions/",
}
"""Picture → page of organizers."""
ROWS = {
    "zh": "姓名\t单位\t职务\t手机\n沈一鸣\t临港精密机床有限公司\t工程师\t13912345678\n何清\t样例轴承有限公司\t总经理\t1391234567",
    "en": "Name\tOrganization\tJob title\tMobile\nShen Yiming\tLingang Machine Tools\tEngineer\t13912345678\nHe Qing\tSample Bearings\tDirector\t1391234567",
}
WIDE, PHONE = (1280, 860), (360, 760)
MENU = ".side-list a"


@dataclass(frozen=True)
class Camera:
    """A browser of one language, and where its pictures go."""

    browser: Browser
    site: Site
    language: str

    def page(self, size: tuple[int, int]) -> Page:
        """A new visitor with a screen of that size."""
        return self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=LOCALES[self.language],
            timezone_id="Asia/Shanghai",
            base_url=self.site.address,
        ).new_page()

    def take(self, page: Page, name: str, path: str = "") -> None:
        """The first screen of `path`, or of the page at hand, as `<name>.<language>.webp`."""
        if path:
            page.goto(path)
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        target = PICTURES / f"{name}.{self.language}.webp"
        picture.save(target, quality=48, method=6)
        print(f"{target.name} {picture.width}×{picture.height} {target.stat().st_size // 1024} kB")


def organizer(camera: Camera) -> dict[str, list[str]]:
    """What the organizer sees; the menu of each event."""
    page = camera.page(WIDE)
    page.goto(camera.site.sign_in_link())
    press(page.locator("main form [type=submit]").first)
    for name, path in PAGES.items():
        camera.take(page, name, path)
    page.goto(f"{SEMINAR}registrations/import/")
    page.locator("[name=pasted]").fill(ROWS[camera.language])
    send(page)
    camera.take(page, "import")
    with taking_place(camera.site):
        camera.take(page, "check-in", f"{SEMINAR}checkin/?q=wang")
    return {event: menu_of(page, event) for event in (SEMINAR, MATCHMAKING)}


@contextmanager
def taking_place(site: Site) -> Iterator[None]:
    """The seminar begins now, for as long as this lasts: people are checked in from the day before."""
    with site.inside().app_context():
        seminar = select(Event).where(Event.slug == "shanghai-seminar")
        with transaction():
            event = db.session.scalars(seminar).one()
            usual, event.starts_at = event.starts_at, clock.now()
        yield
        with transaction():
            db.session.scalars(seminar).one().starts_at = usual


def menu_of(page: Page, event: str) -> list[str]:
    """The lines of the menu beside an event's pages, in the language of the page."""
    page.goto(event)
    return [text.strip() for text in page.locator(MENU).all_text_contents()]


def others(camera: Camera, links: dict[str, str]) -> None:
    """What participants, companies and liaisons see, on phones."""
    camera.take(camera.page(PHONE), "event", "/events/shanghai-seminar/")
    camera.take(camera.page(PHONE), "own-page", links["own"])
    camera.take(camera.page(PHONE), "partners", links["company"])
    liaison = camera.page(PHONE)
    liaison.goto(links["liaison"])
    press(liaison.locator("main form [type=submit]").first)
    camera.take(liaison, "delegation")


def links_of(site: Site) -> dict[str, str]:
    """The links of a participant, a company and a liaison of the sample."""
    with site.inside().test_request_context(), transaction():
        event = db.session.scalars(select(Event).where(Event.slug == "shanghai-seminar")).one()
        confirmed = select(Registration).where(
            Registration.event_id == event.id, Registration.status == Status.CONFIRMED
        )
        company = db.session.scalars(select(PartyRepresentative).order_by(PartyRepresentative.id)).first()
        own = db.session.scalars(confirmed.order_by(Registration.id)).first()
        liaison = db.session.scalars(
            select(Liaison).where(Liaison.event_id == event.id, Liaison.unit_code == "410000")
        ).first()
        assert own is not None
        assert company is not None
        assert liaison is not None
        return {
            "own": f"/my/{my_token(own)}/",
            "company": f"/meetings/{link_token(company)}/partners/",
            "liaison": f"/delegations/link/{new_link(event, liaison, act=Act(SYSTEM, clock.now()))}/",
        }


def main() -> None:
    """All pictures, anew."""
    languages = sys.argv[1:] or list(LOCALES)
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit(f"No Chromium is installed ({', '.join(NAMES)}).")
    PICTURES.mkdir(exist_ok=True)
    menus: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        prepared, site = Path(folder) / "sample", Site(Path(folder) / "site")
        Site(prepared).prepare()
        site.start(prepared)
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
            for language in languages:
                camera = Camera(browser, site, language)
                menus[language] = organizer(camera)
                others(camera, links_of(site))
            browser.close()
        finally:
            site.stop()
    MENUS.write_text(json.dumps(menus, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
