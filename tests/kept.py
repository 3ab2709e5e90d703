"""What tests come back to: whatever the database holds at one moment, and a world that is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.ground.db import db
from tests.conftest import settle
from tests.databases import TestDatabase


@pytest.fixture
def remember(prepared: tuple[Flask, TestDatabase], app: Flask) -> Callable[[], Callable[[], None]]:
    """`back = remember()`: what the database holds; `back()` brings it back, sessions of accounts too."""
    _application, test_database = prepared

    def begin() -> Callable[[], None]:
        settle()
        bring_back = test_database.snapshot(db.metadata)

        def back() -> None:
            settle()
            bring_back()
            app.extensions["page_cache"].clear()

        return back

    return begin


@pytest.fixture(scope="session")
def kept_world(prepared: tuple[Flask, TestDatabase]) -> Any:
    """The world of this process and engine that is made once."""
    from tests.safety.worlds import KeptWorld

    return KeptWorld(*prepared)


@pytest.fixture
def fresh_world(app: Flask, kept_world: Any) -> Any:
    """`fresh_world()`: an event with one of everything (`tests/safety/worlds.py`) and nothing else in the database, each time
    as it was made."""
    return kept_world
