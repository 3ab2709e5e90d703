"""Pictures of pages for the documentation: few colours, cut where they grow long."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LOCALES, WIDTHS
from tests.browser.site import Site

MOST_PIXELS = {1280: 1500, 360: 1100}
"""Longest picture by width; what lies below is cut off."""


LAID_DOWN = """() => document.querySelectorAll("main *").forEach(element => {
    const style = getComputedStyle(element);
    if (style.position === "sticky" && style.bottom !== "auto") element.style.position = "static";
})"""
"""What sticks to the lower edge of a screen would lie across the middle of a picture of the whole page."""


class Camera:
    """Pages of one language, and their pictures."""

    def __init__(self, browser: Browser, site: Site, language: str, folder: Path) -> None:
        self.site, self.language, self.folder = site, language, folder
        self._browser = browser

    def page(self, width: int) -> Page:
        """A new visitor."""
        return self._browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale=LOCALES[self.language],
            timezone_id="Asia/Shanghai",
            base_url=self.site.address,
        ).new_page()

    def take(self, page: Page, name: str, path: str = "", *, below: str = "") -> None:
        """A picture of `path`, or of what stands in the page, as `<name>-<language>.png` with few colours; from the element `below` on."""
        if path:
            page.goto(path)
        page.evaluate(LAID_DOWN)
        width = page.viewport_size["width"] if page.viewport_size else 0
        raw = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
        box = page.locator(below).bounding_box() if below else None
        top = int(box["y"] + page.evaluate("scrollY")) - 16 if box else 0
        cut = raw.crop((0, top, raw.width, min(raw.height, top + MOST_PIXELS[width])))
        target = self.folder / f"{name}-{self.language}.png"
        cut.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
        print(f"{target.parent.name}/{target.name} {cut.width}×{cut.height} {target.stat().st_size // 1024} kB")
