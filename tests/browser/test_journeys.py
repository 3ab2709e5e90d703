"""One seminar from announcement to summary: an organizer's and its participants' walk, in a browser."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import icalendar
import openpyxl
import pypdf
import pytest
import recurring_ical_events
from playwright.sync_api import Page

from tests.browser.before_sending import a_button_is_in_sight, what_was_typed_survives_a_change_of_language
from tests.browser.conftest import fits
from tests.browser.filling import fill, fill_the_rest, link, press, send
from tests.browser.site import Site

TITLE = {"zh": "工业软件研讨会", "en": "Industrial Software Seminar"}
_SAME = ("UID", "SEQUENCE", "SUMMARY")


@dataclass
class Walk:
    """Who walks, where, and what has been met so far."""

    page: Page
    site: Site
    language: str
    axe: Callable[[Page], None]
    visitor: Callable[..., Page]
    slug: str = ""

    @property
    def manage(self) -> str:
        return f"/manage/events/{self.slug}"

    @property
    def public(self) -> str:
        return f"/events/{self.slug}"

    def go(self, path: str) -> Page:
        """Open a page of the organizer's; it must be whole."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        self.axe(self.page)
        return self.page

    def feed(self) -> icalendar.Calendar:
        """The event's feed, as a calendar program fetches it."""
        with urlopen(f"{self.site.address}{self.public}/calendar.ics?lang={self.language}", timeout=20) as answer:
            return icalendar.Calendar.from_ical(answer.read())


@pytest.fixture
def walk(
    page: Page,
    language: str,
    site: Site,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page], Page],
    new_page: Callable[..., Page],
) -> Walk:
    """An organizer who has just signed in by a one-time link; axe looks at each page in one of the two walks. One guest at a time."""
    sign_in(page)
    turns = itertools.count(language == "en")

    def check(stands: Page) -> None:
        axe(stands) if next(turns) % 2 else fits(stands)

    def visitor(**options: Any) -> Page:
        guests.append(new_page(**options, instead_of=guests.pop()) if guests else new_page(**options))
        return guests[0]

    guests: list[Page] = []
    check(page)
    return Walk(page, site, language, check, visitor)


def test_a_seminar_from_announcement_to_summary(walk: Walk):
    create(walk)
    publish(walk)
    people = [f"{name}.{walk.slug}@example.com" for name in ("stays", "goes", "refused")]
    own_pages = [register(walk, email, number) for number, email in enumerate(people)]
    the_own_page_does_what_it_says(walk, own_pages[0], people[0])
    withdraw(walk, own_pages[1], people[1])
    decide(walk, people)
    the_letter_is_whole(walk, people[0])
    a_later_hour_reaches_the_calendars(walk, people[0])
    exports_and_documents_hold_the_people(walk)
    figures_lead_to_their_rows(walk)
    the_history_tells_from_what_to_what(walk)
    sign_out_everywhere(walk)


def create(walk: Walk) -> None:
    """From the kind's template to a draft with its settings."""
    page = walk.page
    walk.go("/manage/")
    link(page, "/manage/events/new")
    walk.axe(page)
    link(page, "?kind=seminar")
    fill(
        page,
        {
            "title_zh": TITLE["zh"],
            "title_en": TITLE["en"],
            "summary_zh": "两天，三个专题。",
            "summary_en": "Two days, three topics.",
            "province_code": "310000",
            "capacity": "20",
            "city_zh": "上海",
            "city_en": "Shanghai",
            "venue_zh": "临港会议中心",
            "venue_en": "Lingang Conference Centre",
            "host_zh": "上海市工业软件协会",
            "host_en": "Shanghai Industrial Software Association",
            "contact_name": "陈一",
            "phone": "021-55550000",
            "email": "office@example.com",
        },
    )
    walk.axe(page)
    send(page)
    walk.slug = urlsplit(page.url).path.split("/")[3]
    walk.axe(page)
    assert TITLE[walk.language] in page.locator("main h1").inner_text()

    walk.go(f"{walk.manage}/settings/registration/")
    fill(page, {"approval": "review"})
    send(page)
    walk.go(f"{walk.manage}/settings/receipt/")
    fill(page, {"email": "required"})
    send(page)
    walk.go(f"{walk.manage}/preview/")


def publish(walk: Walk) -> None:
    """The event, and with it the agenda that the kind's template brought along."""
    page = walk.page
    walk.go(f"{walk.manage}/publish")
    send(page)
    assert walk.page.locator(f"a[href$='{walk.public}/']").count()

    walk.go(f"{walk.manage}/agenda/")
    assert page.locator("main tbody tr").count() > 5
    assert page.locator("main form[action$='/agenda/publish'] [type=submit]").count() == 1
    walk.axe(page)

    reader = walk.visitor(width=360, language=walk.language)
    reader.goto(f"{walk.public}/")
    walk.axe(reader)
    a_button_is_in_sight(reader)
    link(reader, f"{walk.public}/agenda/")
    walk.axe(reader)


def register(walk: Walk, email: str, number: int) -> str:
    """A visitor with a phone, the second one without JavaScript; the path of the own page."""
    scripts = number != 1
    page = walk.visitor(width=360, language=walk.language, javascript=scripts)
    page.goto(f"{walk.public}/")
    link(page, f"{walk.public}/register/")
    if scripts:
        walk.axe(page)
    fill(
        page,
        {
            "name": ("王芳", "欧阳春晓", "李强")[number],
            "organization": f"松江精密仪器有限公司{number}",
            "province": ("310000", "320000", "440000")[number],
            "mobile": f"1391234567{number}",
            "email": email,
            "title": "高级工程师",
            "consent": "yes",
        },
    )
    fill_the_rest(page)
    what_was_typed_survives_a_change_of_language(page, scripts=scripts)
    send(page)
    assert page.locator("main").get_attribute("data-status") == "pending"
    if scripts:
        assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
    if scripts:
        walk.axe(page)
    received = walk.site.letters(email)
    assert len(received) == 1
    assert f"{walk.site.address}/my/" in received[0].get_body(("plain",)).get_content()
    return urlsplit(page.url).path


def the_own_page_does_what_it_says(walk: Walk, path: str, email: str) -> None:
    """One sheet of paper; change, and the own data; the page itself tells the change."""
    page = walk.visitor(width=360, language=walk.language)
    page.goto(path)
    assert len(pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) == 1
    page.emulate_media(media="print")
    assert (page.locator("article").is_visible(), page.locator("a[href$='data.json']").is_visible()) == (True, False)
    page.emulate_media(media="screen")
    link(page, "/edit")
    walk.axe(page)
    fill(page, {"title": "总工程师"})
    send(page)
    assert "总工程师" in page.locator("main").inner_text()

    data = page.request.get(f"{path}data.json").json()
    assert data["name"] == "王芳"
    assert data["email"] == email


def withdraw(walk: Walk, path: str, email: str) -> None:
    page = walk.visitor(width=360, language=walk.language)
    page.goto(path)
    link(page, "/withdraw")
    walk.axe(page)
    press(page.locator("main form button[type=submit]"))
    assert page.locator("main").get_attribute("data-status") == "withdrawn"
    assert len(walk.site.letters(email, at_least=2)) == 2


def decide(walk: Walk, people: list[str]) -> None:
    """Filter, confirm one, reject another with a reason; letters tell both."""
    page = walk.page
    walk.go(f"{walk.manage}/registrations/")
    assert page.locator("main tbody tr").count() == 3
    walk.go(f"{walk.manage}/registrations/?status=pending")
    assert page.locator("main tbody tr").count() == 2

    page.locator("tr", has_text="王芳").locator("[name=ids]").check()
    assert page.locator(".chosen-count").inner_text()[-1] == "1"
    bar = page.locator(".chosen-bar").bounding_box()
    assert bar["y"] + bar["height"] <= page.viewport_size["height"], "the bar is in sight wherever one scrolls"
    press(page.locator("button[name=act][value=confirm]"))
    tell_now(walk)
    page.locator("tr", has_text="李强").locator("[name=ids]").check()
    press(page.locator("button[name=act][value=reject]"))
    walk.axe(page)
    fill(page, {"reason": "名额已满，欢迎参加下一期。"})
    press(page.locator("main form button[name=act][value=reject], main .form [type=submit]").last)
    tell_now(walk)
    walk.go(f"{walk.manage}/registrations/?status=rejected")
    assert page.locator("main tbody tr").count() == 1

    refusal = walk.site.letters(people[2], at_least=2)[-1]
    assert "名额已满，欢迎参加下一期。" in refusal.get_body(("plain",)).get_content()


def tell_now(walk: Walk) -> None:
    """The page in between has shown to whom and what; it goes at once."""
    walk.axe(walk.page)
    press(walk.page.locator("button[name=telling][value=now]"))
    walk.axe(walk.page)


def the_letter_is_whole(walk: Walk, email: str) -> None:
    """Subject, text, HTML, the code, and a calendar entry; the own page shows the code as well."""
    letter = walk.site.letters(email, at_least=2)[-1]
    kinds = [part.get_content_type() for part in letter.walk()]
    assert TITLE[walk.language] in str(letter["Subject"])
    assert {"text/plain", "text/html", "image/png", "text/calendar"} <= set(kinds)
    assert "王芳" in letter.get_body(("html",)).get_content()

    [entry] = entries_of(letter)
    assert str(entry["SUMMARY"]) == TITLE[walk.language]
    [event] = [one for one in walk.feed().walk("VEVENT") if str(one["SUMMARY"]) == TITLE[walk.language]]
    assert str(entry["UID"]) == str(event["UID"])

    text = letter.get_body(("plain",)).get_content()
    own = next(word for word in text.split() if "/my/" in word)
    page = walk.visitor(width=360, language=walk.language)
    page.goto(own)
    walk.axe(page)
    assert page.locator("main").get_attribute("data-status") == "confirmed"
    assert page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")


def entries_of(letter: EmailMessage) -> list[icalendar.Component]:
    """The entries of the letter's calendar part."""
    [part] = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")


def a_later_hour_reaches_the_calendars(walk: Walk, email: str) -> None:
    """The same entry, half an hour later, its sequence one higher; an independent reader and the letter agree."""
    [before] = [one for one in walk.feed().walk("VEVENT") if str(one["SUMMARY"]) == TITLE[walk.language]]
    page = walk.go(f"{walk.manage}/settings/time/")
    start, end = (
        datetime.fromisoformat(page.locator(f"[name={name}]").input_value()) + timedelta(minutes=30)
        for name in ("starts_at", "ends_at")
    )
    fill(page, {"starts_at": start.isoformat()[:16], "ends_at": end.isoformat()[:16], "move_agenda": "yes"})
    send(page)
    tell_now(walk)

    feed = walk.feed()
    [after] = [one for one in feed.walk("VEVENT") if str(one["SUMMARY"]) == TITLE[walk.language]]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    # more than one day is written as whole days, whose hours the text tells
    assert after["DTSTART"].dt == before["DTSTART"].dt == start.date()
    assert [f"{start:%H:%M}" in str(entry["DESCRIPTION"]) for entry in (before, after)] == [False, True]
    [told] = entries_of(walk.site.letters(email, at_least=3)[2])
    assert [told[name] for name in _SAME] == [after[name] for name in _SAME]
    found = recurring_ical_events.of(feed).between(start.date(), start.date() + timedelta(days=1))
    assert [entry["DTSTART"].dt for entry in found if entry["UID"] == after["UID"]] == [start.date()]


def exports_and_documents_hold_the_people(walk: Walk) -> None:
    """XLSX and CSV as filtered; three PDFs whose text can be read."""
    page = walk.go(f"{walk.manage}/registrations/?status=confirmed")
    sheet = openpyxl.load_workbook(io.BytesIO(download(page, "export.xlsx?status=confirmed"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [sum("王芳" in map(str, row) for row in rows), sum("李强" in map(str, row) for row in rows)] == [1, 0]
    lines = list(csv.reader(io.StringIO(download(page, "export.csv?status=confirmed").decode("utf-8-sig"))))
    assert len(lines) == 2
    assert "王芳" in lines[1]

    page = walk.go(f"{walk.manage}/reports/")
    for name, words in (("roster", "王芳"), ("summary", TITLE[walk.language]), ("agenda", TITLE[walk.language])):
        document = pypdf.PdfReader(io.BytesIO(download(page, f"{name}.pdf?lang={walk.language}")))
        text = "".join(sheet.extract_text() for sheet in document.pages)
        assert len(document.pages) >= 1
        assert "".join(words.split()) in "".join(text.split())
        assert document.metadata.title


def download(page: Page, end: str) -> bytes:
    """What the link whose address ends with `end` gives."""
    answer = page.request.get(page.locator(f"main a[href$='{end}']").first.get_attribute("href"))
    assert answer.status == 200
    return answer.body()


def figures_lead_to_their_rows(walk: Walk) -> None:
    page = walk.go(f"{walk.manage}/insights/")
    number = page.locator("main table a[href*='/registrations/?']:visible").first
    wanted = int(number.inner_text())
    press(number)
    walk.axe(page)
    assert page.locator("main tbody tr").count() == wanted


def the_history_tells_from_what_to_what(walk: Walk) -> None:
    page = walk.go(f"{walk.manage}/history/")
    lines = page.locator("main tbody tr").all_inner_texts()
    assert any("→" in line and "王芳" in line for line in lines)


def sign_out_everywhere(walk: Walk) -> None:
    page = walk.go("/manage/account")
    press(page.locator("form[action$='/sign-out-everywhere'] [type=submit]"))
    page.goto(f"{walk.manage}/")
    assert urlsplit(page.url).path == "/sign-in"
    walk.axe(page)
