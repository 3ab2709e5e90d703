"""The places that rooms leave for rooms upstairs: each is filled by some feature, and asked for by the room that leaves it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import eventmgr
from eventmgr.app import FEATURES
from eventmgr.ground.features import Panel

PACKAGE = Path(eventmgr.__file__).parent
PLACES = (
    "event/delegations/panels.py",
    "tools/web/sitemap.py",
    "event/events/panels.py",
    "identity/privacy/handling.py",
    "event/invitations/panels.py",
    "event/registration/notes.py",
    "exchange/cases/beside.py",
    "exchange/desk/panels.py",
    "exchange/entries/panels.py",
    "matchmaking/listings/content/documents.py",
    "matchmaking/listings/panels.py",
    "matchmaking/meeting_parties/panels.py",
    "matchmaking/meeting_plans/panels.py",
    "matchmaking/meeting_requests/panels.py",
    "matchmaking/timetables/panels.py",
    "matchmaking/organizations/panels.py",
    "matchmaking/outcomes/panels.py",
    "on_site/seating/panels.py",
)


def panels_of(place: str) -> dict[str, Panel]:
    """Name in code → panel, of one module."""
    module = importlib.import_module("eventmgr." + place.removesuffix(".py").replace("/", "."))
    return {name: value for name, value in vars(module).items() if isinstance(value, Panel)}


def test_panels_are_left_in_these_files_alone():
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if re.search(r"^\w+ = Panel\[", path.read_text("utf-8"), re.MULTILINE)
    ]

    assert found == sorted(PLACES)


def test_every_panel_is_filled_by_a_feature_and_asked_for():
    filled = {id(panel) for feature in FEATURES for panel in feature.offers}
    sources = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "feature.py"]
    lines = [line for source in sources for line in source.splitlines() if "import" not in line]

    for place in PLACES:
        left = panels_of(place)
        asked = {name for name in left if any(re.search(rf"\b{name}\b(?! = Panel)", line) for line in lines)}
        assert [name for name, panel in left.items() if id(panel) not in filled] == [], place
        assert sorted(set(left) - asked) == [], place
