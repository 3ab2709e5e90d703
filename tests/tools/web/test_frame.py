"""The frame of every page, and the pages of errors."""

from __future__ import annotations

import re
from enum import Enum
from types import SimpleNamespace

import pytest
from flask import Blueprint, render_template, render_template_string

from eventmgr.ground import features
from eventmgr.ground.features import Feature, Menu, MenuEntry, MenuGroup

STATUSES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
PUBLIC = '{% extends "base.html" %}{% block title %}Here{% endblock %}{% block content %}<h1>Here</h1>{% endblock %}'
OFFICE = (
    '{% extends "manage/base.html" %}{% block title %}Desk{% endblock %}{% block content %}<h1>Desk</h1>{% endblock %}'
)
EVENT = SimpleNamespace(slug="e1", title={"zh": "研讨会", "en": "Seminar"})


def lines(html: str) -> str:
    return " ".join(html.split())


def test_the_language_switch_keeps_the_page_and_its_filters(bare):
    with bare.test_request_context("/list/?q=%E4%BC%9A&lang=zh"):
        page = lines(render_template_string(PUBLIC))

    assert '<html lang="zh-CN">' in page
    assert '<a href="/list/?lang=en&amp;q=%E4%BC%9A" lang="en" hreflang="en">English</a>' in page


def test_a_public_page_does_not_touch_the_session(bare):
    bare.add_url_rule("/", "here", lambda: render_template_string(PUBLIC))

    answer = bare.test_client().get("/")

    assert ("Cookie" in answer.headers.get("Vary", ""), answer.headers.get("Set-Cookie")) == (False, None)


def test_filing_numbers_stand_in_the_footer_where_they_are_set(bare):
    bare.config.update(ICP_NUMBER="京ICP备0号", POLICE_NUMBER="")
    with bare.test_request_context("/"):
        page = render_template_string(PUBLIC)

    assert ("京ICP备0号" in page, "beian.mps.gov.cn" in page) == (True, False)


def test_the_title_names_page_and_site(bare):
    with bare.test_request_context("/?lang=en"):
        assert "<title>Here · Manufacturing Exchange</title>" in render_template_string(PUBLIC)


@pytest.fixture
def office(bare):
    """The bare application with some of the organizers' pages and somebody signed in."""
    role = Enum("Role", ["OWNER"])
    side = Menu("event", lambda entry, _event: entry.permission != "team.manage", permissions=None)
    people, programme = MenuGroup("People", 1), MenuGroup("Agenda", 2)
    desk = Blueprint("events_manage", __name__)
    desk.add_url_rule("/manage/events/<slug>/", "overview", lambda slug: render_template_string(OFFICE, event=EVENT))
    desk.add_url_rule("/manage/events/<slug>/team/", "team", lambda slug: slug)
    agenda = Blueprint("agenda_manage", __name__)
    agenda.add_url_rule("/manage/events/<slug>/agenda/", "index", lambda slug: slug)
    entries = (
        MenuEntry(side, "Overview", "events_manage.overview", 1, permission="event.read"),
        MenuEntry(side, "Team", "events_manage.team", 2, people, "team.manage"),
        MenuEntry(side, "Agenda", "agenda_manage.index", 3, programme, "event.read"),
    )
    may = {name: frozenset({role.OWNER}) for name in ("event.read", "team.manage")}
    desk_room = Feature("desk", blueprints=(desk, agenda), menu=entries, roles=role, permissions=may)
    features.init_app(bare, [desk_room])
    features.open_rooms(bare)
    bare.jinja_env.globals["bars"] = lambda _event: []
    bare.jinja_env.globals["standstill"] = lambda: None
    bare.jinja_env.globals["current_user"] = SimpleNamespace(is_authenticated=True, is_admin=False, name="王敏")
    return bare


def test_an_organizer_sees_the_pages_that_exist_and_that_the_role_reaches(office):
    page = lines(office.test_client().get("/manage/events/e1/?lang=en").text)

    side = page.partition('<div class="side-list">')[2].partition("</nav>")[0]
    assert '<a href="/manage/events/e1/" class="on" aria-current="page">Overview</a>' in side
    assert '<a href="/manage/events/e1/agenda/">Agenda</a>' in side
    assert side.count("<a ") == 2
    assert "People" not in side and "Team" not in side


def test_an_organizers_page_without_event_has_no_side(office):
    with office.test_request_context("/manage/"):
        assert 'class="side"' not in render_template_string(OFFICE)


def test_what_the_last_action_said_is_shown_once(office):
    visitor = office.test_client()
    with visitor.session_transaction() as session:
        session["_flashes"] = [("success", "Saved <b>.")]

    first, second = (visitor.get("/manage/events/e1/").text for _time in range(2))

    assert re.search(r'<div class="alert alert-success" role="status"[^>]*>Saved &lt;b&gt;\.</div>', first)
    assert "Saved" not in second


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_says_what_happened_what_to_do_and_has_a_way_out(bare, status, lang):
    with bare.test_request_context(f"/?lang={lang}"):
        said = dict.fromkeys(("is_full", "is_in_doubt", "was_sent", "for_organizers"), False)
        page = render_template(f"errors/{status}.html", message=None, status=status, number="", **said)
        own = render_template(f"errors/{status}.html", message="The <room> is full.", status=status, number="", **said)

    assert page.count("<h1>") == 1
    assert 'class="btn btn-primary" href="/"' in page
    assert '<p class="muted">' in page
    assert "<p>The &lt;room&gt; is full.</p>" in own
