"""From my events to a published event with its agenda, for somebody who knows nothing: what is marked is filled in, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_CLICKS = 5
WORDS = {
    "zh": ("新建活动", "研讨会", "生成草稿", "发布活动"),
    "en": ("New event", "Seminar", "Create draft", "Publish event"),
}


def _fill_what_is_marked(page: Page) -> None:
    """Every field beside which a word stands, in Chinese where there are two boxes; the end of the same day, so that not all of the
    agenda fits; nothing else is touched."""
    day = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    values = {
        "title_zh": "一日研讨会", "venue_zh": "样例会议中心", "host_zh": "样例协会", "province_code": "310000",
        "starts_at": f"{day}T09:00", "ends_at": f"{day}T17:00", "contact_name": "王敏", "phone": "021-55550000",
        "email": "office@example.com", "summary_zh": "一天，一个会场。",
    }  # fmt: skip
    marked = page.locator("main .field:has(.need)")
    for place in marked.all():
        box = place.locator("input, select, textarea").first
        name = box.get_attribute("name") or ""
        if name == "timezone":
            continue  # it is chosen already
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(values[name])
        else:
            box.fill(values[name])
        box.dispatch_event("change")


@pytest.mark.parametrize(("width", "language", "javascript"), [(360, "zh", False), (1280, "en", True)])
def test_five_clicks_lead_from_my_events_to_a_published_event_with_its_agenda(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str, javascript: bool
):
    page = sign_in(new_page(width=width, language=language, javascript=javascript))
    new, kind, draft, publish = WORDS[language]
    clicks: list[str] = []

    def click(role: str, name: str) -> None:
        target: Locator = page.locator("main").get_by_role(role, name=name, exact=True).first
        with page.expect_navigation():
            target.click()
        clicks.append(name)

    page.goto("/manage/")
    click("link", new)
    click("link", kind)
    _fill_what_is_marked(page)
    if javascript:
        expect(page.locator("[data-follows]")).to_contain_text("7 items are left out for lack of time: Dinner")
        page.locator("[data-follows] summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-follows] li").last).to_contain_text("16:30")
    click("button", draft)
    expect(page.locator("main")).to_contain_text(
        {"zh": "7 个环节因时间未列入：晚餐", "en": "7 items are left out for lack of time: Dinner"}[language]
    )
    event = urlsplit(page.url).path.split("/")[3]
    click("link", publish)
    click("button", publish)

    assert len(clicks) <= MOST_CLICKS
    answer = page.goto(f"/events/{event}/agenda/")
    assert answer is not None and answer.status == 200
    expect(page.locator("main")).to_contain_text(re.compile("开幕、致辞|Opening and welcome"))
