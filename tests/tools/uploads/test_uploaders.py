"""Whoever takes a file reads it, checks it, draws it, and only then writes: every uploader, those to come included."""

from __future__ import annotations

import io
import re
import uuid
from pathlib import Path

import pytest
from sqlalchemy import func, select

from eventmgr.ground.db import WRITE, db
from eventmgr.ground.errors import Busy
from eventmgr.tools.uploads import checking, drawing, sniffing
from tests.safety.worlds import address, form_at, visitor_of
from tests.tools.uploads.pictures import encoded, with_scans

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]
ROOT = Path(__file__).resolve().parents[3]
_EVENT = "/manage/events/<slug>"
FORMS = {
    "/events/<slug>/register/": "q_cv",
    "/invited/<token>/": "q_cv",
    "/my/<token>/edit": "q_cv",
    "/companies/<token>/listings/<int:listing_id>/files": "file",
    f"{_EVENT}/listings/<int:listing_id>/files": "file",
    f"{_EVENT}/settings/files/": "file",
    f"{_EVENT}/bulk-mail/<int:bulk_mail_id>/": "files",
    f"{_EVENT}/outcomes/<int:deal_id>/evidence": "file",
    f"{_EVENT}/reports/look/": "logo",
    "/desk/<token>/files": "file",
    "/delegations/<slug>/<unit_code>/paper/": "file",
    f"{_EVENT}/exchange-papers/<unit_code>/submit": "file",
    "/manage/policies/<int:policy_id>/files": "file",
    "/manage/cases/<int:case_id>/files": "file",
    "/manage/investment/offers/<int:listing_id>/files": "file",
}
ALONE = ("/events/<slug>/register/files/<field>", "/invited/<token>/files/<field>", "/my/<token>/files/<field>")
"""For the script of the form."""
DOCUMENTS = {rule for rule in FORMS if "paper/" in rule or "exchange-papers" in rule}
"""They take no pictures."""
SHEETS = f"{_EVENT}/registrations/import/"
DRAWN = {*ALONE, *FORMS} - {
    *DOCUMENTS,
    *(rule for rule in FORMS if re.search("settings/files|bulk-mail|evidence", rule)),
}
ADDING = sorted(rule for rule in FORMS if re.search(r"/files(/|$)|bulk-mail|evidence", rule))
"""Each post of theirs adds a file."""


def test_every_page_that_takes_files_is_tried_here(app):
    readers = {
        f"eventmgr.{'.'.join(path.relative_to(ROOT / 'eventmgr').with_suffix('').parts)}"
        for path in (ROOT / "eventmgr").rglob("*.py")
        if re.search(r"\b(sent_uploads?\(|checked_upload\b|take_files\(|received\()", path.read_text("utf-8"))
    } - {"eventmgr.tools.uploads.forms"}
    tried = {
        app.view_functions[rule.endpoint].__module__
        for rule in app.url_map.iter_rules()
        if rule.rule in {*FORMS, *ALONE}
    }

    assert readers - tried == {
        "eventmgr.output.imports.manage.views"
    }  # sheets, which are read by a process of their own


@pytest.fixture
def looked_at(monkeypatch):
    """Whether a transaction was open each time when somebody looked at the bytes."""
    seen = []

    def spying(name, module, answer):
        def look(*arguments):
            seen.append(bool(db.session().info.get(WRITE)))
            return answer(*arguments)

        monkeypatch.setattr(module, name, look)

    spying("run", drawing, lambda *_arguments: b"PNG\n" + encoded("PNG"))
    spying("sniff", checking, sniffing.sniff)
    return seen


def send(app, world, sign_in, rule, content, name="a.jpg"):
    browser = visitor_of(app, world, rule if rule not in ALONE else ALONE[0], sign_in)
    if rule in ALONE:
        return browser.post(address(world, rule, field="q_cv"), data={"q_cv": (io.BytesIO(content), name)})
    return browser.post(address(world, rule), data=typed(browser, world, rule, content, name))


def typed(browser, world, rule, content, name):
    """What the form of that page sends with this file."""
    form = form_at(browser, world, rule).complete()
    data = {
        key: value for key, value in form.with_values({}) if key not in (FORMS[rule], f"{FORMS[rule]}-id", "switch")
    }
    return data | {FORMS[rule]: (io.BytesIO(content), name)}


@pytest.mark.parametrize("rule", [*FORMS, *ALONE])
def test_a_file_is_looked_at_before_anything_is_written(app, fresh_world, sign_in, looked_at, rule):
    content, name = (b"%PDF-1.7", "a.pdf") if rule in DOCUMENTS else (encoded(), "a.jpg")
    answer = send(app, fresh_world(), sign_in, rule, content, name)

    assert answer.status_code in (200, 303)
    assert set(looked_at) == {False}


@pytest.mark.parametrize("rule", sorted(DRAWN))
def test_a_costly_picture_is_refused_unopened_wherever_it_is_sent(app, fresh_world, sign_in, looked_at, rule):
    answer = send(app, fresh_world(), sign_in, rule, with_scans(40))

    assert (answer.status_code in (400, 409, 422), looked_at) == (True, [])
    assert "JPEG" in answer.text or "JPEG" in answer.json["message"]


@pytest.mark.parametrize("rule", sorted(DRAWN))
def test_whoever_comes_in_a_crowd_of_pictures_is_told_when_to_come_again(app, fresh_world, sign_in, monkeypatch, rule):
    def crowded(*_arguments, **_more):
        raise Busy("稍后再试")

    for room in ("event.forms.answer_files.receiving", "tools.uploads.checking"):
        monkeypatch.setattr(f"eventmgr.{room}.redraw", crowded)

    answer = send(app, fresh_world(), sign_in, rule, encoded())

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "稍后再试" in (answer.json["message"] if rule in ALONE else answer.text)


def count_files():
    """Rows of every table that keeps files."""
    tables = [table for table in db.metadata.sorted_tables if {"filename", "content"} <= {*table.columns.keys()}]
    return sum(db.session.scalar(select(func.count()).select_from(table)) for table in tables)


@pytest.mark.parametrize("rule", ADDING)
def test_a_form_that_is_sent_twice_adds_its_file_once_and_another_file_is_added(app, fresh_world, sign_in, rule):
    world = fresh_world()
    browser = visitor_of(app, world, rule, sign_in)
    data, before = typed(browser, world, rule, b"", "") | {"form_id": str(uuid.uuid4()), "own": ""}, count_files()
    files = [(b"%PDF-1.7", "a.pdf"), (b"%PDF-1.7", "a.pdf"), (b"%PDF-1.7 2", "a.pdf")]
    answers = [
        browser.post(address(world, rule), data=data | {FORMS[rule]: (io.BytesIO(content), name)})
        for content, name in files
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert answers[0].location == answers[1].location
    assert count_files() == before + 2
