"""A filled installation of before, taken to the present schema, shows people what they saw."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from eventmgr.app import create_app
from eventmgr.ground.db import db
from tests import databases
from tests.tools.messages.peer import parse
from tests.upgrading import keeping
from tests.upgrading.browsing import Browser
from tests.upgrading.filling import KEYS, LOOK
from tests.upgrading.looking import Look, look_again

pytestmark = pytest.mark.engines_differ

HERE = Path(__file__).resolve().parent
BEFORE = sorted(path.name for path in HERE.iterdir() if (path / "sqlite.sql.xz").is_file())
"""Revisions of the schema of which a filled installation is kept."""


@pytest.fixture(scope="module", params=BEFORE)
def upgraded_once(
    engine: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_database: Callable[..., databases.TestDatabase],
) -> Iterator[tuple[Any, Any]]:
    """(what to copy, what was seen) of an installation of before that was upgraded; each test has a copy of it."""
    kept, folder = HERE / request.param, tmp_path_factory.mktemp("before")
    name = f"eventmgr_before_{os.getpid()}"
    database = new_database(folder, name)
    keeping.restore(database.uri, keeping.read(kept / f"{engine}.sql.xz"))
    with time_machine.travel(LOOK, tick=False):
        app = _installation(database, folder)
        done = app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        _leave(app)
    yield getattr(database, "path", name), keeping.read_json(kept / f"{engine}.json.xz")
    database.remove()


@pytest.fixture
def upgraded(
    upgraded_once: tuple[Any, Any], tmp_path: Path, new_database: Callable[..., databases.TestDatabase]
) -> Iterator[tuple[Any, Any]]:
    """(application, what was seen) of an installation of before that has just been upgraded."""
    source, seen = upgraded_once
    database = new_database(tmp_path, f"eventmgr_upgraded_{os.getpid()}", source)
    with time_machine.travel(LOOK, tick=False):
        app = _installation(database, tmp_path)
        yield app, seen
        _leave(app)
    database.remove()


def _installation(database: databases.TestDatabase, folder: Path) -> Any:
    settings = {"SQLALCHEMY_DATABASE_URI": database.uri, "INSTANCE_PATH": str(folder / "instance")}
    return create_app(settings | KEYS)


def _leave(app: Any) -> None:
    """Nobody may be connected to what is copied."""
    with app.app_context():
        db.engine.dispose()


def test_people_see_what_they_saw_and_what_they_were_given_still_works(upgraded: tuple[Any, Any]):
    app, kept = upgraded

    differences = _compare(app, kept)
    laws = app.test_cli_runner().invoke(args=["check"]).output

    assert differences == [], "\n".join(differences)
    assert [line for line in laws.splitlines() if not line.startswith("holds")] == []


def test_letters_that_waited_leave_after_the_upgrade_with_links_that_open(upgraded: tuple[Any, Any]):
    app, _kept = upgraded

    with time_machine.travel(LOOK + timedelta(hours=2), tick=False):
        done = app.test_cli_runner().invoke(args=["worker", "--once"])
        letters = [parse(path.read_bytes()) for path in sorted(Path(app.instance_path, "outbox").glob("*.eml"))]
        links = [re.search(r"/my/[\w-]+/", letter.get_body(("plain",)).get_content())[0] for letter in letters]
        pages = [Browser(app).get(link).status_code for link in links]

    assert done.exit_code == 0, done.output
    assert sorted(letter["To"].addresses[0].addr_spec for letter in letters) == [
        "applicant9@example.com",
        "full2@example.com",
    ]
    assert pages == [200, 200]


def _compare(app: Any, kept: Any) -> list[str]:
    """What differs from what `look.py` has kept, as a patch."""
    found: list[str] = []
    for before, now in look_again(app, kept):
        if (before["status"], before["words"]) != (now["status"], now["words"]):
            found += _patch(before, now)
    return found


def _patch(before: Look, now: Look) -> list[str]:
    head = f"{before['who']} at {before['path']} {before.get('sent', '')}: {before['status']} -> {now['status']}"
    return [head, *list(difflib.unified_diff(before["words"], now["words"], lineterm="", n=0))[2:]]
