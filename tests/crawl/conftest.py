"""The installation that is crawled through, one for each database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

from eventmgr.ground.db import db
from tests.conftest import new_app
from tests.crawl.installation import PROTECTED, Installation, furnish, install
from tests.crawl.undoing import Undoing
from tests.databases import TestDatabase
from tests.factories import NOON


@pytest.fixture
def installation(prepared: tuple[Flask, TestDatabase]) -> Iterator[Installation]:
    """An application with its protections on, the sample and everybody who reads it; the clock stands at NOON."""
    application, test_database = prepared
    test_database.reset()
    same: dict[str, Any] = {"SQLALCHEMY_DATABASE_URI": test_database.uri, "INSTANCE_PATH": application.instance_path}
    app = new_app(**PROTECTED, **same)
    refusals = logging.getLogger("eventmgr.tools.web.monitoring.metrics")
    refusals.setLevel(logging.ERROR)  # thousands are refused, as they should be
    with time_machine.travel(NOON, tick=False), app.app_context():
        readers = furnish()
        undoing = Undoing(test_database.keep_beside(db.metadata), app.extensions["page_cache"].clear)
        yield install(app, readers, undoing)
        db.session.remove()
        db.engine.dispose()
    refusals.setLevel(logging.NOTSET)
