"""Every page with a form is sent nonsense in every field, and nothing at all: each field is named in the reader's
language, what was typed stays, nothing is changed.

Which pages there are is read from the table of all addresses, so a new form is tried as soon as it stands there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.event.events.models import Deadline, HostBody, HostRole, Room, Track, Venue
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import OneTimeLink, Purpose
from eventmgr.tools.web.tokens import sign, token_hash
from tests.access_table import ADMINISTRATORS, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM
from tests.access_table.world import World
from tests.factories import NOON, keep
from tests.soak import drawn
from tests.tools.web.filled_forms import Field, Page

pytestmark = pytest.mark.one_engine
TABLES = (EVERYBODY, BY_LINK, SIGNED_IN, ADMINISTRATORS, CREATORS, EDITORS, set(TEAM))
ADDRESSES = {route for table in TABLES for route in table}
BOTH = sorted(rule for method, rule in ADDRESSES if method == "POST" and ("GET", rule) in ADDRESSES)
LOOKS_FOR_IT = "/manage/events/<slug>/checkin/"
"""What is typed there is looked for; nothing is wrong."""
CHOSEN_IN_THE_ADDRESS = {"/manage/figures/", "/manage/events/<slug>/figures/"}
"""What is chosen there stands in the address, which names what it does not know (`tests/output/figures`); only a name is posted."""
RULES = [rule for rule in BOTH if "<name>" not in rule and rule not in {LOOKS_FOR_IT, *CHOSEN_IN_THE_ADDRESS}]
PAGES = [*RULES, *(f"/manage/events/<slug>/settings/{section}/" for section in SECTIONS)]
LEFT_OUT = {
    "again",
    *(f"rows-1-{name}" for name in ("venue", "role", "due_at")),
    "rows-0-kind",
    "rows-1-kind",
    "rows-0-unit",
    "rows-0-part",
}
"""Repeated of what is asked already, and of rows that do not count as long as they are empty."""
NAMES_A_ROW = re.compile(r"(rows|speakers)-\d+-(name|label)_zh")
HAN = re.compile("[\u4e00-\u9fff]")


def filled(world: World) -> World:
    """With rows in every list of the settings."""
    event = world.event
    event.contact = {"name": "王敏", "phone": "15400000001"}
    event.venues = [
        Venue(name={"zh": "会议中心"}, position=0, rooms=[Room(event_id=event.id, name={"zh": "一号厅"}, position=0)])
    ]
    event.hosts = [HostBody(role=HostRole.HOST, name={"zh": "办公室"}, position=0)]
    event.tracks = [Track(name={"zh": "主线"}, position=0)]
    event.deadlines = [Deadline(label={"zh": "论文"}, due_at=NOON.replace(month=5))]
    db.session.commit()
    return world


def address(world: World, rule: str) -> str:
    kind = BY_LINK.get(("POST", rule))
    token = ""
    if isinstance(kind, Purpose):
        values = {"user_id": world.people["V"].id, "purpose": kind, "token_hash": token_hash("right")}
        keep(OneTimeLink(**values, created_at=NOON, expires_at=NOON.replace(year=2099)))
        token = "right"
    elif kind:
        token = (
            sign(kind, world.values["registration_id"], 1)
            if kind == "my"
            else world.values.get(kind, world.values["invitation"])
        )
    path = world.address(rule.replace("<name>", "facts"), token=token)
    return f"{path}?kind=seminar" if path == "/manage/events/new" else path


def stored() -> dict[str, list[str]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted(str(tuple(row)) for row in db.session.execute(table.select()))
        for table in db.metadata.sorted_tables
    }


def nonsense(one: Field, lang: str) -> str | list[str] | None:
    """A value that this kind of field cannot take; None where it takes anything. Of a select it is in turn an unknown one and, where
    that is no choice, the empty one."""
    if (
        lang == "en"
        and one.kind == "select"
        and one.options
        and "" not in one.options
        and "multiple" not in one.attributes
    ):
        return ""
    if one.kind in ("select", "radio"):
        return "nowhere"
    if one.kind == "checkbox":
        return ["nowhere"] if one.attributes.get("value") not in (None, "y", "1") else None
    if one.kind == "number":
        return str(int(one.attributes.get("max") or 2**31) + 1)
    if one.kind in ("date", "datetime-local"):
        return "2026-02-30" if one.kind == "date" else "1999-05-01T08:00"
    longest = int(one.attributes.get("maxlength") or 0)
    return "长" * (longest + 1) if 0 < longest <= 2000 else None


def open_page(client: FlaskClient, path: str, lang: str) -> Page | None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    return Page(answer.get_data(as_text=True)) if answer.status_code == 200 else None


def send(client: FlaskClient, path: str, lang: str, typed: Any) -> tuple[int, Page]:
    answer = client.post(f"{path}{'&' if '?' in path else '?'}lang={lang}", data=typed)
    return answer.status_code, Page(answer.get_data(as_text=True))


@pytest.fixture
def world(fresh_world: Any, sign_in: Any, client: FlaskClient, frozen: Any) -> World:
    """Signed in as an administrator, who may do everything."""
    world = filled(fresh_world())
    sign_in(world.people["A"])
    return world


@pytest.mark.parametrize("rule", drawn(PAGES, 4))
def test_nonsense_is_named_field_by_field_in_both_languages_and_changes_nothing(
    rule: str, client: FlaskClient, world: World
):
    path = address(world, rule)
    for lang in ("zh", "en"):
        page = open_page(client, path, lang)
        if page is None:
            continue
        page.fields |= {
            name: replace(one, values=["一"]) for name, one in page.fields.items() if NAMES_A_ROW.match(name)
        }
        wrong = {one.name: value for one in page.open_fields() if (value := nonsense(one, lang)) is not None}
        if not wrong:
            continue
        before = stored()
        status, answer = send(client, path, lang, page.typed(**wrong))

        assert status == 422
        assert stored() == before
        unnamed = {
            name: (page.fields[name].kind, page.fields[name].id)
            for name in wrong
            if page.fields[name].id not in answer.targets()
        }
        assert unnamed == {}, (sorted(answer.targets()), answer.problems)
        assert answer.targets() <= answer.ids, "lines of the summary that lead nowhere"
        words = {label.split(" ")[0] for label in (*answer.labels.values(), *answer.legends)} - {""}
        ticks = {one.id for one in answer.fields.values() if one.kind == "checkbox"}
        nameless = [
            line for target, line in answer.problems if target not in ticks and not any(word in line for word in words)
        ]
        assert nameless == []
        said = re.sub("[长]|“[^”]*”", "", " ".join(line for _target, line in answer.problems))
        assert bool(HAN.search(said)) == (lang == "zh"), said
        kept = {
            name: answer.fields[name].values
            for name, value in wrong.items()
            if page.fields[name].kind in ("text", "textarea", "number", "date", "datetime-local")
        }
        assert kept == {name: [wrong[name]] for name in kept}


@pytest.mark.parametrize("rule", drawn(PAGES, 3, turn=1))
def test_whatever_must_be_filled_in_is_asked_for_by_name_and_what_else_was_typed_stays(
    rule: str, client: FlaskClient, world: World
):
    path = address(world, rule)
    for lang in (("zh", "en")[PAGES.index(rule) % 2],):  # one of the two, in turn
        page = open_page(client, path, lang)
        needed = [one for one in (page.open_fields() if page else []) if one.required and one.name not in LEFT_OUT]
        if page is None or not needed:
            continue
        empty: dict[str, Any] = {one.name: [] if one.kind in ("select", "radio") else "  " for one in needed}
        other = {one.name: "一" for one in page.open_fields() if one.kind == "textarea" and one.name not in empty}
        before = stored()
        status, answer = send(client, path, lang, page.typed(**empty, **other))

        assert status == 422
        assert stored() == before
        asked_for = {one.id for one in needed if one.id in answer.targets() or f"{one.id[:-3]}_zh" in answer.targets()}
        assert asked_for == {one.id for one in needed}
        assert {name: answer.fields[name].values for name in other} == {name: ["一"] for name in other}
        said = re.sub("[一]|“[^”]*”", "", " ".join(line for _target, line in answer.problems))
        assert bool(HAN.search(said)) == (lang == "zh"), said
