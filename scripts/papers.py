"""Take the pictures of docs/papers.md: papers of the sample's seminar as they are printed, and the pages of organizers.

python scripts/papers.py [zh en]

Needs `pdftoppm` (poppler) beside Chromium.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from camera import Camera  # noqa: E402

from eventmgr.event.events.queries import find_event  # noqa: E402
from eventmgr.event.quotas.models import Status  # noqa: E402
from eventmgr.event.registration.models import Registration  # noqa: E402
from eventmgr.ground.db import db, write  # noqa: E402
from tests.browser.conftest import ARGUMENTS, LOCALES, NAMES  # noqa: E402
from tests.browser.filling import press  # noqa: E402
from tests.browser.site import Site  # noqa: E402

PICTURES = ROOT / "docs" / "papers"
SLUG = "shanghai-seminar"
REPORTS = f"/manage/events/{SLUG}/reports"
PRINTED = (
    ("01-badges", "badges.pdf?size=90x130&print=1", (1,)),
    ("02-small-badges", "badges.pdf?size=86x54", (1,)),
    ("03-place-card", "deskcards.pdf?line=unit", (1,)),
    ("04-sign-in", "signin.pdf?print=1", (1,)),
    ("05-handbook", "handbook.pdf?print=1", (1, 2, 3)),
    ("06-minutes", "minutes.pdf", (1,)),
    ("07-brief", "brief.pdf", (1,)),
    ("16-notice", "notice.pdf?head=1&form=1", (1, 2)),
)
"""Picture → paper and its pages. What is printed and not only opened stands on the pages of printings."""
SHARPNESS, MOST_WIDE = 72, 1500


def take_paper(page: Page, name: str, path: str, numbers: tuple[int, ...], language: str) -> None:
    """Pages of a paper side by side, with few colours."""
    content = page.request.get(f"{REPORTS}/{path}{'&' if '?' in path else '?'}lang={language}").body()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(content)
        shown = []
        for number in numbers:
            words = ["pdftoppm", "-r", str(SHARPNESS), "-f", str(number), "-l", str(number), "-png", str(file)]
            shown.append(Image.open(io.BytesIO(subprocess.run(words, check=True, capture_output=True).stdout)))
        width = sum(one.width for one in shown) + 8 * (len(shown) - 1)
        whole = Image.new("RGB", (width, max(one.height for one in shown)), "#c8ced6")
        left = 0
        for one in shown:
            whole.paste(one, (left, 0))
            left += one.width + 8
    whole.thumbnail((MOST_WIDE, MOST_WIDE))
    target = PICTURES / f"{name}-{language}.png"
    whole.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"papers/{target.name} {whole.width}×{whole.height} {target.stat().st_size // 1024} kB")


def change_some(site: Site) -> None:
    """After the badges were printed: somebody is called otherwise, somebody else does not come."""

    def work() -> None:
        event = find_event(SLUG)
        assert event is not None
        people = db.session.query(Registration).filter_by(event_id=event.id, status=Status.CONFIRMED)
        first, second, third = people.order_by(Registration.id).limit(3).all()
        first.title, second.organization_name, third.status = "总工程师", "上海样例智能装备有限公司", Status.WITHDRAWN

    with site.inside().app_context():
        write(work)
        db.session.remove()


def pictures(camera: Camera) -> None:
    """All of one language."""
    page, phone = camera.page(1280), camera.page(360)
    page.goto(camera.site.sign_in_link())
    press(page.locator("main form [type=submit]").first)
    phone.context.add_cookies(page.context.cookies())
    for name, path, numbers in PRINTED:
        take_paper(page, name, path, numbers, camera.language)
    change_some(camera.site)
    camera.take(page, "08-documents", f"{REPORTS}/?lang={camera.language}")
    camera.take(page, "09-choose", f"{REPORTS}/badges/?lang={camera.language}")
    camera.take(page, "10-changes", f"{REPORTS}/badges/changes/?lang={camera.language}")
    camera.take(page, "11-handbook", f"{REPORTS}/handbook/?lang={camera.language}")
    camera.take(page, "12-printed", f"{REPORTS}/prints/?lang={camera.language}")
    camera.take(phone, "13-changes-phone", f"{REPORTS}/badges/changes/?lang={camera.language}")
    camera.take(phone, "14-certificates-phone", f"{REPORTS}/certificates/?lang={camera.language}")
    camera.take(phone, "15-check-phone", f"/certificates/?lang={camera.language}")


def main() -> None:
    """All pictures, anew."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None or shutil.which("pdftoppm") is None:
        raise SystemExit(f"Chromium ({', '.join(NAMES)}) and pdftoppm are needed.")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        prepared = Path(folder) / "sample"
        site = Site(prepared)
        site.command("db", "upgrade")
        site.command("sample")
        for language in sys.argv[1:] or list(LOCALES):
            site = Site(Path(folder) / language)
            site.start(prepared)
            try:
                pictures(Camera(browser, site, language, PICTURES))
            finally:
                site.stop()
        browser.close()


if __name__ == "__main__":
    main()
