"""A filled installation: the sample events, and what people do with them on the first of April 2026.

Everything goes through commands, pages and letters, as people have them, so that this runs with any version.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask
from sqlalchemy import text

from eventmgr.ground.db import db
from eventmgr.tools.web.tokens import sign
from tests.tools.messages.peer import ACCEPTED, Peer, free_port, listening
from tests.upgrading.browsing import FIRST, Browser

BEGIN = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)
"""12:00 in Beijing: the sample is made, and the day begins."""
LOOK = datetime(2026, 4, 1, 5, 15, tzinfo=UTC)
"""When people look at it: everything has happened, those who signed in still are."""
KEYS = {
    "SECRET_KEY": "the key of an installation of before, for tests only",
    "DATA_KEY": "the data key of an installation of before, for tests",
}
SEMINAR, FAIR, TODAY = "shanghai-seminar", "wuhan-matchmaking", "energy-training"
TEAM = ("organizer", "editor", "registrar", "desk", "viewer", "shanghai", "national")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


class Day:
    """One installation on that day: its application, its clock, and everybody's browser."""

    def __init__(self, app: Flask, clock: Any) -> None:
        self.app, self._clock, self._commands = app, clock, app.test_cli_runner()
        self.people: dict[str, Browser] = {}
        self.letters: list[Any] = []
        """What the mail server accepted, parsed."""

    def minute(self, count: int = 1) -> None:
        """Let time pass."""
        self._clock.shift(timedelta(minutes=count))

    def command(self, *arguments: str) -> str:
        """What `eventmgr …` prints."""
        done = self._commands.invoke(args=list(arguments))
        assert done.exit_code == 0, (arguments, done.output, done.exception)
        return str(done.output)

    def worker(self, answer: Callable[[str], str] = lambda _address: ACCEPTED) -> None:
        """Let a worker do what is due; `answer(address)` is what the mail server says to a recipient."""
        peer = Peer()
        peer.at_recipient = answer
        with listening(peer) as address:
            self._with_mail(address, "worker", "--once")
        self.letters += peer.messages()

    def worker_without_server(self) -> None:
        """A worker that finds no mail server: the letters stay, with a note why."""
        try:
            self._with_mail(f"smtp://127.0.0.1:{free_port()}", "worker", "--once")
        except AssertionError as error:
            assert "out of reach" in str(error)

    def sign_in(self, name: str, language: str = "zh", **device: str) -> Browser:
        """A browser in which that account is signed in, by a link from the console."""
        browser = Browser(self.app, language, **device)
        link = re.search(r"http\S+", self.command("user", "link", f"{name}@example.com"))
        assert link
        browser.send(urlsplit(link[0]).path)
        return browser

    def link_to(self, address: str, form: str = "/my/") -> str:
        """The newest address of that form in the letters to `address`."""
        found = ""
        for letter in self.letters:
            if address in str(letter["To"]):
                text = letter.get_body(("plain",)).get_content()
                found = next(iter(re.findall(rf"{re.escape(form)}[\w~=-]+/?", text)), found)
        assert found, (address, form, [str(one["To"]) for one in self.letters])
        return found

    def code(self, address: str) -> str:
        """What the picture of the code says in the letters to `address` (no program here reads pictures)."""
        by_address = "SELECT id, link_version FROM registration WHERE email = :email ORDER BY id DESC"
        with self.app.app_context(), db.engine.connect() as connection:
            number, version = connection.execute(text(by_address), {"email": address}).first()
            return sign("check-in", number, version)

    def _with_mail(self, address: str, *arguments: str) -> None:
        before, self.app.config["SMTP_URL"] = self.app.config["SMTP_URL"], address
        try:
            self.command(*arguments)
        finally:
            self.app.config["SMTP_URL"] = before


def fill(day: Day) -> None:
    """The whole day, in its order."""
    day.command("db", "upgrade")
    day.command("sample", "--anchor", "2026-05-13")
    for name in TEAM:
        day.people[name] = day.sign_in(name, "en" if name == "viewer" else "zh")
    morning, noon = (_settings, _lists, _agenda, _team, _register), (_own_pages, _office, _desk)
    for act in (*morning, *noon, _outcomes, _events, _accounts):
        day.minute()
        act(day)
    day.minute(30)
    _late_letters(day)
    day.worker(_refusing)
    Browser(day.app).send(f"/events/{SEMINAR}/register/", _applicant(9))


def _refusing(address: str) -> str:
    """What a mail server says: one address does not exist, one has no room today."""
    if address.startswith("unknown"):
        return "550 no such mailbox"
    return "452 mailbox full" if address.startswith("full") else ACCEPTED


def _settings(day: Day) -> None:
    browser, path = day.people["organizer"], f"/manage/events/{SEMINAR}/settings"
    browser.send(
        f"{path}/facts/",
        {"summary_zh": "围绕三条主线交流。\r\n第二段：<b>不是标记</b> & “引号”", "published_on": "2026-03-12"},
    )
    browser.send(f"{path}/contact/", {"phone": "021-60000000"})
    day.minute()
    browser.send(f"{path}/registration/", {"capacity": "140", "retention_months": "12"})
    browser.send(f"{path}/receipt/", {"departure": "off", "title": "optional"})
    browser.send(
        f"{path}/privacy/",
        {"text_zh": "**个人信息处理者：**样例办公室。\r\n\r\n第二版。", "text_en": "Second version."},
    )
    browser.send(f"{path}/summary/", {"public_summary_zh": "## 小结\r\n\r\n- 甲\r\n- 乙"})
    browser.send(f"/manage/events/{FAIR}/settings/units/", {"quota_mode": "refuse", "quota_420000": "9"})
    browser.send(f"/manage/events/{TODAY}/settings/units/", {"invited": ["310000", "320000"], "quota_310000": "2"})
    browser.send(f"/manage/events/{TODAY}/settings/registration/", {"capacity": "5", "approval": "review"})


def _lists(day: Day) -> None:
    """What stands in rows, files and notices; some of it changed and removed again."""
    browser, path = day.people["editor"], f"/manage/events/{SEMINAR}/settings"
    browser.send(
        f"{path}/venues/", {"rows-3-name_zh": "备用会场", "rows-3-name_en": "Spare venue", "rows-3-order": "4"}
    )
    browser.send(f"{path}/rooms/", {"rows-1-capacity": "45", "rows-7-venue": FIRST, "rows-7-name_zh": "资料室"})
    browser.send(
        f"{path}/hosts/", {"rows-4-role": "supporter", "rows-4-name_zh": "样例期刊社", "rows-4-name_en": "Journal"}
    )
    browser.send(
        f"{path}/deadlines/", {"rows-0-remove": "y", "rows-3-label_zh": "用车", "rows-3-due_at": "2026-05-08T12:00"}
    )
    row = {"label_zh": "饮食之外的要求", "label_en": "Other needs", "kind": "long_text", "help_zh": "没有可不填"}
    browser.send(f"{path}/questions/", {f"rows-2-{name}": value for name, value in row.items()})
    browser.send(f"{path}/tracks/", {"rows-0-name_en": "High end (changed)"})
    browser.send(
        f"{path}/regions/", {"rows-2-name_zh": "西部", "rows-2-name_en": "West", "rows-2-province_codes": ["510000"]}
    )
    notice = {
        "title_zh": "第二号通知",
        "title_en": "Second notice",
        "number": "样例函〔2026〕15号",
        "body_zh": "正文\r\n\r\n- 一",
    }
    browser.send(f"{path}/notices/new", notice)
    browser.send(f"{path}/notices/new", {"title_zh": "撤回的通知", "published_on": "2026-05-01"})
    file = {"title_zh": "乘车路线", "title_en": "Ways", "file": [("乘车 路线.txt", "地铁2号线\n")]}
    browser.send(f"{path}/files/", file)
    browser.send(f"{path}/files/", {"title_zh": "内部名单", "file": [("list.csv", "甲,乙\n")], "is_public": []})


def _agenda(day: Day) -> None:
    browser, path = day.people["editor"], f"/manage/events/{SEMINAR}/agenda/"
    talk = {
        "title_zh": "补充报告", "title_en": "Additional talk", "starts": "2026-05-14T16:30", "ends": "2026-05-14T16:50",
        "capacity": "20", "speakers-0-role": "chair", "speakers-0-name_zh": "郑样例", "speakers-0-name_en": "Zheng",
    }  # fmt: skip
    browser.send(f"{path}new", talk)
    numbers = _numbers(browser.get(path).text, rf"{path}(\d+)/move")
    browser.send(path, press="minutes=10", to=f"{numbers[1]}/move")
    browser.send(f"{path}{numbers[2]}/remove")
    groups = re.findall(r'value="(\d+)"', _choice(browser.get(f"/events/{SEMINAR}/register/").text, "group"))
    browser.send(f"{path}{groups[0]}", {"capacity": "20", "title_zh": "汽车组（改）"})


def _team(day: Day) -> None:
    browser, path = day.people["organizer"], f"/manage/events/{SEMINAR}/team/"
    for address, role in (("invited", "viewer"), ("shanghai", "registrar"), ("gone", "editor")):
        browser.send(path, {"email": f"{address}@example.com", "role": role})
    browser.send(f"/manage/events/{TODAY}/team/", {"email": "desk@example.com", "role": "check_in"})
    browser.send(path, to="/manage/events/shanghai-seminar/invitations/")
    day.worker()
    for name in ("shanghai", "desk"):
        link = day.link_to(f"{name}@example.com", "/manage/invitations/")
        day.people[name].send(link)


def _applicant(number: int, **values: Any) -> dict[str, Any]:
    family = "欧阳司马上官诸葛"[number % 4 * 2 :][:2]
    return {
        "name": f"{family}{'一二三四五六七八九十'[number]}𬱖", "organization": "上海样例精密机床有限公司", "unit": "310000",
        "sector": "C34", "title": "总工程师", "mobile": f"1540001{number:04d}", "email": f"applicant{number}@example.com",
        "role": "company", "gender": "female", "lodging": "single", "consent": "y",
    } | values  # fmt: skip


def _register(day: Day) -> None:
    """Through the public form: with everything, in English, with sensitive answers, for a full group, for a review."""
    path = f"/events/{SEMINAR}/register/"
    full = {
        "arrival": "2026-05-12", "diet": "allergy", "diet_note": "花生过敏", "consent_sensitive": "y", "remarks": "需要轮椅通道",
        "q_visit": "lab", "q_invoice": "yes", "group": "81",
    }  # fmt: skip
    for number, values in enumerate(({}, full, {"group": "82"}, {"email": "unknown4@example.com"}, {}, {}, {})):
        day.minute()
        Browser(day.app, "en" if number == 2 else "zh").send(path, _applicant(number, **values))
    fair = {"unit": "420000", "mobile": "15400019999", "email": "full@example.com", "q_side": "both"}
    Browser(day.app).send(f"/events/{FAIR}/register/", _applicant(7, **fair))
    Browser(day.app).send(f"/events/{SEMINAR}/register/link", {"name": _applicant(0)["name"], "mobile": "15400010000"})
    day.worker_without_server()
    day.minute(10)
    day.worker(_refusing)


def _own_pages(day: Day) -> None:
    """Participants change, hand over, withdraw, take back their consent, and ask for deletion."""
    visitor = Browser(day.app)
    page = {number: day.link_to(f"applicant{number}@example.com") for number in (0, 1, 2, 4, 5, 6)}
    visitor.send(f"{page[0]}edit", {"title": "副总经理", "diet": "halal", "consent_sensitive": "y"})
    day.minute()
    visitor.send(page[0], to="new-feed")
    visitor.send(f"{page[4]}edit", {"name": "替代人", "mobile": "15400018888", "email": "substitute@example.com"})
    visitor.send(f"{page[5]}withdraw", {"reason": "出差"})
    visitor.send(f"{page[6]}withdraw?consent=1")
    visitor.send(page[2], to="new-link")
    day.minute()
    day.worker()


def _office(day: Day) -> None:
    """The office decides, enters, corrects, takes up again, deletes, and prints a link."""
    browser, path = day.people["registrar"], f"/manage/events/{SEMINAR}/registrations/"
    without = {
        "email": "",
        "mobile": "15400017777",
        "province": "310000",
        "rank": "2",
        "office_note": "电话报名，*重要*",
    }
    browser.send(f"{path}new", _applicant(8, **without), press="quiet=1")
    place = _numbers(browser.get(f"{path}?q=7777").text, rf"{path}(\d+)/")[0]
    browser.send(f"{path}{place}/", to="slip")
    browser.send(f"{path}{place}/edit", {"title": "处长", "office_note": "改过一次"})
    office, fair = day.people["organizer"], f"/manage/events/{FAIR}/registrations/"
    office.send(f"/manage/events/{FAIR}/settings/registration/", {"capacity": "190"})
    pending = _numbers(office.get(f"{fair}?status=pending").text, r'name="ids" value="(\d+)"')
    for act, chosen in (("confirm", pending[:2]), ("waitlist", pending[2:3])):
        office.send(f"{fair}?status=pending", {"ids": chosen, "beyond": "1"}, to=f"{fair}decide", press=f"act={act}")
    office.send(f"{fair}{pending[3]}/withdraw", {"reason": "单位来电取消"})
    office.send(f"{fair}{pending[3]}/", to="restore")
    office.send(f"{fair}{pending[4]}/delete", {"reason": "本人要求"})
    office.send(f"{fair}{pending[5]}/", to="new-link")
    day.minute()


def _desk(day: Day) -> None:
    """The event of today: entered by the office, confirmed, and marked at the desk by code and by name."""
    office, path = day.people["organizer"], f"/manage/events/{TODAY}"
    for number in (1, 2, 3, 9):
        values = {"province": "310000", "mobile": f"1540002{number:04d}", "email": f"today{number}@example.com"}
        office.send(f"{path}/registrations/new", _applicant(number, **values))
    listed = f"{path}/registrations/?status=pending"
    pending = _numbers(office.get(listed).text, r'name="ids" value="(\d+)"')
    office.send(listed, {"ids": pending[:3], "beyond": "1"}, to=f"{path}/registrations/decide", press="act=confirm")
    day.worker()
    desk = day.people["desk"]
    desk.send(f"{path}/checkin/", {"code": day.code("today2@example.com")})
    day.minute()
    for name, mark in (("诸葛四", "attended"), ("司马十", "attended"), ("司马十", "unmark")):
        found = f"{path}/checkin/?q={quote(name)}"
        number = _numbers(desk.get(found).text, r"/checkin/(\d+)/mark")[0]
        desk.send(found, to=f"{path}/checkin/{number}/mark", press=f"mark={mark}")
    Browser(day.app).send(f"{day.link_to('today3@example.com')}edit", {"title": "厂长"})


def _outcomes(day: Day) -> None:
    browser, path = day.people["organizer"], "/manage/events/delta-study-visit/conclusions/"
    done = {
        "text_zh": "新的事项",
        "text_en": "New",
        "owner_zh": "办公室",
        "owner_en": "Office",
        "due_on": "2026-06-01",
        "note": "内部",
    }
    browser.send(f"{path}new", done)
    numbers = _numbers(browser.get(path).text, rf"{path}(\d+)")
    browser.send(f"{path}{numbers[0]}", {"state": "dropped", "note": "不再需要"})
    browser.send(path, press="up=1", to=f"{numbers[-1]}/move")


def _events(day: Day) -> None:
    """Events that begin, move and end."""
    browser, path = day.people["organizer"], "/manage/events"
    made = browser.send(f"{path}/new?kind=training", {"title_zh": "新建培训（样例）", "title_en": "New training"})
    browser.send(f"{urlsplit(made.location).path}clone")
    browser.send(f"{path}/shanghai-seminar/clone", {"first_day": "2027-05-11"})
    moved = {
        "reason_zh": "场地检修",
        "reason_en": "Repairs",
        "starts_at": "2026-07-01T09:00",
        "ends_at": "2026-07-02T17:00",
    }
    browser.send(f"{path}/sme-training/postpone", moved)
    browser.send(f"{path}/chemicals-seminar/cancel", {"reason_zh": "合并到别的会", "reason_en": "Merged"})
    browser.send(f"{path}/workshop-training/archive")


def _accounts(day: Day) -> None:
    browser = day.people["organizer"]
    new = {"email": "new@example.com", "name": "新同事", "level": "provincial", "unit_code": "420000", "language": "en"}
    browser.send("/manage/users/new", new)
    number = _numbers(browser.get("/manage/users/").text, r"/manage/users/(\d+)")
    browser.send(f"/manage/users/{max(number, key=int)}", {"disabled": "y"})
    browser.send(f"/manage/users/{number[0]}", to=f"/manage/users/{number[0]}/link")
    day.people["editor"].send(
        "/manage/account", {"password": "一个长的口令 for tests", "again": "一个长的口令 for tests"}
    )
    day.sign_in("organizer", device=FIREFOX)
    stranger = Browser(day.app)
    stranger.send("/forgot", {"email": "viewer@example.com"})
    assert stranger.get("/my/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def _late_letters(day: Day) -> None:
    """A letter whose mailbox is full, somebody who looks like somebody else, and a link that nobody has used yet."""
    day.people["organizer"].send("/manage/users/4", to="/manage/users/4/link")
    values = {"unit": "430000", "mobile": "15400019998", "email": "full2@example.com", "q_side": "supply"}
    Browser(day.app).send(f"/events/{FAIR}/register/", _applicant(3, **values))
    again = {"mobile": "15400016666", "email": "again@example.com"}
    Browser(day.app).send(f"/events/{SEMINAR}/register/", _applicant(0, **again))


def _numbers(html: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, html)))


def _choice(html: str, name: str) -> str:
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.DOTALL)
    return found[0] if found else ""
