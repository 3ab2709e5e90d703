"""A filled installation of before, taken to the present schema, shows people what they saw."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from eventmgr.app import create_app
from tests import databases
from tests.messages.peer import parse
from tests.upgrading import keeping, renamed, wanted
from tests.upgrading.browsing import Browser
from tests.upgrading.filling import KEYS, LOOK
from tests.upgrading.looking import Look, language_of, look_again

HERE = Path(__file__).resolve().parent
BEFORE = sorted(path.name for path in HERE.iterdir() if (path / "sqlite.sql.xz").is_file())
"""Revisions of the schema of which a filled installation is kept."""


@pytest.fixture(params=BEFORE)
def upgraded(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """(application, what was seen) of an installation of before that has just been upgraded."""
    folder, database = HERE / request.param, _database(engine, request, tmp_path)
    keeping.restore(database.uri, keeping.read(folder / f"{engine}.sql.xz"))
    settings = {"SQLALCHEMY_DATABASE_URI": database.uri, "INSTANCE_PATH": str(tmp_path / "instance"), **KEYS}
    with time_machine.travel(LOOK, tick=False):
        app = create_app(settings)
        done = app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        yield app, keeping.read_json(folder / f"{engine}.json.xz")
    database.remove()


def _database(engine: str, request: pytest.FixtureRequest, folder: Path) -> databases.TestDatabase:
    if engine == "sqlite":
        return databases.SqliteDatabase(folder)
    return databases.PostgresDatabase(
        request.getfixturevalue("postgres_server").address, f"eventmgr_before_{folder.name}"
    )


def test_people_see_what_they_saw_and_what_they_were_given_still_works(upgraded: tuple[Any, Any]):
    app, kept = upgraded

    differences, needed = _compare(app, kept)
    laws = app.test_cli_runner().invoke(args=["check"]).output

    assert differences == [], "\n".join(differences)
    assert {*wanted.REWORDED, *wanted.ADDED, *wanted.REORDERED, *renamed.rows()} - needed == set()
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


def _compare(app: Any, kept: Any) -> tuple[list[str], set[object]]:
    """What differs and is not wanted, as a patch; and the rows of `wanted` that explained something."""
    found: list[str] = []
    needed: set[object] = set()
    for before, now in look_again(app, kept):
        lang = language_of(before["who"])
        old, used = wanted.expected(before["path"], before["words"], lang)
        new, used_too = wanted.without_added(now["path"], now["words"])
        old, new, spoken = renamed.in_words_of_now(old, new, lang)
        needed |= used | used_too | spoken
        if (before["status"], old) != (now["status"], new):
            found += _patch(before, now, old, new)
    return found, needed


def _patch(before: Look, now: Look, old: list[str], new: list[str]) -> list[str]:
    head = f"{before['who']} at {before['path']} {before.get('sent', '')}: {before['status']} -> {now['status']}"
    return [head, *list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]]
