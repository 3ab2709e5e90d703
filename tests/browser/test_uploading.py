"""A form with a condition, an option of which there is one, and a file, filled in on a phone whose line breaks in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.building_a_form import save, seen, shoot
from tests.browser.conftest import fits
from tests.browser.filling import fill, press, send
from tests.browser.looking import WIDTHS
from tests.browser.site import Site

EVENT = "/events/gba-exchange/"
QUESTIONS = f"/manage{EVENT}settings/questions/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def build(page: Page) -> None:
    """Way of coming with one seat, plate number of those who drive, and a letter of recommendation."""
    page.goto(QUESTIONS)
    way = {"label_zh": "来会方式", "label_en": "Way", "kind": "choice", "options": "自驾车 | By car\n专车 | Coach | 1"}
    plate = {"label_zh": "车辆号牌", "label_en": "Plate", "kind": "text", "required": "yes"}
    letter = {"label_zh": "推荐表", "label_en": "Letter", "kind": "file", "required": "yes", "megabytes": "2"}
    for values in (way, plate, letter):
        row = page.locator("[data-row]").count() - 1
        if page.locator(f"[name='rows-{row}-label_zh']").input_value():
            press(page.locator("main button[name=more]"))
            row += 1
        if "megabytes" in values:
            page.locator(f"[name='rows-{row}-megabytes']").locator("xpath=ancestor::details").locator("summary").click()
        fill(page, {f"rows-{row}-{name}": value for name, value in values.items()})
        if values is way:
            save(page)
            page.goto(QUESTIONS)
        if values is plate:
            page.locator(f"[name='rows-{row}-of_1']").locator("xpath=ancestor::details").locator("summary").click()
            page.locator(f"[name='rows-{row}-of_1']").select_option(label="Way")
            fill(page, {f"rows-{row}-to_1": "By car"})
            save(page)
            page.goto(QUESTIONS)
    save(page)


def test_a_broken_line_and_a_wrong_number_lose_no_file(
    new_page: Callable[..., Page],
    sign_in: Callable[[Page], Page],
    axe: Callable[[Page], None],
    chromium: Browser,
    site: Site,
    tmp_path: Path,
):
    desk = sign_in(new_page(width=1280, language="en"))
    build(desk)
    shoot(desk, "file-editor")
    axe(desk)
    letter = tmp_path / "推荐表.pdf"
    letter.write_bytes(PDF)

    context = chromium.new_context(  # of its own: a broken line is told on the console
        locale="zh-CN", base_url=site.address, viewport={"width": 360, "height": WIDTHS[360]}, is_mobile=False
    )
    phone = context.new_page()
    phone.goto(f"{EVENT}register/")
    assert not seen(phone, "车辆号牌")
    phone.get_by_label("来会方式", exact=False).select_option(label="自驾车")
    assert seen(phone, "车辆号牌")
    phone.get_by_label("车辆号牌", exact=False).fill("粤B样例1")
    fill(phone, {"name": "高远五", "organization": "五路精密机床有限公司", "mobile": "123", "consent": "yes"})
    phone.locator("[name=unit]").select_option("440000")

    context.set_offline(True)
    phone.locator("[data-upload] input[type=file]").set_input_files(letter)
    phone.get_by_text("文件暂时未能上传").wait_for()
    shoot(phone, "file-offline")
    context.set_offline(False)
    phone.get_by_text("文件已保存").wait_for()
    fits(phone)

    phone.locator("main form [type=submit]").first.click()
    phone.locator("#errors").wait_for()
    assert phone.locator("[data-file-name]").inner_text() == "推荐表.pdf"
    assert phone.get_by_label("车辆号牌", exact=False).input_value() == "粤B样例1"
    shoot(phone, "file-kept")
    axe(phone)
    phone.goto(f"{EVENT}register/")  # from the beginning: the device has kept what was typed, and the key of the file
    assert phone.locator("[data-file-name]").inner_text() == "推荐表.pdf"
    fill(phone, {"mobile": "13612398799", "consent": "yes"})
    send(phone)

    shoot(phone, "file-own")
    axe(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="推荐表.pdf").click()
    assert Path(download.value.path()).read_bytes() == PDF
    context.close()
