"""Pictures of all pages of the sample side by side, to be looked at: public and organizers', both widths, both languages.

python scripts/contact_sheets.py FOLDER [--language zh] [--width 360] [--only REGEX]

A sheet is a PNG of a dozen pages, each with its address above it and cut where it grows long. Nothing of it is kept in the
repository. Needs Chromium.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS, LOCALES, NAMES  # noqa: E402
from tests.browser.crawling import DOWNLOADS, form_of, own_paths, read_links  # noqa: E402
from tests.browser.filling import press  # noqa: E402
from tests.browser.looking import WIDTHS  # noqa: E402
from tests.browser.site import Site  # noqa: E402

EVENTS = ("shanghai-seminar", "wuhan-matchmaking", "xiamen-study-visit", "energy-training")
"""Events of the sample whose pages are taken, as far as it has them; of a page that several have the first one's."""
START = ("/", "/subscribe/", "/sign-in", "/manage/", "/manage/account", "/manage/users/", "/manage/letters/")
_SLUG = re.compile(r"(?<=/events/)[a-z0-9-]+(?=/)")
SHOWN = {1280: (380, 475), 360: (252, 600)}
"""Width of a page → width and height of its picture on a sheet."""
HEAD, GAP, COLUMNS, ROWS = 18, 10, {1280: 4, 360: 6}, {1280: 3, 360: 2}

LAID_DOWN = """() => document.querySelectorAll("main *").forEach(element => {
    const style = getComputedStyle(element);
    if (style.position === "sticky" && style.bottom !== "auto") element.style.position = "static";
})"""
"""What sticks to the lower edge of a screen would lie across the middle of a picture of the whole page."""


def sheet_of(pictures: list[tuple[str, Image.Image]], width: int) -> Image.Image:
    """The pictures in rows, each below its address."""
    across, high = SHOWN[width]
    columns = COLUMNS[width]
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (across + GAP) + GAP, rows * (high + HEAD + GAP) + GAP), "#c8ced6")
    draw = ImageDraw.Draw(sheet)
    for number, (path, picture) in enumerate(pictures):
        left, top = GAP + number % columns * (across + GAP), GAP + number // columns * (high + HEAD + GAP)
        draw.text((left, top + 2), path[-across // 6 :], fill="#17212b")
        sheet.paste(picture, (left, top + HEAD))
    return sheet


def picture_of(page: Page, path: str, width: int) -> Image.Image:
    """The page from its beginning, as small as a sheet shows it."""
    page.goto(path)
    page.evaluate(LAID_DOWN)
    raw = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
    across, high = SHOWN[width]
    cut = raw.crop((0, 0, raw.width, min(raw.height, round(high * raw.width / across))))
    return cut.resize((across, round(cut.height * across / raw.width)), Image.Resampling.LANCZOS)


def paths_of(page: Page, address: str) -> Iterator[str]:
    """One path of each form of address that links lead to, without filters and downloads."""
    starts = [*START, *(f"/manage/events/{slug}/" for slug in EVENTS)]
    waiting, known, seen = [*starts], set[str](), set[str]()
    while waiting:
        path = waiting.pop(0)
        slug = _SLUG.search(path)
        form = form_of(_SLUG.sub("<>", path))
        is_start = path in starts and path not in seen  # each event leads to pages of its own
        seen.add(path)
        is_wanted = "?" not in path and not urlsplit(path).path.endswith(DOWNLOADS) and (form not in known or is_start)
        if not is_wanted or (slug and slug[0] not in EVENTS and slug[0] != "new"):
            continue
        known.add(form)
        answer = page.request.get(path, max_retries=1)
        arrived = answer.url.removeprefix(address)
        is_page = answer.status == 200 and "html" in answer.headers.get("content-type", "")
        if not is_page or (arrived != path and form_of(_SLUG.sub("<>", arrived)) in known):
            continue
        yield path
        found = read_links(answer.text(), urlsplit(answer.url).path, address)
        waiting += own_paths((address + link for link in found), address)


def visitor(browser: Browser, site: Site, language: str, width: int) -> Page:
    """A page of the organizer."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale=LOCALES[language],
        timezone_id="Asia/Shanghai",
        base_url=site.address,
    )
    page = context.new_page()
    page.goto(site.sign_in_link())
    press(page.locator("main form [type=submit]").first)
    page.wait_for_url("**/manage/**")
    return page


def main() -> None:
    """Every sheet that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=[*LOCALES], action="append")
    parser.add_argument("--width", type=int, choices=[*WIDTHS], action="append")
    parser.add_argument("--only", default="", help="addresses that hold this")
    chosen = parser.parse_args()
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit(f"Chromium ({', '.join(NAMES)}) is needed.")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        prepared = Site(Path(folder) / "sample")
        prepared.prepare()
        site = Site(Path(folder) / "site")
        site.start(prepared.folder)
        try:
            paths = None
            for language in chosen.language or LOCALES:
                for width in chosen.width or WIDTHS:
                    page = visitor(browser, site, language, width)
                    paths = paths or [path for path in paths_of(page, site.address) if re.search(chosen.only, path)]
                    size = COLUMNS[width] * ROWS[width]
                    for number, first in enumerate(range(0, len(paths), size), 1):
                        pictures = [(path, picture_of(page, path, width)) for path in paths[first : first + size]]
                        target = chosen.folder / f"{language}-{width}-{number:02}.png"
                        sheet_of(pictures, width).save(target, optimize=True)
                        print(target)
                    page.context.close()
        finally:
            site.stop()
        browser.close()


if __name__ == "__main__":
    main()
