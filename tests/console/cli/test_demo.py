"""What `eventmgr demo` prints before it serves: where it is, and two ways in that work on old installations too."""

import os

import pytest

from eventmgr.console.cli import demo
from eventmgr.console.sample.accounts import ENGLISH_ORGANIZER, ORGANIZER
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import User
from tests.factories import make_user


@pytest.fixture
def started(monkeypatch, app):
    """`started(port)` → (what was printed, the address with which it is served); nothing is migrated, built or served."""
    served = []
    monkeypatch.setattr(demo.schema, "upgrade", lambda *_: None)
    monkeypatch.setattr(demo.sample.command, "callback", lambda **_: None)
    monkeypatch.setattr(
        demo.serve.command, "callback", lambda **given: served.append((given["port"], app.config["BASE_URL"]))
    )
    monkeypatch.setenv("EVENTMGR_BASE_URL", "")

    def start(port: int, address: str = "http://127.0.0.1:8000") -> tuple[str, tuple[int, str]]:
        monkeypatch.setitem(app.config, "BASE_URL", address)
        done = app.test_cli_runner().invoke(demo.command, ["--port", str(port)], catch_exceptions=False)
        return done.output, served[-1]

    return start


@pytest.mark.parametrize(
    ("address", "used"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:9012"),
        ("http://localhost", "http://localhost:9012"),
        ("http://[::1]:8000/", "http://[::1]:9012/"),
        ("https://events.example.org", "https://events.example.org"),
    ],
)
def test_the_address_that_is_printed_is_the_one_that_answers(started, address, used):
    make_user(email=ORGANIZER)

    said, served = started(9012, address)

    assert f"eventmgr is at      {used.rstrip('/')} " in said
    assert f"organizer's sign-in {used.rstrip('/')}/sign-in/" in said
    assert served == (9012, used)
    assert os.environ["EVENTMGR_BASE_URL"] == ("" if used == address else used), "for the worker beside it"


def test_an_installation_from_before_the_english_account_gets_one(started):
    make_user(email=ORGANIZER)

    said, _served = started(8000)
    again, _served = started(8000)

    assert "removed" not in said + again
    assert said.count("/sign-in/") == again.count("/sign-in/") == 2
    assert "&lang=en" in said
    assert db.session.query(User).filter_by(email=ENGLISH_ORGANIZER).one().language == "en"


def test_who_has_removed_the_organizer_of_the_sample_gets_no_administrator_back(started):
    said, _served = started(8000)

    assert said.count("has been removed") == 2
    assert db.session.query(User).count() == 0
