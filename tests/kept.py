"""What tests come back to: whatever the database holds at one moment, a world and the sample, which are made once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask

from eventmgr.ground.db import db, transaction
from tests.conftest import settle
from tests.databases import TestDatabase
from tests.factories import NOON


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


class KeptSample:
    """The sample around 13 May 2026, built once a process and database, at NOON."""

    def __init__(self, application: Flask, database: TestDatabase) -> None:
        self._application, self._database = application, database
        self._bring_back: Callable[[], None] | None = None
        self._key: dict[str, Any] = {}

    def __call__(self) -> dict[str, Any]:
        """The database holds the sample as it was built, and nothing else; its key."""
        with self._application.app_context():
            settle()
            if self._bring_back is None:
                from eventmgr.console.sample import build
                from eventmgr.console.sample.dates import Dates

                self._database.reset()
                with time_machine.travel(NOON, tick=False), transaction():
                    self._key = build.build(Dates(date(2026, 5, 13)))
                settle()
                self._bring_back = self._database.snapshot(db.metadata)
            self._bring_back()
            self._application.extensions["page_cache"].clear()
        return self._key


@pytest.fixture(scope="session")
def kept_sample(prepared: tuple[Flask, TestDatabase]) -> KeptSample:
    """`kept_sample()`: what was in the database gives way to the sample, as it was built."""
    return KeptSample(*prepared)
