"""Every page of the sample, read as HTML: nothing runs in it, nothing comes from elsewhere, every form has its token."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import time_machine

from eventmgr.db import db, transaction
from eventmgr.quotas.models import Status
from eventmgr.registration.letters import my_token
from eventmgr.registration.models import Registration
from eventmgr.sample import build
from eventmgr.sample.dates import Dates
from tests.conftest import client_of
from tests.factories import NOON, make_admin
from tests.safety.hostile import forms_of

MOST = 300
FILES = (".pdf", ".csv", ".xlsx", ".ics", ".eml", ".svg", ".json", ".css", ".js")


class Page(HTMLParser):
    """What a page holds that could run or fetch, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._script_without_source = False
        self.feed(html)

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        values = {name: value or "" for name, value in pairs}
        place = f"<{tag}> line {self.getpos()[0]}"
        is_data = values.get("type") == "application/ld+json"  # which no browser runs
        inline = tag == "script" and "src" not in values and not is_data
        if tag in ("style", "object", "embed", "applet", "base") or inline:
            self.faults.append(place)
        for name, value in values.items():
            if name == "style" or name.startswith("on") or name == "srcdoc":
                self.faults.append(f"{place}: {name}")
            if name in ("href", "src", "action", "formaction", "data", "poster") and _runs(value):
                self.faults.append(f"{place}: {name}={value[:40]}")
            if name in ("src", "action", "formaction") and re.match(r"\s*(https?:)?//", value):
                self.faults.append(f"{place}: {name} is foreign")
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if "id" in values:
            self.ids.append(values["id"])

    def doubled(self) -> list[str]:
        """Ids that two elements have."""
        return sorted(one for one, times in Counter(self.ids).items() if times > 1)


def _runs(value: str) -> bool:
    plain = re.sub(r"[\x00-\x20]", "", value).lower()
    return plain.startswith(("javascript:", "vbscript:")) or (
        plain.startswith("data:") and not plain.startswith("data:image/")
    )


def shape(path: str) -> str:
    """The form of an address: numbers, tokens and the values of its query left out."""
    parts = urlsplit(path)
    names = sorted(re.findall(r"(?:^|&)([^=&]+)=", parts.query))
    return f"{re.sub(r'(?<=/)([0-9]+|[A-Za-z0-9_~-]{30,})(?=[/.]|$)', '*', parts.path)}?{'&'.join(names)}"


@dataclass(frozen=True)
class Met:
    """An answer, and what it holds if it is a page."""

    answer: Any
    page: Page | None


def walk(browser: Any, start: list[str]) -> dict[str, Met]:
    """Path → `start` and everything that links lead to, one of each form; each is read once."""
    waiting, known, found = deque(start), {shape(path) for path in start}, {}
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        answer = browser.get(path)
        page = Page(answer.text) if answer.mimetype == "text/html" else None
        found[path] = Met(answer, page)
        for link in page.links if page else ():
            target = urldefrag(urljoin(path, link)).url
            if target.startswith("/") and not urlsplit(target).path.endswith(FILES) and shape(target) not in known:
                known.add(shape(target))
                waiting.append(target)
    return found


pytestmark = pytest.mark.one_engine  # pages are the same; the sample itself is tried on both databases elsewhere


@pytest.fixture(scope="module")
def built(prepared):
    """The sample, built once at NOON: the tests here only read, apart from signing in."""
    application, test_database = prepared
    test_database.reset()
    application.extensions["page_cache"].clear()
    with time_machine.travel(NOON, tick=False), application.app_context(), transaction():
        build.build(Dates(date(2026, 5, 13)))


@pytest.fixture
def app(prepared, built, frozen):
    """The application with the sample in its database."""
    with prepared[0].app_context():
        yield prepared[0]


@pytest.fixture
def site(app):
    """Pages that links in letters lead to, one of each state."""
    return [
        f"/my/{my_token(row)}/"
        for status in Status
        if (row := db.session.query(Registration).filter_by(status=status).first()) is not None
    ]


def test_nothing_runs_in_any_page_of_the_sample_and_every_form_that_changes_something_carries_the_token(
    make_app, site, sign_in
):
    """Pages and forms are looked at in one walk of a visitor and one of an administrator."""
    guarded = make_app(WTF_CSRF_ENABLED=True)
    admin, visitor = sign_in(make_admin(), client_of(guarded)), client_of(guarded)
    public = walk(visitor, ["/", "/past/", "/subscribe/", "/sign-in", "/forgot", *site])
    office = walk(admin, ["/manage/", "/manage/users/", "/manage/letters/", "/manage/account", "/", "/sign-in", *site])
    found = [*public.items(), *office.items()]

    wrong = {path: met.answer.status_code for path, met in found if met.answer.status_code not in (200, 303)}
    pages = [(path, met.page) for path, met in found if met.page]
    faults = {path: page.faults for path, page in pages if page.faults and not path.endswith("/html")}
    doubled = {path: twice for path, page in pages if (twice := page.doubled())}

    assert (wrong, faults, doubled) == ({}, {}, {})
    assert (len(public) >= 25, len(office) >= 60) == (True, True), (len(public), len(office))
    assert forms_without_or_with_a_leaking_token(found) == ([], [])
    assert forms_that_are_taken_without_a_token(admin, office) == {}


def forms_without_or_with_a_leaking_token(found: list[tuple[str, Met]]) -> tuple[list[Any], list[Any]]:
    forms = {(path, form.path): form for path, met in found if met.page for form in forms_of(met.answer.text, path)}
    changing = {key: form for key, form in forms.items() if form.method == "post" and not _is_shared(form)}
    without = [key for key, form in changing.items() if "csrf_token" not in form.names]
    leaking = [key for key, form in forms.items() if form.method == "get" and "csrf_token" in form.names]
    return without, leaking


def forms_that_are_taken_without_a_token(browser: Any, found: dict[str, Met]) -> dict[str, int]:
    """Address → status where that is not 400; an address that stands on many pages is asked once."""
    forms = [form for path, met in found.items() if met.page for form in forms_of(met.answer.text, path)]
    addresses = sorted({form.path for form in forms if form.method == "post" and not _is_shared(form)})
    assert len(addresses) > 30
    answers = {path: browser.post(path, data={"a": "1"}).status_code for path in addresses}
    return {path: status for path, status in answers.items() if status != 400}


def _is_shared(form) -> bool:
    """Whether it is a form that is the same for everybody, or of an own page whose address alone opens it: they refuse posts
    from elsewhere otherwise; see tests/attacks/test_forms_from_elsewhere.py."""
    return form.path.endswith("/register/") or bool(re.fullmatch(r"/my/[^/]+/edit", form.path))


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<p style='a'>", "<a onclick=x>", "<a href=' java\nscript:x'>", "<img src=//e.example/x>",
        "<style>a</style>", "<form action=https://e.example>", "<a href=data:text/html,x>", "<base href=/>",
    ],
)  # fmt: skip
def test_the_reader_notices(html):
    assert len(Page(html).faults) == 1
