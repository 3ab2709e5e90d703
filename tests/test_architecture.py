"""Who may import whom in the house of `tests/architecture.py`, and what each kind of file may hold.

A room that is not in its table fails. Every rule is also tried on a small tree that breaks it, so that a rule that never
speaks is noticed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import (
    DECLARES_ROWS,
    FLOOR,
    MEETS_FLASK,
    NEVER_SQL,
    ROOT,
    UPWARDS,
    WING_OF,
    WINGS,
    Source,
    imports_of,
    package_sources,
    room_of,
)
from tests.broken_house import BROKEN

FLASK_ROOMS = (
    "web",
    "cli",
    "app",
    "i18n",
    "db",
    "limited",
    "settings",
    "settings_source",
    "sealing",
    "features",
    "__main__",
)
_ENDS_TRANSACTIONS = (
    ".commit",
    ".begin_nested",
    "db.session.begin",
    "engine.begin",
    "connection.begin",
    ".transaction",
)
ASKING = ("get_", "find_", "list_", "count_", "iterate_", "load_", "is_")
"""`iterate_` gives rows that are too many to hold, `load_` fills a row at hand, `is_` says yes or no."""
TAKES_WHAT_IT_FINDS = {
    *(("eventmgr/ground/jobs/queries.py", name) for name in ("lease", "extend", "insert_once", "settle_job")),
    *(("eventmgr/tools/messages/queries.py", name) for name in ("settle", "revive")),
}
"""Leased work is found and taken in one statement: the question and the write cannot be told apart."""
_PURE = re.compile(r"\bPure(?=[.,;])|: pure functions")
_IMPURE = ("eventmgr.ground.db", "eventmgr.ground.clock", "eventmgr.tools.web.")
_VERBS = ("queries", "services", "statements", "views", "manage", "session", "access")
NAMELESS = ("utils", "util", "helpers", "helper", "common", "misc")
MOST_LINES_OF_A_FUNCTION = 60


def names_a_place(source: Source) -> Iterator[str]:
    """Every room stands in its wing; nothing is nameless."""
    folder = Path(source.path).parts[1] if Path(source.path).parts[1] in WINGS else ""
    if source.package not in (*FLOOR, "__init__"):
        yield f"{source.path}: {source.package!r} has no place in a wing"
    elif WING_OF.get(source.package, folder) != folder:
        yield f"{source.path}: {source.package!r} belongs to the wing {WING_OF[source.package]}"
    for part in source.parts:
        if part in NAMELESS:
            yield f"{source.path}: {part!r} is no name for a thing"


def runs_downstairs(source: Source) -> Iterator[str]:
    """No import goes up or across."""
    here = source.package
    for _node, name in imports_of(source):
        there = next(iter(room_of(name)), "")
        if there in ("", here) or (source.path, there) in UPWARDS or here == "__init__":
            continue
        if there not in FLOOR:
            yield f"{source.path}: imports {name}, which has no place in a wing"
        elif FLOOR[there] >= FLOOR.get(here, 0):
            yield f"{source.path}: imports {name}, which does not lie below {here}"


def keeps_its_trade(source: Source) -> Iterator[str]:
    """No SQL in services and pages, no Flask below the pages, `select()` in queries, and in periods, which hand it on."""
    flask_is_welcome = source.package in FLASK_ROOMS or source.trade in MEETS_FLASK or source.is_a_page
    for _node, name in imports_of(source):
        library = name.split(".")[0]
        if library in ("sqlalchemy", "flask_sqlalchemy") and source.trade in NEVER_SQL:
            yield f"{source.path}: {source.trade} import {name}"
        if library == "sqlalchemy" and name.endswith(".select") and source.trade not in DECLARES_ROWS:
            yield f"{source.path}: select() belongs to queries"
        if source.trade == "periods" and name.startswith("eventmgr.ground.db"):
            yield f"{source.path}: periods say which rows, and ask nothing"
        if library.startswith("flask") and library != "flask_sqlalchemy" and not flask_is_welcome:
            yield f"{source.path}: imports {name}, but is no page"


def writes_like_the_house(source: Source) -> Iterator[str]:
    """Services do not commit or read the clock; classes of tables stand in models only."""
    for node, called in source.calls if source.trade == "services" else ():
        if called.endswith((".commit", "clock.now", "datetime.now")):
            yield f"{source.path}:{node.lineno}: services never call {called}()"
    for node in source.nodes:
        if isinstance(node, ast.ClassDef) and "Model" in map(ast.unparse, node.bases) and source.trade != "models":
            yield f"{source.path}:{node.lineno}: tables stand in models"


def queries_ask_only(source: Source) -> Iterator[str]:
    """Queries change nothing, and their names say what comes back."""
    if source.trade != "queries":
        return
    for node in source.tree.body:
        name = node.name if isinstance(node, ast.FunctionDef) else ""
        if name and not name.startswith(("_", *ASKING)) and (source.path, name) not in TAKES_WHAT_IT_FINDS:
            yield f"{source.path}: {name}() is named neither {' nor '.join(ASKING)}"
    for _node, name in imports_of(source):
        writes = name.startswith("sqlalchemy") and name.rpartition(".")[2] in ("insert", "update", "delete")
        if writes and source.path not in {path for path, _name in TAKES_WHAT_IT_FINDS}:
            yield f"{source.path}: queries import {name}"
    for node, called in source.calls:
        if called.endswith(("session.delete", "session.flush", "session.merge", "session.add_all")):
            yield f"{source.path}:{node.lineno}: queries call {called}()"


def pure_is_pure(source: Source) -> Iterator[str]:
    """What calls itself pure knows no request, no database, no clock, and no room's verbs or questions."""
    if not _PURE.search(ast.get_docstring(source.tree) or ""):
        return
    for _node, name in imports_of(source):
        parts = name.split(".")
        is_a_value = parts[-1][:1].isupper()
        verbs = set(room_of(name)[1:3]) & set(_VERBS) if not is_a_value else set()
        if parts[0] in ("flask", "flask_login", "sqlalchemy") or name.startswith(_IMPURE) or verbs:
            yield f"{source.path}: calls itself pure and imports {name}"


def writes_by_write(source: Source) -> Iterator[str]:
    """Everything is written inside the work of `db.write`, which runs a lost race again; nobody else ends transactions."""
    if source.package == "db":
        return
    for _node, name in imports_of(source):
        if name == "eventmgr.ground.db.transaction":
            yield f"{source.path}: writes in transaction(), where a lost race is lost; use write()"
    for node, called in source.calls:
        if called.endswith(_ENDS_TRANSACTIONS):
            yield f"{source.path}:{node.lineno}: calls {called}(); use write()"


def imports_at_the_top(source: Source) -> Iterator[str]:
    """An import inside a function gives its reason on the line, after the `noqa` that ruff asks for."""
    lines = source.text.splitlines()
    for function in source.nodes:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for node in ast.walk(function):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                said = " ".join(lines[node.lineno - 1 : (node.end_lineno or node.lineno)])
                reason = said.partition("PLC0415")[2].strip(" #-:,;")
                if len(reason) < 5:
                    yield f"{source.path}:{node.lineno}: imports inside {function.name}() without a reason"


def stays_small(source: Source) -> Iterator[str]:
    """At most 60 lines a function; a file is a theme, however long."""
    for node in source.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield f"{source.path}:{node.lineno}: {node.name}() has {length} lines"


def acts_are_one_value(source: Source) -> Iterator[str]:
    """Who acts and when travel together, as an `Act`: no function takes the two apart."""
    for node in source.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            names = {argument.arg for argument in given}
            an_actor = any(argument.annotation and "Actor" in ast.unparse(argument.annotation) for argument in given)
            if "at" in names and ("by" in names or an_actor):
                yield f"{source.path}:{node.lineno}: takes `at` and who acts; give it one `act: Act`"


_SORTS = ("order_by", "sorted", "sort", "Key", "min", "max")
_IN_ORDER = "eventmgr/event/registration/in_order.py"
_NO_PEOPLE = ("place", "_P")
"""Names of rows with a rank that are nobody: seats, entries of the waiting list."""


def sorts_people_one_way(source: Source) -> Iterator[str]:
    """Who leads and which rank was set are asked by the one order of people alone."""
    for node, called in source.calls if source.path != _IN_ORDER else ():
        if called.rpartition(".")[2] not in _SORTS:
            continue
        for part in (part for given in (*node.args, *node.keywords) for part in ast.walk(given)):
            if isinstance(part, ast.Attribute) and (
                part.attr == "leadership" or (part.attr == "rank" and ast.unparse(part.value) not in _NO_PEOPLE)
            ):
                yield f"{source.path}:{node.lineno}: sorts by {ast.unparse(part)}; people have one order, in {_IN_ORDER}"


Rule = Callable[[Source], Iterator[str]]
RULES: tuple[Rule, ...] = (
    names_a_place,
    runs_downstairs,
    keeps_its_trade,
    writes_like_the_house,
    queries_ask_only,
    pure_is_pure,
    writes_by_write,
    imports_at_the_top,
    acts_are_one_value,
    sorts_people_one_way,
    stays_small,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule):
    complaints = [line for source in package_sources(ROOT) for line in rule(source)]

    assert complaints == []


@pytest.mark.parametrize(
    ("text", "is_a_page"),
    [
        ("from flask import Blueprint", True),
        ("from .blueprint import bp", True),
        ('"""Makes no Blueprint() itself."""', False),
    ],
)
def test_a_page_is_known_by_what_it_imports(text, is_a_page):
    assert Source("eventmgr/event/agenda/manage/days.py", text).is_a_page is is_a_page


def shared_by_import(root: Path) -> list[str]:
    """Whatever two tests share stands in a module of `tests/` that is none, or in a conftest."""
    paths = sorted((root / "tests").rglob("*.py"))
    sources = [Source(str(path.relative_to(root)), path.read_text("utf-8")) for path in paths]
    return [
        f"{source.path}: imports {name}"
        for source in sources
        for _node, name in imports_of(source)
        if name.startswith("tests.") and any(part.startswith("test_") for part in name.split(".")[:-1])
    ]


def test_no_test_imports_another(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_late.py").write_text("from tests.event.test_early import person", "utf-8")
    (tmp_path / "tests/test_near.py").write_text("from .test_early import person", "utf-8")

    assert shared_by_import(ROOT) == []
    assert shared_by_import(tmp_path) == [
        "tests/test_late.py: imports tests.event.test_early.person",
        "tests/test_near.py: imports tests.test_early.person",
    ]


def test_tests_and_scripts_have_names():
    paths = [path for folder in ("tests", "scripts", "bench") for path in sorted((ROOT / folder).rglob("*.py"))]

    assert [str(path) for path in paths if path.stem in NAMELESS] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_speaks_where_it_is_broken(rule: Rule, tmp_path: Path):
    for path, text, complaint in BROKEN[rule.__name__]:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

        said = [line for source in package_sources(tmp_path) for line in rule(source)]
        file.unlink()

        assert said == [complaint]


def test_a_slow_library_may_be_imported_late_with_its_reason():
    source = Source(
        "eventmgr/tools/typesetting.py",
        "def draw():\n    import reportlab  # noqa: PLC0415 - half a second, for documents only\n",
    )

    assert [line for rule in RULES for line in rule(source)] == []
