"""What the tests stand on: an application on an empty database, twice where a database is used at all.

A test that asks for `database` (or `app`, `client`, …, which ask for it) runs on SQLite and on PostgreSQL; every
other test runs once. `--engine sqlite` narrows that while working.
"""

from __future__ import annotations

import contextlib
import contextvars
import gc
import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as examples
from itsdangerous import URLSafeTimedSerializer
from jinja2 import FileSystemBytecodeCache
from jinja2.environment import create_cache
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.util import LRUCache
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from eventmgr.ground import clock
from eventmgr.ground import db as database_module
from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs import services as jobs
from eventmgr.identity.accounts import passwords
from tests import BYTECODE, soak
from tests.databases import (
    ENGINES,
    TEST_DATABASE_URL,
    PostgresDatabase,
    PostgresServer,
    SqliteDatabase,
    TestDatabase,
    drop_database,
    once_in,
)
from tests.factories import NOON, make_session
from tests.ground.features.spoken import refuse_unspoken
from tests.spare_apps import SpareApps

# No test asserts a time: machines are slow for hours.
examples.register_profile("cut", deadline=None, derandomize=True, max_examples=soak.times(100))
examples.register_profile("soak", deadline=None, max_examples=soak.times(100), print_blob=True)
examples.load_profile("soak" if soak.TIMES else "cut")

pytest_plugins = ["tests.kept"]
ROOT = Path(__file__).resolve().parent.parent
_RUN_FOLDER = "EVENTMGR_TEST_RUN_FOLDER"
SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "a key for tests only, long enough",
    "RATELIMIT_ENABLED": False,
    "WORKER_IN_SERVE": False,
    "BASE_URL": "http://localhost",
    "TAKE_BACK_MINUTES": 0,
}
"""What differs from an installation; `make_app(**settings)` changes it back where a test is about it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="run on this database only")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues and choose a folder for the PostgreSQL server; once, before any worker starts."""
    if hasattr(config, "workerinput"):
        return
    script("catalogue").compile_all()
    os.environ[_RUN_FOLDER] = tempfile.mkdtemp(prefix="eventmgr-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the folder of the server away, after the last worker."""
    folder = os.environ.get(_RUN_FOLDER)
    if folder and not hasattr(config, "workerinput"):
        if given := os.environ.get(TEST_DATABASE_URL):
            drop_database(given.replace("+psycopg", ""), template_name())
        deadline = time.monotonic() + 10
        while (Path(folder) / "server" / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(BYTECODE / tempfile.gettempdir().lstrip("/"), ignore_errors=True)  # of packages made in this run


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--engine")
        usual = ENGINES[:1] if metafunc.definition.get_closest_marker("one_engine") else ENGINES
        metafunc.parametrize("engine", [chosen] if chosen else usual, scope="session")
    marker = metafunc.definition.get_closest_marker("soak")
    if soak.TIMES and marker and marker.kwargs.get("again"):
        metafunc.fixturenames.append("soak_round")
        metafunc.parametrize("soak_round", range(soak.TIMES))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Whatever Hypothesis makes examples for is a search, so it belongs to `make soak` too: marked before `-m` chooses.

    Browser tests first, at last: a worker that has nothing left to do takes from the end, and needs no browser for that.
    """
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.soak)
    yield
    items[:] = asked_once(items)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


ON_POSTGRESQL = 10


def asked_once(items: list[pytest.Item]) -> list[pytest.Item]:
    """`items` without what asks PostgreSQL in the words of another test: one test in `ON_POSTGRESQL` is kept there, with its
    first case and one in four of the others, since the crawl opens every page and sends every form on both databases.
    Always the same ones. All are kept in a soak, where one database was chosen, and where the mark `engines_differ` says
    that the database itself answers: races, kills, queues, migrations, connections that break."""
    engines = {_engine_of(item) for item in items}
    if soak.TIMES or "sqlite" not in engines:
        return items
    kept, begun = [], set[str]()
    for item in items:
        if _engine_of(item) == "postgresql" and not item.get_closest_marker("engines_differ"):
            test = item.nodeid.partition("[")[0]
            if crc32(test.encode()) % ON_POSTGRESQL:
                continue
            if test in begun and crc32(item.nodeid.encode()) % 4:
                continue
            begun.add(test)
        kept.append(item)
    return kept


def _engine_of(item: pytest.Item) -> str | None:
    spec = getattr(item, "callspec", None)
    return spec.params.get("engine") if spec is not None else None


@pytest.fixture
def soak_round() -> int:
    """Which time in this soak, from 0; a test marked `soak(again=True)` is tried many times."""
    return 0


def pytest_collection_finish() -> None:
    """What is loaded by now stays for the whole run: looking through it for garbage again and again is a tenth of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def script(name: str) -> Any:
    """The module `scripts/<name>.py`, which is not part of the package."""
    module_name = f"eventmgr_scripts_{name}"
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, ROOT / "scripts" / f"{name}.py")
        assert spec and spec.loader
        sys.modules[module_name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[module_name])
    return sys.modules[module_name]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this run, shared by all workers."""
    server = PostgresServer(run_folder() / "server")
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[tuple[PasswordHasher, str]]:
    """A hash of argon2id costs a thousandth in this process; the hasher and the decoy of installations."""
    earnest = passwords._hasher, passwords._DECOY
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        patch.setattr(passwords, "_DECOY", cheap.hash("no account has this password"))
        yield earnest


@pytest.fixture(scope="session")
def new_database(engine: str, request: pytest.FixtureRequest) -> Callable[..., TestDatabase]:
    """`new_database(folder, name, copy_of)`: a database of this engine."""

    def make(folder: Path, name: str, copy_of: Any = None) -> TestDatabase:
        if engine == "sqlite":
            return SqliteDatabase(folder, copy_of)
        return PostgresDatabase(request.getfixturevalue("postgres_server").address, name, copy_of)

    return make


@pytest.fixture(scope="session")
def migrated(engine: str, new_database: Callable[..., TestDatabase]) -> Any:
    """What the database of each process is a copy of (a path or a name): migrated by whoever comes first in this run."""
    run = run_folder()
    with once_in(run, engine) as first:
        if first:
            made = new_database(run, template_name())
            app = new_app(SQLALCHEMY_DATABASE_URI=made.uri, INSTANCE_PATH=str(run / "instance"))
            with app.app_context():
                set_up_schema()
                db.session.remove()
                db.engine.dispose()
    return run / "test.sqlite" if engine == "sqlite" else template_name()


@pytest.fixture(scope="session")
def prepared(
    migrated: Any, new_database: Callable[..., TestDatabase], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """(application, database) of this process and engine: migrated and with reference data, made once."""
    folder = tmp_path_factory.mktemp("database")
    name = f"eventmgr_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with once_in(run_folder(), "copying"):  # PostgreSQL copies a database for one at a time
        test_database = new_database(folder, name, migrated)
    refuse_unspoken()
    app = new_app(SQLALCHEMY_DATABASE_URI=test_database.uri, INSTANCE_PATH=str(folder / "instance"))
    with app.app_context():
        test_database.remember(db.metadata)
    yield app, test_database
    with app.app_context():
        db.engine.dispose()
    test_database.remove()


def run_folder() -> Path:
    """What all processes of this run share, until it ends."""
    return Path(os.environ[_RUN_FOLDER])


def template_name() -> str:
    """The name of this run's template on a PostgreSQL server."""
    return f"eventmgr_{run_folder().name}"


_STATEMENTS = 3000


def new_app(**settings: Any) -> Flask:
    """An application with the settings of the tests, changed by `settings`; SQLite does not wait for the disk.

    A template is compiled once a run, not once an application. What all pages need of templates and statements is more than
    an installation keeps at hand; those that walk them all would make it anew again and again.
    """
    from eventmgr.app import create_app

    app = create_app(SETTINGS | settings)
    (compiled := run_folder() / "templates").mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    app.jinja_env.cache = create_cache(-1)
    app.test_client_class = Browser
    app.extensions["page_cache"].renewals.start = lambda work: work()  # at once, in the thread of the test
    with app.app_context():
        db.engine._compiled_cache = LRUCache(_STATEMENTS)
        if db.engine.dialect.name == "sqlite":
            sqlalchemy_event.listen(db.engine, "connect", lambda one, _record: one.execute("PRAGMA synchronous=OFF"))
    return app


def set_up_schema() -> None:
    """Inside an application's context: what `eventmgr db upgrade` does."""
    from eventmgr.console.cli.schema import migrate

    migrate("upgrade", "head")


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of an installation with the sample events, made by the real commands for whoever comes first in this
    run; to be copied."""
    folder = run_folder() / "sample"
    with once_in(run_folder(), "sample") as first:
        if first:
            from tests.browser.site import Site

            Site(folder).prepare()
    return folder


@pytest.fixture
def app(prepared: tuple[Flask, TestDatabase]) -> Iterator[Flask]:
    """The application on an empty database (reference data only), its context pushed: `db.session` works.

    Its settings are those of the tests again afterwards, whatever the test or a command that it ran has made of them.
    """
    application, test_database = prepared
    settings = dict(application.config)
    test_database.reset()
    application.extensions["page_cache"].clear()
    nothing_stands_still(application)
    shutil.rmtree(Path(application.instance_path) / "outbox", ignore_errors=True)
    with application.app_context():
        yield application
    application.config.clear()
    application.config.update(settings)


def nothing_stands_still(application: Flask) -> None:
    """Pages of organizers know for a while that e-mails leave, whatever the test before has done to them."""
    application.extensions["standstill"] = None, time.monotonic(), os.getpid()


@pytest.fixture
def database(app: Flask) -> Any:
    """The empty database; its session is `db.session`."""
    return database_module


@pytest.fixture(scope="session")
def spare_apps(prepared: tuple[Flask, TestDatabase]) -> SpareApps:
    """Applications on the database of this process and engine with settings that tests have asked for."""
    application, test_database = prepared
    same = {"SQLALCHEMY_DATABASE_URI": test_database.uri, "INSTANCE_PATH": application.instance_path}
    return SpareApps(partial(new_app, **same))


@pytest.fixture
def make_app(app: Flask, spare_apps: SpareApps) -> Iterator[Callable[..., Flask]]:
    """A second application on the same database with other settings: `make_app(RATELIMIT_ENABLED=True)`. With settings
    another test may have had it before; `make_app()` is new, and may be given further routes."""
    new: list[Flask] = []

    def make(**settings: Any) -> Flask:
        if settings:
            return spare_apps.lend(**settings)
        same = {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"], "INSTANCE_PATH": app.instance_path}
        new.append(new_app(**same))
        return new[-1]

    yield make
    db.session.remove()  # what it has read inside another application holds a connection of that one
    spare_apps.take_back()
    for other in new:
        with other.app_context():
            db.engine.dispose()


class Browser(FlaskClient):
    """A browser that sends the token of its session with what it posts, as every form of ours has it.

    That the forms have it is asked by the crawl, which sends what stands in them and nothing else, and with `bare=True` a
    test sends what it says alone.
    """

    def open(self, *args: Any, bare: bool = False, **kwargs: Any) -> Any:
        method, path = kwargs.get("method", "GET"), args[0] if args else kwargs.get("path")
        if isinstance(path, str) and not bare and method in ("POST", "PUT", "PATCH", "DELETE"):
            says_it = "csrf_token" in _names_of(kwargs.get("data"))
            if not says_it and self._asks_for_token(path, method):
                kwargs["headers"] = Headers(kwargs.get("headers")) | {"X-CSRFToken": self._token()}
        return super().open(*args, **kwargs)

    def _asks_for_token(self, address: str, method: str) -> bool:
        """Whether the view there belongs to forms with a token; those that are the same for everybody have none."""
        adapter = self.application.url_map.bind("localhost")
        try:
            endpoint, _values = adapter.match(urlsplit(address).path, method)
        except (HTTPException, RequestRedirect):
            return False
        view = self.application.view_functions[endpoint]
        return f"{view.__module__}.{view.__name__}" not in self.application.extensions["csrf"]._exempt_views

    def _token(self) -> str:
        with self.session_transaction() as session:
            session.setdefault("csrf_token", _OF_SESSION)
            held = session["csrf_token"]
        key = self.application.secret_key
        assert key is not None
        return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(held))


def _names_of(sent: Any) -> Any:
    """What the names of fields can be looked for in, whatever form the body of a request has."""
    return sent.decode("latin-1") if isinstance(sent, bytes) else sent or ""


_OF_SESSION = hashlib.sha1(b"the token of a session in tests").hexdigest()


class Client(Browser):
    """A browser without JavaScript: each request in a context of its own, as on a server.

    What the test wrote is committed before the request; what the request wrote is read afresh after it. An organizer's form
    is sent with `telling=now`, as from the page that asks before people are written to; `telling=""` sees that page.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        settle()
        typed, is_post = kwargs.get("data"), kwargs.get("method") == "POST" and "json" not in kwargs
        if is_post and args and str(args[0]).startswith("/manage/events/") and isinstance(typed, dict | None):
            # A plain dict stays one: what stands in a tuple is a file with its name, not two values.
            kwargs["data"] = typed.copy() if isinstance(typed, MultiDict) else dict(typed or {})
            kwargs["data"].setdefault("telling", "now")
        response = contextvars.Context().run(super().open, *args, **kwargs)
        settle()
        return response


def settle() -> None:
    """Commit what the test's session holds and forget what it has read."""
    with contextlib.suppress(RuntimeError):
        if db.session().in_transaction():
            db.session.commit()
        db.session.expire_all()


@pytest.fixture
def client(app: Flask) -> Client:
    """A visitor of the application."""
    return client_of(app)


def client_of(application: Flask) -> Client:
    """A visitor of `application`, for tests with several visitors or applications."""
    application.test_client_class = Client
    browser = application.test_client()
    assert isinstance(browser, Client)
    return browser


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Client]:
    """`sign_in(user)`: the client is that account from now on (`sign_in(user, other_client)` for another)."""

    def begin(user: Any, browser: Client = client) -> Client:
        settle()
        token = make_session(user)
        with browser.session_transaction() as session:
            session.clear()
            session.permanent = True
            session.update(_user_id=token, _fresh=True)
        return browser

    return begin


def do_jobs() -> None:
    """What a worker would do now, letters aside: they stay in the outbox."""
    settle()
    while True:
        with transaction():
            leased = jobs.lease_due("test", at=clock.now(), seconds=60, limit=1)
        if not leased:
            return
        with transaction():
            jobs.run(leased[0], at=clock.now())


@contextlib.contextmanager
def count_statements() -> Iterator[list[str]]:
    """The statements sent to the database inside the block, in order; BEGIN and PRAGMA are not counted."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture(name="count_statements")
def _count_statements(app: Flask) -> Callable[[], contextlib.AbstractContextManager[list[str]]]:
    """`with count_statements() as statements: client.get(…)`, then `assert len(statements) <= 12`."""
    return count_statements


@pytest.fixture
def frozen() -> Iterator[Any]:
    """The clock stands at NOON for everything; `frozen.shift(seconds)` and `frozen.move_to(…)` move it."""
    import time_machine

    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
