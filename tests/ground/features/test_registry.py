"""What the features tell is gathered once, and mistakes are refused when the application starts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.app import FEATURES
from eventmgr.event.events.menu import EVENT
from eventmgr.ground import features
from eventmgr.ground.features import Feature, Menu, MenuEntry, MenuGroup, Panel
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.tools.web.rendering.menus import ACCOUNT, FOOT, SITE

ROOT = Path(__file__).resolve().parents[3]
SIDE = Menu("side")


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("small")
    with app.app_context():
        yield app


def test_a_menu_holds_its_entries_by_group_and_order_whoever_told_of_them(app):
    late, early = MenuGroup("Late", 2), MenuGroup("Early", 1)
    features.init_app(
        app,
        [
            Feature("low", menu=(MenuEntry(SIDE, "d", "d", 2, late), MenuEntry(SIDE, "a", "a", 9))),
            Feature("high", menu=(MenuEntry(SIDE, "c", "c", 1, late), MenuEntry(SIDE, "b", "b", 1, early))),
        ],
    )

    found = [(section.heading, [entry.label for entry in section.entries]) for section in features.menu("side")]

    assert found == [("", ["a"]), ("Early", ["b"]), ("Late", ["c", "d"])]


def test_a_heading_without_entries_for_its_reader_is_left_out(app):
    side = Menu("side", lambda entry, about: entry.permission in about)
    entries = (MenuEntry(side, "a", "a", 1, permission="x"), MenuEntry(side, "b", "b", 1, MenuGroup("B", 1), "y"))
    features.init_app(app, [Feature("low", menu=entries)])

    assert [[entry.label for entry in part.entries] for part in features.menu("side", {"x"})] == [["a"]]
    assert features.menu("side", set()) == []


def test_what_is_offered_at_a_place_comes_in_the_order_of_the_features(app):
    spot: Panel = Panel("spot")
    features.init_app(app, [Feature("one", offers={spot: min}), Feature("two"), Feature("three", offers={spot: max})])

    assert (features.offered(spot), features.offered(Panel("spot"))) == ([min, max], [])


def test_two_features_that_tell_of_one_permission_are_refused(app):
    one = Feature("one", permissions={"thing.do": frozenset()})

    with pytest.raises(ValueError, match=r"permission told by two features: \['thing.do'\]"):
        features.init_app(app, [one, Feature("two", permissions={"thing.do": frozenset()})])


def test_two_features_of_one_name_are_refused(app):
    with pytest.raises(ValueError, match="two features have one name"):
        features.init_app(app, [Feature("one"), Feature("one")])


def test_two_entries_at_one_place_of_a_menu_are_refused(app):
    first, second = (Feature(name, menu=(MenuEntry(SIDE, name, name, 5),)) for name in ("one", "two"))

    with pytest.raises(ValueError, match="menu side: two entries stand at 5, 'one' and 'two'"):
        features.init_app(app, [first, second])


def test_an_entry_that_leads_nowhere_is_refused(app):
    features.init_app(app, [Feature("one", menu=(MenuEntry(SIDE, "a", "nowhere", 1),))])

    with pytest.raises(ValueError, match="menu side: there is no page 'nowhere'"):
        features.open_rooms(app)


class Crew(Enum):
    OWNER = "owner"


class Stranger(Enum):
    OWNER = "owner"


TEAM = Menu("team", permissions=None)
TEAM_FEATURE = Feature("team", roles=Crew, permissions={"thing.do": frozenset({Crew.OWNER})})


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            "menu team, static: there is no permission 'thing.undo'",
            {"menu": (MenuEntry(TEAM, "a", "static", 1, permission="thing.undo"),)},
        ),
        ("menu team, static: there is no permission ''", {"menu": (MenuEntry(TEAM, "a", "static", 1),)}),
        (
            "menu side, static: there is no permission 'thing.do'",
            {"menu": (MenuEntry(SIDE, "a", "static", 1, permission="thing.do"),)},
        ),
        ("permission thing.undo: there is no role 'owner'", {"permissions": {"thing.undo": frozenset({"owner"})}}),
        (
            "permission thing.undo: there is no role <Stranger.OWNER: 'owner'>",
            {"permissions": {"thing.undo": frozenset({Crew.OWNER, Stranger.OWNER})}},
        ),
        ("high, no overfull things: [] cannot be called", {"laws": {"no overfull things": []}}),
        ("high, spot: 'panel' cannot be called", {"offers": {Panel("spot"): "panel"}}),
    ],
)
def test_what_nobody_knows_is_refused_when_the_application_starts(app, fault, told):
    features.init_app(app, [TEAM_FEATURE, Feature("high", **told)])

    with pytest.raises(ValueError, match=f"^{re.escape(fault)}$"):
        features.open_rooms(app)


def test_what_somebody_knows_may_start(app):
    entries = (MenuEntry(TEAM, "a", "static", 1, permission="thing.do"), MenuEntry(SIDE, "a", "static", 1))
    features.init_app(app, [TEAM_FEATURE, Feature("high", menu=entries, laws={"law": list})])

    features.open_rooms(app)

    assert [part.entries for part in features.menu("team")] == [entries[:1]]


def test_every_page_that_templates_and_code_link_to_exists(prepared):
    pages = set(prepared[0].view_functions)
    linked = set()
    for path in (*(ROOT / "templates").rglob("*"), *(ROOT / "eventmgr").rglob("*.py")):
        if path.is_file():
            linked |= set(re.findall(r"""\burl_for\(\s*["'](\w+\.\w+)["']\s*[,)]""", path.read_text("utf-8")))

    assert (linked - pages, len(linked) > 60) == (set(), True)


def test_the_menus_ask_for_permissions_that_some_feature_tells_of():
    told = {name for feature in FEATURES for name in feature.permissions}
    entries = [entry for feature in FEATURES for entry in feature.menu]

    assert {entry.permission for entry in entries if entry.menu in (EVENT, OFFICE)} - told == set()
    assert {entry.menu for entry in entries} == {EVENT, OFFICE, PARTY, ACCOUNT, SITE, FOOT}


def test_every_permission_that_pages_and_templates_ask_for_is_told_by_some_feature():
    told = {name for feature in FEATURES for name in feature.permissions}
    asked = set()
    for path in (ROOT / "eventmgr").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("event_for", "may") and len(node.args) > 1:
                asked |= {node.args[1].value} if isinstance(node.args[1], ast.Constant) else set()
    for path in (ROOT / "templates").rglob("*.html"):
        asked |= set(re.findall(r'\bmay\(event, "([^"]+)"\)', path.read_text("utf-8")))

    assert (asked - told, len(asked) > 12) == (set(), True)
