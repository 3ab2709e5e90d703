"""An event is filled through its delegations: the office at a desk in Chinese, a liaison on a phone in English."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.registration.models import QueueEntry, Registration
from eventmgr.ground.db import db
from tests.browser.filling import fill, press, send
from tests.browser.site import Site, plain_text
from tests.tools.sheets.books import xlsx

_FIRM = ("湖南样例汽车部件有限公司", "工程师")
_KINDS = {2: ("企业代表", "汽车制造业"), 3: ("企业代表", "汽车制造业")}
_WAITING = {6: "六", 8: "八", 9: "九", 10: "十"}
"""Those of Hunan for whom there is no place at first, as their liaison ordered them: rows of the sheet."""


def _mailbox(number: int) -> str | None:
    return f"hunan{number}@example.com" if number in _WAITING else None


SHEET = xlsx(
    [
        ["湖南省代表团参会回执"],
        [],
        ["序号", "姓名", "单位", "职务", "参会身份", "行业", "联系方式", None],
        [None, None, None, None, None, None, "手机", "邮箱"],
        *(
            [
                n,
                f"回执{'一二三四五六七八九'[n - 1]}",
                *_FIRM,
                *_KINDS.get(n, ("代表", None)),
                f"1540008810{n}",
                _mailbox(n),
            ]
            for n in range(1, 10)
        ),
        [10, "回执十", *_FIRM, "代表", None, "123", "wang@"],
        ["合计", "10人"],
    ],
    merged=["A1:H1", "G3:H3"],
)
"""Ten people for six places, as an office sends them; the last row, the fourteenth, has two cells to correct."""
_UNITS = {
    "上海市": 12,
    **dict.fromkeys(
        ["江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "广东省", "广西壮族自治区"], 6
    ),
    **dict.fromkeys(["宁波市", "厦门市", "深圳市"], 3),
}
_COMPANIES = 2


def _kind(unit: str, place: int) -> str:
    return "企业代表\t汽车制造业" if place < _COMPANIES and "市" not in unit else "代表\t"


_PLACES = [(unit, place) for unit, quota in _UNITS.items() for place in range(quota)] + [("", _COMPANIES)] * 6
OTHERS = "\n".join(
    ["姓名\t单位\t手机\t代表团\t参会身份\t行业"]
    + [
        f"参会{n}\t样例{n}公司\t154000870{n:02d}\t{unit}\t{_kind(unit, place)}"
        for n, (unit, place) in enumerate(_PLACES)
    ]
)
"""87 people of all delegations but Hunan and Hainan, which stays silent, and six guests; two places of each province are kept
for companies."""


def shoot(page: Page, name: str) -> None:
    """A picture for people, where they say where to (`PICTURES`)."""
    if "PICTURES" in os.environ:
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}.png", full_page=True)


def path(page: Page) -> str:
    return urlsplit(page.url).path


def announce(desk: Page) -> str:
    """Last year's event at a new date: reviewed, with a waiting list and quotas that bind; its address for organizers."""
    desk.goto(f"/manage/events/{SEMINAR}/clone")
    fill(desk, {"first_day": (datetime.now(UTC) + timedelta(days=60)).date().isoformat()})
    send(desk)
    event = path(desk)
    for section, values in (
        ("registration", {"approval": "review", "has_waiting_list": "yes"}),
        ("units", {"quota_mode": "refuse"}),
    ):
        desk.goto(f"{event}settings/{section}/")
        fill(desk, values)
        send(desk)
    desk.goto(f"{event}publish")
    press(desk.locator("main form [type=submit]").last)
    return event


def invite(desk: Page, event: str) -> None:
    """Last year's liaisons of sixteen delegations, one of them with a deputy, are taken over and written to."""
    desk.goto(f"{event}delegations/take-over")
    desk.locator("[name=earlier]").select_option(index=1)
    send(desk)
    press(desk.locator("form[action$='/invite'] [type=submit]").first)
    press(desk.locator("button[name=telling][value=now]"))
    expect(desk.locator("main")).to_contain_text(re.compile("已邀请 1[78] 名联络员"))


def list_people(phone: Page) -> str:
    """The sheet is imported after two cells are corrected; the address of the liaison's page."""
    press(phone.locator("main form [type=submit]").first)
    page = path(phone)
    phone.goto(f"{page}import/")
    phone.set_input_files("[name=file]", {"name": "回执.xlsx", "mimeType": "application/x", "buffer": SHEET})
    send(phone)
    phone.locator("[name=c_14_mobile]").fill("15400088110")
    phone.locator("[name=c_14_email]").fill(str(_mailbox(10)))
    press(phone.locator("form[action*='/correct'] [type=submit]"))
    shoot(phone, "liaison-preview")
    press(phone.locator("form[action$='/take'] [type=submit]"))
    phone.get_by_text("New on your list").wait_for(timeout=60_000)
    phone.goto(page)
    return page


def order_and_substitute(phone: Page) -> None:
    """The seventh comes before the sixth; somebody else comes instead of the first."""
    rows = phone.locator("li[data-row]")
    rows.nth(6).locator("summary").click()
    press(rows.nth(6).locator("[name=place][value='6']"))
    expect(rows.nth(5)).to_contain_text("回执七")
    expect(rows.nth(5).locator("[name=place]").first).to_be_visible()  # who was moved stays open
    rows.nth(0).locator("summary").click()
    press(rows.nth(0).get_by_role("link", name="Substitute"))
    fill(phone, {"name": "替补一", "title": "工程师", "mobile": "15400088199"})
    send(phone)
    expect(rows.nth(0)).to_contain_text("替补一")
    shoot(phone, "liaison-list")


def import_others(desk: Page, event: str) -> None:
    """The organizers enter the other delegations' people."""
    desk.goto(f"{event}registrations/import/")
    desk.locator("[name=pasted]").fill(OTHERS)
    send(desk)
    press(desk.locator("form[action$='/take'] [type=submit]"))
    desk.locator("a[href$='/undo']").wait_for(timeout=60_000)


def decide(desk: Page, event: str, axe: Callable[[Page], None]) -> None:
    """Four of Hunan wait; all others, 93, are confirmed together, and the page before says what that does."""
    desk.goto(f"{event}registrations/?status=pending&unit=430000")
    for name in _WAITING.values():
        desk.get_by_role("checkbox", name=f"回执{name}").check()
    press(desk.locator("button[name=act][value=waitlist]"))
    expect(desk.locator("main")).to_contain_text("将向 4 人发送邮件")
    press(desk.locator("button[name=telling][value=now]"))
    desk.goto(f"{event}registrations/?status=pending")
    desk.locator("[name=all]").check()
    press(desk.locator("button[name=act][value=confirm]"))
    expect(desk.locator("main")).to_contain_text("确认 93 人的报名")
    expect(desk.locator("main")).to_contain_text("将占 93 个，目前 0 个")
    axe(desk)
    shoot(desk, "bulk-confirm")
    press(desk.locator("button[name=act][value=confirm]"))
    expect(desk.locator("main")).to_contain_text("已处理 93 人")
    desk.goto(f"{event}registrations/decisions/")
    expect(desk.locator("tbody tr").first).to_contain_text("93")
    axe(desk)


def chase(desk: Page, event: str) -> None:
    """Whoever has not said that the list is complete is reminded."""
    desk.goto(f"{event}delegations/remind")
    fill(desk, {"due": "list"})
    send(desk)
    press(desk.locator("button[name=telling][value=now]"))
    expect(desk.locator("main")).to_contain_text("已提醒 16 个代表团")


def offer(desk: Page, event: str, axe: Callable[[Page], None]) -> None:
    """Places that become free are offered for a day; three move from the silent delegation to the one that has people waiting."""
    desk.goto(f"{event}waiting-list/plan")
    fill(desk, {"offer_hours": "24"})
    send(desk)
    desk.goto(f"{event}quotas/move")
    axe(desk)
    fill(desk, {"source": "460000", "target": "430000", "n": "3", "reason": "海南省未报名单"})
    send(desk)
    press(desk.locator("button[name=telling][value=now]"))


def open_own_page(phone: Page, site: Site, number: int) -> None:
    """By the link of the offer; whoever was entered by the liaison agrees first."""
    body = plain_text(site.letters(str(_mailbox(number)), saying="A place has become free")[-1])
    phone.goto(re.search(r"/my/[^\s/]+/", body)[0])
    phone.locator("main input[type=checkbox][required]").check()
    press(phone.get_by_role("button", name="Agree and open my page"))


def accept_and_let_lapse(phone: Page, site: Site, axe: Callable[[Page], None]) -> None:
    """One accepts by the link in the e-mail; the time of another runs out, and the place goes to the last who waits."""
    open_own_page(phone, site, 6)
    axe(phone)
    shoot(phone, "offer")
    press(phone.locator("form[action$='/accept'] [type=submit]"))
    expect(phone.locator("main")).to_contain_text("You have accepted the place")
    with site.inside().app_context():
        late = select(Registration.id).where(Registration.email == _mailbox(9)).scalar_subquery()
        ended = datetime.now(UTC) - timedelta(minutes=1)
        db.session.execute(update(QueueEntry).where(QueueEntry.registration_id == late).values(expires_at=ended))
        db.session.commit()
    open_own_page(phone, site, 9)
    expect(phone.locator("main")).to_contain_text("You are number 1 on the waiting list")
    open_own_page(phone, site, 10)
    expect(phone.locator("main")).to_contain_text("A place is offered to you")


def test_an_event_is_filled_through_its_delegations(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    desk, phone = sign_in(new_page(width=1280, language="zh")), new_page(width=360, language="en")
    event = announce(desk)
    invite(desk, event)
    letter = plain_text(site.letters("liaison10@example.com")[-1])
    assert "湖南" in letter
    phone.goto(re.search(r"/delegations/link/[\w-]+/", letter)[0])
    list_people(phone)
    axe(phone)
    order_and_substitute(phone)
    import_others(desk, event)
    decide(desk, event, axe)
    chase(desk, event)
    assert "海南" in plain_text(site.letters("liaison13@example.com", at_least=2)[-1])
    offer(desk, event, axe)
    accept_and_let_lapse(phone, site, axe)
    desk.goto(f"{event}waiting-list/")
    axe(desk)
    shoot(desk, "waiting-list")
    desk.goto(f"{event}delegations/")
    axe(desk)
    shoot(desk, "board")
