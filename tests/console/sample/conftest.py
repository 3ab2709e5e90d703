"""The sample, brought back once a file and only read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.conftest import client_of, settle
from tests.console.sample.following import add_rare
from tests.factories import NOON, make_admin, make_session


@pytest.fixture(scope="module")
def whole_sample(prepared, kept_sample) -> tuple[Any, str]:
    """The application with the sample around 13 May 2026, and the session of an administrator; the tests only read."""
    application, _database = prepared
    kept_sample()
    with application.app_context(), time_machine.travel(NOON, tick=False):
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
def built(kept_sample) -> dict[str, Any]:
    """The key of the sample around 13 May 2026: the tests here only read."""
    return kept_sample()


@pytest.fixture
def key(prepared, built) -> Iterator[dict[str, Any]]:
    """The key of the sample that stands in the database."""
    application, _database = prepared
    with application.app_context():
        yield built
