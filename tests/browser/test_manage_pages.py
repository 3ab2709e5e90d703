"""Every page an organizer reaches by links: whole, in one language, as wide as its window, nothing for axe."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import DOWNLOADS, walk
from tests.browser.looking import WIDTHS, faults_of
from tests.browser.site import Site
from tests.soak import either

EVENT = "/manage/events/shanghai-seminar/"
START = ["/manage/", EVENT, "/manage/account", "/manage/users/", "/manage/letters/"]
WITHIN = r"/manage/(?!events/(?!shanghai-seminar/|new))"
"""The sample seminar and what belongs to no event."""


@pytest.mark.soak
def test_every_page_an_organizer_reaches_is_whole(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site
):
    """Walked in Chinese, and held against both widths. Axe looks at each page, at one width or the other; at the same page
    with another filter in its address, every fourth time (in a soak always)."""
    page = sign_in(new_page(language="zh"))
    faults, met = [], set()

    for number, (path, status) in enumerate(walk(page, site.address, START, WITHIN)):
        met.add(urlsplit(path).path)
        if status != 200:
            faults.append(f"{path} answers {status}")
        elif not urlsplit(path).path.endswith(DOWNLOADS):
            axe = "?" not in path or number % either(4, 1) == 0
            found = faults_of(page, "zh", list(WIDTHS)[number % len(WIDTHS)], axe=axe)
            faults += [f"{path} {fault}" for fault in found]

    assert faults == []
    assert {f"{EVENT}{place}/" for place in ("agenda", "registrations", "letters", "insights", "history")} <= met
    assert len(met) > 50
