"""An agenda goes in as a sheet, is corrected, imported by the worker and undone: on a phone in Chinese."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.filling import press, send

AGENDA = "/manage/events/shanghai-seminar/agenda/"


def test_an_agenda_is_imported_from_a_sheet_and_undone(
    new_page: Callable[..., Page], axe: Callable[[Page], None], sign_in: Callable[[Page], Page]
):
    page = sign_in(new_page(width=360, language="zh"))
    page.goto(f"{AGENDA}new")
    begins, ends = (page.locator(f"[name={name}]").input_value().split("T") for name in ("starts", "ends"))
    page.goto(AGENDA)
    axe(page)
    press(page.locator("a[href$='/agenda/import/']"))
    axe(page)
    page.locator("[name=pasted]").fill(
        "日期\t时间\t议程内容\t会场\t主持人\t发言嘉宾\n"
        f"{begins[0]}\t{begins[1]}—{ends[1]}\t会后座谈\t空中花园\t王敏\t李强（样例研究院，院长）\n"
    )
    send(page)
    axe(page)

    page.locator("[name=c_2_room]").fill("")
    press(page.locator("form[action*='/correct'] [type=submit]"))
    expect(page.locator("[name^=c_]")).to_have_count(0)
    axe(page)
    press(page.locator("form[action$='/take'] [type=submit]"))
    undo = page.locator("a[href$='/undo']")
    undo.wait_for(timeout=60_000)
    axe(page)
    page.goto(AGENDA)
    expect(page.get_by_text("会后座谈")).to_have_count(1)

    page.go_back()
    press(undo)
    axe(page)
    press(page.locator("main form [type=submit]"))
    page.get_by_text("已撤销", exact=True).wait_for(timeout=60_000)
    page.goto(AGENDA)
    expect(page.get_by_text("会后座谈")).to_have_count(0)
