"""The table of `test_access.py`: every route and method, and whom it is for. Each room tells its own in a file of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.access_table.accounts import ADMINISTRATORS, CREATORS, SIGNED_IN

__all__ = ["ADMINISTRATORS", "BY_LIAISON", "BY_LINK", "CREATORS", "EDITORS", "EVERYBODY", "SIGNED_IN", "TEAM"]


def _told(*names: str) -> Iterator[Any]:
    """What the files of this folder tell under one of these names."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in ("__init__", "world", "things"):
            module = vars(import_module(f"tests.access_table.{path.stem}"))
            yield from (module[name] for name in names if name in module)


TEAM: dict[tuple[str, str], str] = {
    route: letters for told in _told("TEAM", "OF_TEAM", "MEETINGS") for route, letters in told.items()
}
BY_LINK: dict[tuple[str, str], Any] = {
    route: kind for told in _told("BY_LINK", "OF_LINK", "MEETINGS_BY_LINK") for route, kind in told.items()
}
EVERYBODY: set[tuple[str, str]] = set().union(*_told("EVERYBODY"))
EDITORS: set[tuple[str, str]] = set().union(*_told("OF_EDITORS"))
"""Accounts that keep what stays between the events."""
BY_LIAISON: set[tuple[str, str]] = set().union(*_told("BY_LIAISON", "OF_LIAISON"))
