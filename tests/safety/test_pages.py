"""Every page of the sample, read as HTML: nothing runs in it, nothing comes from elsewhere, every form has its token."""

from __future__ import annotations

import re
from collections import deque
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

MOST = 250
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
        return sorted({one for one in self.ids if self.ids.count(one) > 1})


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


def walk(browser: Any, start: list[str]) -> dict[str, Any]:
    """Path → answer of `start` and of everything that links lead to, one of each form."""
    waiting, known, found = deque(start), {shape(path) for path in start}, {}
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        found[path] = answer = browser.get(path)
        if answer.mimetype != "text/html":
            continue
        for link in Page(answer.text).links:
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


def test_no_page_of_the_sample_holds_anything_that_runs(app, site, sign_in):
    admin, visitor = sign_in(make_admin(), client_of(app)), client_of(app)
    public = walk(visitor, ["/", "/past/", "/subscribe/", "/sign-in", "/forgot", *site])
    office = walk(admin, ["/manage/", "/manage/users/", "/manage/letters/", "/manage/account"])
    found = public | office

    wrong = {path: answer.status_code for path, answer in found.items() if answer.status_code not in (200, 303)}
    pages = {path: answer for path, answer in found.items() if answer.mimetype == "text/html"}
    faults = {
        path: page.faults
        for path, answer in pages.items()
        if not path.endswith("/html") and (page := Page(answer.text)).faults
    }
    doubled = {path: twice for path, answer in pages.items() if (twice := Page(answer.text).doubled())}

    assert (wrong, faults, doubled) == ({}, {}, {})
    assert (len(public) >= 25, len(office) >= 60) == (True, True), (len(public), len(office))


def test_every_form_that_changes_something_carries_the_token_and_none_sends_it_away(make_app, site, sign_in):
    guarded = make_app(WTF_CSRF_ENABLED=True)
    admin = sign_in(make_admin(), client_of(guarded))
    found = walk(admin, ["/manage/", "/", "/sign-in", *site])

    forms = {(path, form.path): form for path, answer in found.items() for form in forms_of(answer.text, path)}
    changing = {key: form for key, form in forms.items() if form.method == "post" and not _is_shared(form)}
    without = [key for key, form in changing.items() if "csrf_token" not in form.names]
    leaking = [key for key, form in forms.items() if form.method == "get" and "csrf_token" in form.names]

    assert (without, leaking) == ([], [])
    refused = {
        key: status
        for key, form in changing.items()
        if (status := admin.post(form.path, data={"a": "1"}).status_code) != 400
    }
    assert refused == {}


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
