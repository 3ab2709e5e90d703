"""What people see: found by following links once, and looked at again in the same order.

A look is `{"who", "path", "status", "words"}`. Some looks come after an act (`"sent"`): what a page of before, a link
of a letter or a check-in code still does.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask

from tests.upgrading.browsing import ADDRESS, Browser
from tests.upgrading.filling import FAIR, SEMINAR, TODAY, Day
from tests.upgrading.words import of_html, words_of

Look = dict[str, Any]

_PUBLIC = ["/", "/past/", "/subscribe/", "/calendar.ics", f"/events/{SEMINAR}/", f"/events/{FAIR}/", "/robots.txt"]
_OFFICE = ["/manage/", f"/manage/events/{SEMINAR}/", f"/manage/events/{SEMINAR}/registrations/", "/manage/account"]
_MORE = [
    f"/manage/events/{SEMINAR}/registrations/?cols=unit&cols=title&cols=mobile&cols=email&cols=status&cols=group&q=0000",
    f"/manage/events/{FAIR}/registrations/?status=pending", f"/manage/events/{TODAY}/checkin/missing/",
    f"/manage/events/{TODAY}/registrations/", "/manage/events/software-seminar/retention/",
    f"/manage/events/{SEMINAR}/history/", f"/manage/events/{FAIR}/history/", f"/manage/events/{TODAY}/history/",
]  # fmt: skip
_OWN = r"/manage/(?!.*\.pdf)"
_WALKS = {
    "visitor": (_PUBLIC, 2, ""), "visitor in English": (_PUBLIC, 1, ""), "organizer": ([*_OFFICE, *_MORE], 2, "/manage/"),
    "viewer": (_OFFICE, 1, _OWN), "editor": (_OFFICE, 0, ""), "registrar": (_OFFICE, 1, _OWN), "shanghai": (_OFFICE, 0, ""),
    "desk": ([*_OFFICE[:1], f"/manage/events/{TODAY}/checkin/"], 0, ""), "national": (_OFFICE[:1], 0, ""),
}  # fmt: skip
"""Who looks around, from where, at how many pages of one form, and how their addresses begin."""
_LEFT_OUT = re.compile(
    r"/static/|/sign-|/forgot|[?&](lang|back|next|after|before)=|/new$|/new\?|/readyz|/healthz"
    r"|/reports/(?!summary|badges|$)"
)
"""What does something or comes next only now; and long documents, whose text takes seconds to read."""
_LINK = r'(?:href="|value="(?=[^"]*/feeds/))(?:(?:http|webcal)://127\.0\.0\.1:8000)?(/[^"#]*)'


def look_around(app: Flask, day: Day) -> dict[str, Any]:
    """Everything that `look_again` needs, and what was seen: `{"cookies", "looks"}`."""
    app.config["RATELIMIT_ENABLED"] = False
    cookies = {name: browser.cookies() for name, browser in day.people.items()}
    looks: list[Look] = []
    for who, (begin, most, within) in _WALKS.items():
        looks += _walk(_browser(app, cookies, who), who, begin, most, within)
    for path in _links(day):
        looks += _walk(_browser(app, cookies, "reader"), "reader", [path], 1, "/my/|/feeds/")
    for who, page, values, to in _acts(day):
        sent = {"values": values, "to": to}
        looks.append(_act(_browser(app, cookies, who), {"who": who, "path": page, "sent": sent}))
    return {"cookies": cookies, "looks": looks}


def look_again(app: Flask, kept: dict[str, Any]) -> Iterator[tuple[Look, Look]]:
    """(what was seen, what is seen now), look by look."""
    app.config["RATELIMIT_ENABLED"] = False
    browsers: dict[str, Browser] = {}
    for look in kept["looks"]:
        who = look["who"]
        if who not in browsers:
            browsers[who] = _browser(app, kept["cookies"], who)
        yield look, _act(browsers[who], look) if "sent" in look else _look(browsers[who], who, look["path"])[0]


def language_of(who: str) -> str:
    """`zh` or `en`: what that reader asks for."""
    return "en" if who == "visitor in English" else "zh"


def _browser(app: Flask, cookies: dict[str, Any], who: str) -> Browser:
    browser = Browser(app, language_of(who))
    browser.keep(cookies.get(who, {}))
    return browser


def _walk(browser: Browser, who: str, begin: list[str], most: int, within: str) -> Iterator[Look]:
    """The pages that `who` reaches from `begin`, at most so many of each form of address."""
    todo, known, forms = deque(begin), set(begin), Counter[str]()
    while todo:
        path = todo.popleft()
        look, html = _look(browser, who, path)
        yield look
        for link in map(unescape, re.findall(_LINK, html)):
            form = _form_of(link)
            if link in known or forms[form] >= most or _LEFT_OUT.search(link) or not re.match(within, link):
                continue
            known.add(link)
            forms[form] += 1
            todo.append(link)


def _form_of(path: str) -> str:
    parts = urlsplit(path)
    names = sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)} - {"cursor", "cols"})
    fixed = re.sub(r"/events/[a-z0-9-]+", "/events/<>", parts.path)
    if "/export." in fixed:
        names = []
    return f"{re.sub(r'(?<=/)(?:[0-9]+|[A-Za-z0-9_-]{22,})(?=[/.]|$)', '<>', fixed)}?{'&'.join(names)}"


def _look(browser: Browser, who: str, path: str) -> tuple[Look, str]:
    answer = browser.get(path)
    html = answer.text if answer.mimetype == "text/html" else ""
    return {"who": who, "path": path, "status": answer.status_code, "words": words_of(answer)}, html


def _act(browser: Browser, look: Look) -> Look:
    """The look after what is sent."""
    sent = look["sent"]
    try:
        answer = browser.send(look["path"], sent["values"], to=sent["to"])
    except AssertionError as refusal:
        _path, status, page = refusal.args[0]
        return {"who": look["who"], "path": look["path"], "sent": sent, "status": status, "words": of_html(page or "")}
    if answer.status_code == 303:
        answer = browser.get(answer.location.removeprefix(ADDRESS))
    return {"who": look["who"], "path": look["path"], "sent": sent, "status": 303, "words": words_of(answer)}


def _links(day: Day) -> list[str]:
    """The addresses that letters told: all kinds, all of those who did something, some of the others."""
    found: dict[str, str] = {}
    for letter in day.letters:
        text = letter.get_body(("plain",)).get_content()
        for link in re.findall(r"http://127\.0\.0\.1:8000(/(?:my|sign-in|reset|manage/invitations)/[\w~=-]+/?)", text):
            found.setdefault(link, str(letter["To"]))
    active = re.compile("applicant|today|hubei|substitute|again|full|new@|invited|gone|viewer|organizer")
    others = [link for link, to in found.items() if not active.search(to)]
    return [link for link, to in found.items() if active.search(to)] + others[:4]


def _acts(day: Day) -> list[tuple[str, str, dict[str, Any], str]]:
    """(who, page, what is typed, where the form posts to): what was handed out before still does its work."""
    desk = f"/manage/events/{TODAY}/checkin/"
    codes = [day.code(f"{name}@example.com") for name in ("today1", "today2", "today9", "applicant0")]
    acts: list[tuple[str, str, dict[str, Any], str]] = [("desk", desk, {"code": code}, "") for code in codes]
    acts.append(("reader", "/sign-in", {"email": "editor@example.com", "password": "一个长的口令 for tests"}, ""))
    acts += [("another", day.link_to("hubei@example.com", "/sign-in/"), {}, "")]
    acts += [("reader", f"{day.link_to('applicant1@example.com')}edit", {"title": "董事长"}, "")]
    return acts
