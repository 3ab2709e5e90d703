"""Take the pictures of docs/journeys.md: a new installation with the sample events, walked through in Chromium.

python scripts/journeys.py [zh en]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from camera import Camera  # noqa: E402

from tests.browser.conftest import ARGUMENTS, LOCALES, NAMES, WIDTHS  # noqa: E402
from tests.browser.filling import fill, fill_the_rest, press, send  # noqa: E402
from tests.browser.site import Site  # noqa: E402

PICTURES = ROOT / "docs" / "journeys"
SAMPLE = "/events/shanghai-seminar"
MATCHMAKING = "/events/wuhan-matchmaking"

NEW = {
    "title_zh": "工业软件研讨会",
    "title_en": "Industrial Software Seminar",
    "summary_zh": "两天，三个专题：研发设计、生产制造、经营管理。",
    "summary_en": "Two days, three topics: design, production, management.",
    "province_code": "310000",
    "capacity": "120",
    "city_zh": "上海",
    "city_en": "Shanghai",
    "venue_zh": "临港会议中心",
    "venue_en": "Lingang Conference Centre",
    "host_zh": "上海市工业软件协会（样例）",
    "host_en": "Shanghai Industrial Software Association (sample)",
    "contact_name": "陈一",
    "phone": "021-55550000",
    "email": "office@example.com",
}
PERSONS = {
    "zh": {
        "name": "沈一鸣",
        "title": "工程师",
        "organization": "临港精密机床有限公司",
        "mobile": "13912345678",
        "email": "visitor.zh@example.com",
    },
    "en": {
        "name": "Daniel Weber",
        "title": "Engineer",
        "organization": "Lingang Precision Machine Tools Co., Ltd.",
        "mobile": "13912345679",
        "email": "visitor.en@example.com",
    },
}


def create(camera: Camera, page: Page) -> None:
    """From the one-time link to a published seminar."""
    page.goto(camera.site.sign_in_link())
    camera.take(page, "01-sign-in")
    press(page.locator("main form [type=submit]").first)
    camera.take(page, "02-my-events", "/manage/")
    camera.take(page, "03-kinds", "/manage/events/new")
    page.goto("/manage/events/new?kind=seminar")
    fill(page, NEW)
    camera.take(page, "04-new-event")
    send(page)
    manage = urlsplit(page.url).path
    camera.take(page, "05-draft")
    camera.take(page, "06-settings", f"{manage}settings/")
    page.goto(f"{manage}settings/registration/")
    fill(page, {"approval": "review"})
    camera.take(page, "07-registration-rules")
    send(page)
    camera.take(page, "08-agenda-organizer", f"{manage}agenda/")
    camera.take(page, "09-publish", f"{manage}publish")
    send(page)


def register(camera: Camera) -> None:
    """A visitor with a phone, from the front page to the own page."""
    page = camera.page(360)
    camera.take(page, "10-home-phone", "/")
    camera.take(page, "11-event-phone", f"{SAMPLE}/")
    camera.take(page, "12-agenda-phone", f"{SAMPLE}/agenda/")
    page.goto(f"{SAMPLE}/register/")
    person = PERSONS[camera.language]
    fill(page, {**person, "unit": "310000", "sector": "C34", "consent": "yes"})
    fill_the_rest(page)
    for name in ("gender", "lodging"):
        page.locator(f"main select[name={name}]").select_option(index=1)
    camera.take(page, "13-register-phone")
    send(page)
    camera.take(page, "14-own-page-phone")
    camera.site.letters(person["email"])


def run_the_event(camera: Camera, page: Page) -> None:
    """What the organizer does with the sample seminar."""
    manage = f"/manage{SAMPLE}"
    page.goto(f"{manage}/letters/")
    letter = page.locator("main tbody a").first.get_attribute("href")
    page.goto(letter or "")
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    camera.take(page, "15-letter")
    camera.take(page, "16-registrations", f"{manage}/registrations/")
    page.goto(f"/manage{MATCHMAKING}/registrations/?status=pending")  # only what is under review is declined
    page.locator("main [name=ids]").nth(0).check()
    page.locator("main [name=ids]").nth(2).check()
    press(page.locator("button[name=act][value=reject]"))
    camera.take(page, "17-reject")
    page.goto(f"{manage}/registrations/")
    camera.take(page, "18-registration", page.locator("main tbody a").first.get_attribute("href") or "")
    camera.take(page, "19-documents", f"{manage}/reports/")
    camera.take(page, "20-insights", f"{manage}/insights/")
    camera.take(page, "21-history", f"{manage}/history/")
    page.set_viewport_size({"width": 360, "height": WIDTHS[360]})
    camera.take(page, "22-registrations-phone", f"{manage}/registrations/")
    camera.take(page, "23-insights-phone", f"{manage}/insights/")
    camera.take(page, "27-check-in-phone", f"{manage}/checkin/?q=wang")


def keep_order(camera: Camera, page: Page) -> None:
    """What is asked and said so that nothing is lost: two who save, what is deleted when, where one is signed in."""
    manage = f"/manage{SAMPLE}"
    page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
    mine = camera.page(1280)
    mine.goto(camera.site.sign_in_link())
    press(mine.locator("main form [type=submit]").first)
    for visitor in (mine, page):
        visitor.goto(f"{manage}/settings/contact/")
    fill(page, {"phone": "021-55550001" if camera.language == "zh" else "021-55550003"})
    send(page)
    press(page.locator("button[name=telling][value=nobody]"))
    fill(mine, {"phone": "021-55550002"})
    press(mine.locator("main .form [type=submit]").last)
    camera.take(mine, "28-saved-meanwhile")
    camera.take(page, "29-retention", f"{manage}/retention/")
    camera.take(page, "30-account", "/manage/account")


def main() -> None:
    """All pictures, anew."""
    languages = sys.argv[1:] or list(LOCALES)
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit(f"No Chromium is installed ({', '.join(NAMES)}).")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        prepared, site = Path(folder) / "sample", Site(Path(folder) / "site")
        Site(prepared).prepare()
        site.start(prepared)
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
            for language in languages:
                camera = Camera(browser, site, language, PICTURES)
                page = camera.page(1280)
                create(camera, page)
                register(camera)
                run_the_event(camera, page)
                keep_order(camera, page)
                camera.take(camera.page(1280), "24-home", "/")
                camera.take(camera.page(1280), "25-event", f"{SAMPLE}/")
                camera.take(camera.page(1280), "26-subscribe", "/subscribe/")
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main()
