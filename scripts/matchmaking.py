"""Take the pictures of docs/matchmaking.md: the sample's matchmaking while requests are open, and on its day.

python scripts/matchmaking.py [zh en]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from camera import Camera  # noqa: E402

from eventmgr.console.sample.events.matchmaking import FIRST_DAY  # noqa: E402
from eventmgr.event.delegations.models import Liaison, Place  # noqa: E402
from eventmgr.event.delegations.services.opening import new_link  # noqa: E402
from eventmgr.event.events.queries import find_event  # noqa: E402
from eventmgr.ground import clock  # noqa: E402
from eventmgr.ground.db import db, write  # noqa: E402
from eventmgr.matchmaking.meeting_day import services as day  # noqa: E402
from eventmgr.matchmaking.meeting_parties.access import link_token  # noqa: E402
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative  # noqa: E402
from eventmgr.matchmaking.meeting_plans.models import Stage  # noqa: E402
from eventmgr.matchmaking.meeting_plans.queries import find_plan  # noqa: E402
from eventmgr.matchmaking.suggestions.queries import list_suggestions  # noqa: E402
from eventmgr.matchmaking.timetables import services as timetables  # noqa: E402
from eventmgr.matchmaking.timetables.queries import list_drafts, list_meetings_of_party  # noqa: E402
from eventmgr.tools.log.services import SYSTEM, Act  # noqa: E402
from tests.browser.conftest import ARGUMENTS, LOCALES, NAMES  # noqa: E402
from tests.browser.filling import press  # noqa: E402
from tests.browser.site import Site  # noqa: E402

PICTURES = ROOT / "docs" / "matchmaking"
SLUG = "wuhan-matchmaking"
MANAGE = f"/manage/events/{SLUG}"
LIAISON_OF = "310000"
"""The delegation whose liaison is pictured."""
WAIT = 150
"""Seconds for the worker to compare what is offered and sought: it looks once a minute."""
AWAY = 4
"""So many organizations do not come."""


def office(camera: Camera) -> Page:
    """The organizer, signed in."""
    page = camera.page(1280)
    page.goto(camera.site.sign_in_link())
    press(page.locator("main form [type=submit]").first)
    return page


def link_of_most_suggested(site: Site) -> str:
    """The page of the organization with the most suggestions, once there are any."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with site.inside().app_context():
            parties = db.session.scalars(select(MeetingParty).order_by(MeetingParty.id)).all()
            numbers = {party.id: len(list_suggestions([party.id])) for party in parties}
            best = max(numbers, key=lambda number: numbers[number])
            address = link_of(best)
            db.session.remove()
        if numbers[best]:
            return address
        time.sleep(2)
    raise SystemExit("The worker has suggested nobody.")


def link_of(party: int) -> str:
    """Where a party's own pages begin."""
    of_party = select(PartyRepresentative).where(PartyRepresentative.party_id == party).order_by(PartyRepresentative.id)
    representative = db.session.scalars(of_party).first()
    assert representative is not None
    return f"/meetings/{link_token(representative)}/"


def link_of_liaison(site: Site) -> str:
    """A liaison of one delegation, added here, and their link."""

    def add() -> str:
        event, at = find_event(SLUG), clock.now()
        assert event is not None
        liaison = Liaison(
            event_id=event.id, unit_code=LIAISON_OF, place=Place.LIAISON, name="陈立新", created_at=at, changed_at=at
        )
        db.session.add(liaison)
        db.session.flush()
        return new_link(event, liaison, act=Act(SYSTEM, at))

    with site.inside().app_context():
        token = write(add)
        db.session.remove()
    return f"/delegations/link/{token}/"


def plan(camera: Camera) -> None:
    """While requests are open: what organizers, a company and a liaison see."""
    own = link_of_most_suggested(camera.site)
    page, phone, liaison = office(camera), camera.page(360), camera.page(1280)
    camera.take(page, "01-overview", f"{MANAGE}/matchmaking/")
    camera.take(page, "02-listings", f"{MANAGE}/listings/")
    camera.take(page, "03-suggestions", f"{MANAGE}/matchmaking/suggestions/")
    camera.take(page, "04-requests", f"{MANAGE}/matchmaking/requests/")
    camera.take(page, "05-draft", f"{MANAGE}/matchmaking/timetables/1/")
    page.goto(f"{MANAGE}/matchmaking/timetables/1/grid")
    page.locator(".m").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    camera.take(page, "06-grid")
    camera.take(phone, "07-suggestions-phone", f"{own}suggestions/")
    camera.take(phone, "08-requests-phone", f"{own}requests/sent/")
    camera.take(phone, "09-times-phone", f"{own}times")
    liaison.goto(link_of_liaison(camera.site))
    press(liaison.locator("main form [type=submit]").first)
    camera.take(liaison, "10-liaison", below="#meetings")


def publish_and_lose(site: Site) -> str:
    """The draft becomes final, some do not come; the page of a company that has meetings."""

    def work() -> str:
        event, at = find_event(SLUG), clock.now()
        assert event is not None
        standing, draft = find_plan(event.id), list_drafts(event.id)[0]
        assert standing is not None
        seen = standing.revision, draft.revision
        timetables.publish(event, draft.number, Stage.FINAL, seen=seen, act=Act(SYSTEM, at))
        db.session.flush()
        parties = db.session.scalars(select(MeetingParty).order_by(MeetingParty.id)).all()
        held = sorted(parties, key=lambda party: len(list_meetings_of_party(party.id)))
        for party in held[-AWAY - 1 : -1]:
            day.left(event, party, day.Sent(str(uuid.uuid4()), "user:1", None), act=Act(SYSTEM, at))
        return link_of(held[-1].id)

    with site.inside().app_context():
        address = write(work)
        db.session.remove()
    return address


def hold(camera: Camera) -> None:
    """The day: who is away, the repair that is proposed, the next table on a phone, the call screen."""
    own = publish_and_lose(camera.site)
    page, phone = office(camera), camera.page(360)
    camera.take(page, "11-day", f"{MANAGE}/matchmaking/day/")
    press(page.locator("form[action$='/repairs/'] [type=submit]").first)
    camera.take(page, "12-repair")
    camera.take(phone, "13-today-phone", f"{own}today/")
    camera.take(phone, "14-timetable-phone", f"{own}timetable/")


def run(browser: Browser, languages: list[str], folder: Path, *anchor: str) -> None:
    """A new installation for each language, since each changes it."""
    prepared = folder / "sample"
    site = Site(prepared)
    site.command("db", "upgrade")
    site.command("sample", *anchor)
    for language in languages:
        site = Site(folder / language)
        site.start(prepared)
        try:
            (hold if anchor else plan)(Camera(browser, site, language, PICTURES))
        finally:
            site.stop()


def main() -> None:
    """All pictures, anew."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit(f"No Chromium is installed ({', '.join(NAMES)}).")
    PICTURES.mkdir(exist_ok=True)
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    first = now.date() + timedelta(days=now.hour >= 12)  # the meetings of the first day begin at 14:00
    languages = sys.argv[1:] or list(LOCALES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        run(browser, languages, Path(folder) / "before")
        run(browser, languages, Path(folder) / "day", "--anchor", f"{first - timedelta(days=FIRST_DAY)}")
        browser.close()


if __name__ == "__main__":
    main()
