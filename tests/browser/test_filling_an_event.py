"""An event is filled through its delegations: the office at a desk in Chinese, a liaison on a phone in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from eventmgr.sample.people.roster import SEMINAR
from tests.browser.filling import fill, press, send
from tests.browser.site import Site
from tests.sheets.books import xlsx

HUBEI = "420000"


SHEET = xlsx(
    [
        ["湖北省代表团参会回执"],
        [],
        ["序号", "姓名", "单位", "职务", "联系方式", None],
        [None, None, None, None, "手机", "邮箱"],
        *([n, f"回执{'一二三四五六七八九'[n - 1]}", "湖北样例汽车部件有限公司", "工程师", f"1540008810{n}", None] for n in range(1, 10)),
        [10, "回执十", "湖北样例汽车部件有限公司", "工程师", "123", "wang@"],
        ["合计", "10人"],
    ],
    merged=["A1:F1", "E3:F3"],
)


UNITS = {"上海市": 12, **dict.fromkeys("江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖南省 广东省 广西壮族自治区".split(), 6), **dict.fromkeys("宁波市 厦门市 深圳市".split(), 3)}
_PEOPLE = [unit for unit, quota in UNITS.items() for _place in range(quota)] + [""] * 6
OTHERS = "\n".join(["姓名\t单位\t手机\t代表团", *(f"参会{number}\t样例{number}公司\t154000870{number:02d}\t{unit}" for number, unit in enumerate(_PEOPLE))])


def test_an_event_is_filled_through_its_delegations(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    desk = sign_in(new_page(width=1280, language="zh"))
    desk.goto(f"/manage/events/{SEMINAR}/clone")
    fill(desk, {"first_day": (datetime.now(UTC) + timedelta(days=60)).date().isoformat()})
    send(desk)
    event = re.sub("^https?://[^/]+", "", desk.url)
    desk.goto(f"{event}settings/registration/")
    fill(desk, {"approval": "review", "has_waiting_list": "yes"})
    send(desk)
    desk.goto(f"{event}settings/units/")
    fill(desk, {"quota_mode": "refuse"})
    send(desk)
    desk.goto(event)
    press(desk.get_by_text("发布活动", exact=True))
    press(desk.locator("main form [type=submit]").last)
    desk.goto(f"{event}delegations/take-over")
    desk.locator("[name=earlier]").select_option(index=1)
    send(desk)
    press(desk.locator("form[action$='/invite'] [type=submit]").first)
    press(desk.locator("button[name=telling][value=now]"))
    phone = new_page(width=360, language="en")
    body = site.letters("liaison9@example.com")[0].get_body(("plain",)).get_content()
    phone.goto(re.search(r"/delegations/link/[\w-]+/", body)[0])
    press(phone.locator("main form [type=submit]").first)
    page = re.sub("^https?://[^/]+", "", phone.url)
    phone.goto(f"{page}import/")
    phone.set_input_files("[name=file]", {"name": "回执.xlsx", "mimeType": "application/x", "buffer": SHEET})
    send(phone)
    phone.locator("[name=c_14_mobile]").fill("15400088110")
    phone.locator("[name=c_14_email]").fill("")
    press(phone.locator("form[action*='/correct'] [type=submit]"))
    press(phone.locator("form[action$='/take'] [type=submit]"))
    phone.get_by_text("New on your list").wait_for(timeout=60_000)
    phone.goto(page)
    rows = phone.locator("tbody tr")
    press(rows.nth(6).locator("[name=place][value='6']"))
    expect(rows.nth(5)).to_contain_text("回执七")
    press(rows.nth(0).get_by_role("link", name="Substitute"))
    fill(phone, {"name": "替补一", "title": "工程师", "mobile": "15400088199"})
    send(phone)
    expect(rows.nth(0)).to_contain_text("替补一")

    desk.goto(f"{event}registrations/import/")
    desk.locator("[name=pasted]").fill(OTHERS)
    send(desk)
    press(desk.locator("form[action$='/take'] [type=submit]"))
    desk.locator("a[href$='/undo']").wait_for(timeout=60_000)
    desk.goto(f"{event}registrations/?status=pending&unit=420000")
    for name in ("六", "八", "九", "十"):
        desk.get_by_role("checkbox", name=f"回执{name}").check()
    print(desk.evaluate("[...document.querySelectorAll('button[name=act]')].map(e=>e.value+e.innerText+e.offsetWidth)"))
    press(desk.locator("button[name=act][value=waitlist]"))
    print(desk.url, desk.locator("main").inner_text()[:400])
    desk.goto(f"{event}registrations/?status=pending")
    desk.locator("[name=all]").check()
    press(desk.locator("button[name=act][value=confirm]"))
    print(desk.locator("main").inner_text()[:800])
    press(desk.locator("button[name=act][value=confirm]"))
    print(desk.locator("main").inner_text()[:800])
    desk.goto(f"{event}delegations/remind")
    fill(desk, {"due": "list"})
    send(desk)
    print(desk.locator("main").inner_text()[:800])
    press(desk.locator("button[name=telling][value=now]"))
    print(desk.locator("main").inner_text()[:800])
    desk.goto(f"{event}quotas/move")
    print(desk.evaluate("[...document.querySelectorAll('main [name]')].map(e=>e.name+':'+e.type+':'+e.value)"))
