"""Whatever is wrong with an installation, every command says it in one sentence with the file and the way out, and fails."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.console import cli
from eventmgr.console.cli import STANDALONE, Console
from eventmgr.console.cli.guarding import FREE, KEYLESS
from eventmgr.ground import settings
from eventmgr.ground.db import db
from eventmgr.tools.web.installation.schema import first
from tests.conftest import new_app, run_folder
from tests.console.cli.every_command import ALL, filled
from tests.console.cli.releases import HEAD, NEXT, release_next
from tests.databases import once_in
from tests.safety.database_away import folder, garbage, half, nothing

pytestmark = pytest.mark.one_engine
NEW, OLD = "n" * 40, "o" * 40


@pytest.fixture(autouse=True)
def own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """`demo` tells its worker by the environment where it is served; that ends with the test."""
    monkeypatch.setenv("EVENTMGR_BASE_URL", "http://localhost")


@pytest.fixture(autouse=True)
def on_a_file(engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("what is broken here is a file")


def at(revision: str) -> Callable[[Path, Path], None]:
    """The database of this release, which says that it is at another revision."""

    def make(path: Path, whole: Path) -> None:
        path.write_bytes(whole.read_bytes())
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
            connection.commit()

    return make


BROKEN = {
    "no tables": (nothing, "has no tables yet: run `eventmgr db upgrade` first"),
    "older": (at(HEAD), f"is at revision {HEAD}, this release needs {NEXT}"),
    "too old": (
        at("0060"),
        f"is at revision 0060, and the migrations of this release begin at {first()}: run `eventmgr db upgrade`",
    ),
    "newer": (at("9999_future"), "is at revision 9999_future, which this release does not know"),
    "another file": (garbage, "broken.sqlite] (DatabaseError: file is not a database): the file is something else"),
    "cut off": (half, "broken.sqlite] (DatabaseError: database disk image is malformed): move the file away"),
    "unreadable": (folder, "the file of the database cannot be opened ["),
}
MENDS = ("no tables", "older")
"""What `db` and `demo` are there for."""


def console(app: Flask) -> Console:
    return Console(create_app=lambda: app, add_default_commands=False, add_version_option=False)


def run(app: Flask, words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(console(app), [*words.split(), *filled(ALL[words])])
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    return done.exit_code, done.output


def asking(*, bringing_about: bool) -> list[str]:
    """Commands that ask the database; those that bring it about too."""
    free = [name for name in FREE if not bringing_about or name not in {"db", "demo"}]
    needless = (*free, *STANDALONE, "db revision", "db stamp", "db copy")  # a broken file may be worth a copy
    return [words for words in ALL if not any(f"{words} ".startswith(f"{name} ") for name in needless)]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_database_is_told_in_one_sentence_by_every_command(tmp_path, migrated, fault, monkeypatch):
    breaking, sentence = BROKEN[fault]
    if fault == "older":
        release_next(tmp_path, monkeypatch)
    breaking(tmp_path / "broken.sqlite", Path(migrated))
    app = new_app(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'broken.sqlite'}", INSTANCE_PATH=str(tmp_path), DATA_KEY=OLD
    )

    told = {words: run(app, words) for words in asking(bringing_about=fault not in MENDS)}

    assert {
        words: one for words, one in told.items() if one[0] != 1 or sentence not in one[1] or one[1].count("\n") != 1
    } == {}
    assert len(told) > 12


def test_a_database_that_cannot_be_written_is_told_by_every_command_that_writes(tmp_path, migrated):
    (tmp_path / "whole.sqlite").write_bytes(Path(migrated).read_bytes())
    uri = f"sqlite:///file:{tmp_path / 'whole.sqlite'}?mode=ro&uri=true"
    app = new_app(SQLALCHEMY_DATABASE_URI=uri, INSTANCE_PATH=str(tmp_path), DATA_KEY=OLD)

    told = {words: run(app, words) for words in ("worker", "serve", "user link", "sample", "demo", "renumber")}

    assert {words: one for words, one in told.items() if one[0] != 1 or one[1].count("\n") != 1} == {}
    assert is_ready(app)[0] == 503


@pytest.fixture
def installed(tmp_path, migrated) -> Callable[..., Flask]:
    """`installed(**settings)`: an application on one database of its own, with the keys OLD unless others are set."""
    path = tmp_path / "own.sqlite"
    path.write_bytes(Path(migrated).read_bytes())

    def make(**more: object) -> Flask:
        given = {"SECRET_KEY": OLD, "DATA_KEY": OLD, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}"}
        return new_app(INSTANCE_PATH=str(tmp_path), **(given | more))

    return make


@pytest.fixture
def used(installed, tmp_path) -> Callable[..., Flask]:
    """`installed` with the sample in it, whose sensitive answers are sealed with the key OLD; built once a run."""
    kept = run_folder() / "sample-with-old-keys.sqlite"
    with once_in(run_folder(), "sample with old keys") as first:
        if first:
            assert run(installed(), "sample")[0] == 0
            with closing(sqlite3.connect(tmp_path / "own.sqlite")) as source, closing(sqlite3.connect(kept)) as copy:
                source.backup(copy)
    with closing(sqlite3.connect(kept)) as source, closing(sqlite3.connect(tmp_path / "own.sqlite")) as copy:
        source.backup(copy)
    return installed


def is_ready(app: Flask) -> tuple[int, str]:
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.json["status"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATA_KEY"])
def test_nothing_starts_with_another_key_but_what_says_so(used, name):
    other = used(**{name: NEW})

    told = {words: run(other, words) for words in asking(bringing_about=False)}

    refused = {words for words, (status, said) in told.items() if status == 1 and f"the key EVENTMGR_{name} " in said}
    assert {words for words in told if words.split()[0] not in KEYLESS} <= refused
    assert "check" in refused
    assert (is_ready(other), is_ready(used())) == ((503, "another key"), (200, "ok"))


def test_a_key_that_was_changed_on_purpose_counts_where_the_older_one_is_a_fallback(used):
    both = {"SECRET_KEY_FALLBACKS": [OLD], "DATA_KEY_FALLBACKS": [OLD]}

    assert run(used(SECRET_KEY=NEW, DATA_KEY=NEW, **both), "retention")[0] == 0
    # the older signing key may go at once; the older data key only when nothing is sealed with it any more
    assert run(used(SECRET_KEY=NEW, DATA_KEY=NEW), "retention")[0] == 1
    assert run(used(SECRET_KEY=NEW, DATA_KEY=NEW, DATA_KEY_FALLBACKS=[OLD]), "reseal")[0] == 0
    assert run(used(SECRET_KEY=NEW, DATA_KEY=NEW), "retention")[0] == 0


def test_a_key_that_is_lost_can_be_given_up_by_a_setting(used):
    assert run(used(DATA_KEY=NEW), "retention")[0] == 1
    assert run(used(DATA_KEY=NEW, ACCEPT_NEW_KEYS=True), "retention")[0] == 0
    assert run(used(DATA_KEY=NEW), "retention")[0] == 0


def test_an_older_installation_gets_its_fingerprints_only_if_its_key_opens_what_is_sealed(used):
    with used().app_context():
        db.session.execute(db.text("DELETE FROM key_fingerprint"))
        db.session.commit()
        db.session.remove()

    assert run(used(DATA_KEY=NEW), "db upgrade")[0] == 1
    assert run(used(), "db upgrade")[0] == 0
    assert run(used(DATA_KEY=NEW), "db upgrade")[0] == 1


@pytest.mark.parametrize("name", ["secret_key", "data_key"])
def test_a_missing_key_file_is_never_replaced_once_the_database_was_used(tmp_path, migrated, name):
    path = tmp_path / "own.sqlite"
    path.write_bytes(Path(migrated).read_bytes())
    own = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}", "INSTANCE_PATH": str(tmp_path), "SECRET_KEY": ""}
    run(new_app(**own), "retention")
    kept = (tmp_path / name).read_text()
    (tmp_path / name).unlink()

    with pytest.raises(settings.BadSetting, match=rf"{name} is missing.*Put back your copy of it"):
        new_app(**own)

    assert not (tmp_path / name).exists()
    (tmp_path / name).write_text(kept)
    assert run(new_app(**own), "retention")[0] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a b", r"settings\.toml is no TOML: .*line 1"),
        (b'\n\nsite = "\xff"', r"settings\.toml is not UTF-8 \(line 3\)\. Save it again"),
        (b'request_answer_days = "soon"', r"request_answer_days in .*settings\.toml is 'soon', but must be a number"),
        (b"page_cache = 3", r"page_cache in .* must be true or false"),
        (b'trusted_hosts = "a.example"', r"trusted_hosts in .* must be a list"),
        (b'sms_headers = "x"', r"sms_headers in .* must be a table"),
        (b"data_key = true", r"data_key in .*settings\.toml is not text, in quotation marks"),
        (b'base_urll = "https://a.example"', r"settings\.toml sets base_urll, which is no setting; base_url is one"),
        (b"zzz = 1", r"settings\.toml sets zzz, which is no setting; docs/running/settings\.md"),
        (b'sqlalchemy_database_uri = "mysql://a/b"', r"DATABASE_URI is no address that is understood"),
        (b'smtp_url = "mail.example.org"', r"EVENTMGR_SMTP_URL must look like smtp://"),
    ],
)
def test_a_wrong_setting_is_told_with_file_and_way_out_and_nothing_starts(tmp_path, monkeypatch, content, sentence):
    (tmp_path / "settings.toml").write_bytes(content)
    monkeypatch.setenv("EVENTMGR_INSTANCE_PATH", str(tmp_path))

    with pytest.raises(SystemExit, match=rf"eventmgr does not start: .*{sentence}"):
        cli._create()


def test_a_settings_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").mkdir()

    with pytest.raises(settings.BadSetting, match=r"settings\.toml cannot be read \(Is a directory\)"):
        loaded(tmp_path)


def loaded(folder: Path, **overrides: object) -> Flask:
    app = Flask("eventmgr", instance_path=str(folder))
    settings.load(app, {"INSTANCE_PATH": str(folder), **overrides})
    return app


def test_a_mark_at_the_beginning_of_the_file_is_no_mistake(tmp_path):
    (tmp_path / "settings.toml").write_bytes('\ufeffcontact_name = "会务组"\nrequest_answer_days = "5"'.encode())

    config = loaded(tmp_path).config

    assert (config["CONTACT_NAME"], config["REQUEST_ANSWER_DAYS"]) == ("会务组", 5)


def test_a_retired_setting_stops_no_installation_and_is_told_where_it_stands(tmp_path, monkeypatch, caplog):
    (tmp_path / "settings.toml").write_text('contact_name = "会务组"\ndraft_days = 5')
    monkeypatch.setenv("EVENTMGR_DRAFT_DAYS", "4")

    config = loaded(tmp_path).config

    assert config["CONTACT_NAME"] == "会务组"
    assert "settings.toml sets draft_days, which has no effect any more: take it out" in caplog.text
    assert "EVENTMGR_DRAFT_DAYS is no setting" in caplog.text


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_an_address_of_postgresql_is_understood(tmp_path, scheme):
    made = loaded(tmp_path, SECRET_KEY=OLD, DATA_KEY=OLD, SQLALCHEMY_DATABASE_URI=f"{scheme}://u:p@db.example/x")

    assert made.config["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@db.example/x"


def test_the_environment_is_read_as_the_setting_is_and_strangers_in_it_are_named(tmp_path, monkeypatch, caplog):
    given = {"BASE_URLL": "x", "METRICS_TOKEN": "0123456", "ICP_NUMBER": "12", "PAGE_CACHE": "False"}
    for name, value in given.items():
        monkeypatch.setitem(os.environ, f"EVENTMGR_{name}", value)

    config = loaded(tmp_path).config

    assert (config["METRICS_TOKEN"], config["ICP_NUMBER"], config["PAGE_CACHE"]) == ("0123456", "12", False)
    assert [record.getMessage() for record in caplog.records] == [
        "EVENTMGR_BASE_URLL is no setting; EVENTMGR_BASE_URL is one."
    ]
