"""An organizer writes to one province at a set time, attaches a file, looks at it, and pauses it: on a phone of 360 px in Chinese."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.filling import press, send
from tests.browser.looking import faults_of

LIST = "/manage/events/shanghai-seminar/registrations/?province=310000"
WIDTH = 360
_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def test_one_province_is_written_to_at_a_set_time_and_it_is_paused(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    page = sign_in(new_page(width=WIDTH, language="zh"))
    page.goto(LIST)
    press(page.locator("a[href*='/bulk-mail/new']"))
    assert faults_of(page, "zh", WIDTH) == []
    page.fill("[name=subject_zh]", "集合时间")
    page.fill("[name=body_zh]", "{称呼}\n\n请于八点集合。\n\n请查看报名页面：\n{报名链接}")
    page.check("[name=when][value=at]")
    page.fill("[name=sends_at]", "2099-01-01T08:00")
    send(page)

    assert faults_of(page, "zh", WIDTH) == []
    expect(page.get_by_role("heading", name="人将收到此邮件")).to_be_visible()
    expect(page.locator("article")).to_contain_text("请于八点集合")

    page.set_input_files("[name=files]", {"name": "乘车安排.pdf", "mimeType": "application/pdf", "buffer": _PDF})
    send(page)
    expect(page.get_by_role("link", name="乘车安排.pdf")).to_be_visible()
    expect(page.get_by_text("附件：乘车安排.pdf")).to_be_visible()
    assert faults_of(page, "zh", WIDTH) == []

    press(page.locator("form[action$='/confirm'] [type=submit]"))
    expect(page.locator(".state")).to_have_text("待定时发送")

    press(page.locator("form[action$='/pause'] [type=submit]"))
    expect(page.locator(".state")).to_have_text("已暂停")
    assert faults_of(page, "zh", WIDTH) == []
    page.goto("/manage/events/shanghai-seminar/")
    expect(page.get_by_text("1 封群发邮件已暂停")).to_be_visible()
    page.goto("/manage/events/shanghai-seminar/bulk-mail/")
    assert faults_of(page, "zh", WIDTH) == []
