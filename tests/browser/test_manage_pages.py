"""Every page an organizer reaches by links: whole, in one language, as wide as its window, nothing for axe."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import DOWNLOADS, read_faults, walk
from tests.browser.looking import WIDTHS, faults_of
from tests.browser.site import Site
from tests.soak import either

EVENT = "/manage/events/shanghai-seminar/"
SLUGS = either(
    ("shanghai-seminar",), ("shanghai-seminar", "wuhan-matchmaking", "xiamen-study-visit", "energy-training")
)
START = ["/manage/", "/manage/account", "/manage/users/", "/manage/letters/"]
START += [f"/manage/events/{slug}/" for slug in SLUGS]
WITHIN = rf"/manage/(?!events/(?!(?:{'|'.join(SLUGS)})/|new))"
"""The sample seminar, in a soak an event of each kind of which it is full, and what belongs to no event."""


@pytest.mark.soak
def test_every_page_an_organizer_reaches_is_whole(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site
):
    """Walked in Chinese: one page in six stands in the browser (in a soak each), is held against both widths and looked at
    by axe at one or the other (in a soak at both); of all others the text is read."""
    page = sign_in(new_page(language="zh"))
    faults, met = [], set()

    pages = walk(page, site.address, START, WITHIN, share=either(6, 1))
    for number, (path, status, text) in enumerate(pages):
        met.add(urlsplit(path).path)
        if status != 200:
            faults.append(f"{path} answers {status}")
        elif not urlsplit(path).path.endswith(DOWNLOADS):
            widths = either([list(WIDTHS)[number % len(WIDTHS)]], [*WIDTHS])
            found = read_faults(text) if text else chain.from_iterable(faults_of(page, "zh", one) for one in widths)
            faults += [f"{path} {fault}" for fault in found]

    assert faults == []
    assert {f"{EVENT}{place}/" for place in ("agenda", "registrations", "letters", "insights", "history")} <= met
    assert len(met) > 50
