"""The sample, built once a file and only read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from eventmgr.console.sample import build
from eventmgr.console.sample.dates import Dates
from eventmgr.ground.db import transaction
from tests.conftest import client_of, settle
from tests.console.sample.following import add_rare
from tests.factories import NOON, make_admin, make_session


@pytest.fixture(scope="module")
def whole_sample(prepared) -> tuple[Any, str]:
    """The application with the sample around 13 May 2026, and the session of an administrator; the tests only read."""
    application, test_database = prepared
    test_database.reset()
    application.extensions["page_cache"].clear()
    with application.app_context(), time_machine.travel(NOON, tick=False):
        with transaction():
            build.build(Dates(date(2026, 5, 13)))
        add_rare()
        token = make_session(make_admin())
        settle()
    return application, token


@pytest.fixture
def reader(whole_sample, frozen) -> Iterator[FlaskClient]:
    application, token = whole_sample
    with application.app_context():
        browser = client_of(application)
        with browser.session_transaction() as session:
            session.update(_user_id=token, _fresh=True)
        yield browser


@pytest.fixture(scope="module")
def built(prepared) -> dict[str, Any]:
    """The key of the sample, built once around 13 May 2026: the tests here only read."""
    application, test_database = prepared
    test_database.reset()
    with application.app_context(), transaction():
        return build.build(Dates(date(2026, 5, 13)))


@pytest.fixture
def key(prepared, built) -> Iterator[dict[str, Any]]:
    """The key of the sample that stands in the database."""
    application, _database = prepared
    with application.app_context():
        yield built
