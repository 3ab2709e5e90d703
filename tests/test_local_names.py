"""Local names say what they hold: words that once stood for several things stay away from the rooms that were swept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import ROOT, package_sources

SWEPT = (
    "registration", "events", "signup", "checkin", "quotas", "sample", "charts", "forms", "log", "agenda", "home", "outcomes",
)  # fmt: skip
UNCLEAR = {
    "place": "a registration, a venue, a number of places (`docs/inside/glossary.md`), an index",
    "standing": "a state, what is known before a registration, the rows that count",
    "found": "whatever was looked for",
    "seat": "a registration, a chair",
    "words": "labels, terms, a text, a message",
    "one": "the row at hand",
}
"""Word → what it was used for, each of which has a better name."""
DIALECT = {
    "told": "what a person said, what we wrote to them, a context, changes of the log, a response",
    "said": "an answer, a label, a sentence, what a row holds",
    "kept": "what is stored, who stays, what is left after filtering",
    "found": "whatever was looked for",
    "one": "the row at hand",
}
"""Word → what it stood for; as a name it may live three lines and no longer."""
SHORT = 3
NO_NAME = frozenset({"told", "said", "kept", "found", "stands", "taken"})
"""Words that are no whole name of a function, class or attribute, in whatever case and with whatever underscores around."""
NO_PART = frozenset({"told", "said"})
"""Words that are no part of such a name either: what a function gives is a text, a label, the recorded values."""
COLUMNS = {
    "told", "told_by", "told_by_code", "told_at", "expiry_told_at", "said", "said_by", "said_at", "new_said_at", "overdue_said_at", "closed_said",
    "kept", "kept_id", "stands",
}  # fmt: skip
"""Columns of the database, and what refers to the row of one: they keep their names; `Candidate.stands` is filled in by registration."""
LEFT_FOR_LATER = {
    ("event", "registration"): "is sorted by noun first",
    (
        "engines",
        "scheduling",
    ): "`kept` meetings are published in the figures of every schedule (`docs/inside/scheduling.md`)",
}
"""(wing, room) whose names of functions, classes and attributes are not looked at, and why."""
STATES = {"TOLD", "TAKEN", "SAID"}
"""Members of enums: their values stand in the database."""
LEFT = {("matching", "Entry"), ("matching", "Side"), ("matching", "Asking"), ("scheduling", "Keeper")}
"""(room, class) that the literature of the field calls otherwise: document, collection, query, constraint state."""


def unclear(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of each parameter and each variable of an unclear name; attributes and module names are not looked at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in UNCLEAR:
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in UNCLEAR:
            yield node.lineno, node.id


@pytest.mark.one_engine
def test_no_variable_of_the_swept_rooms_has_a_name_that_says_nothing():
    sources = [source for source in package_sources(ROOT) if source.package in SWEPT]
    said = [f"{source.path}:{line}: {name}" for source in sources for line, name in unclear(source.tree)]

    assert {source.package for source in sources} == set(SWEPT)
    assert said == []


def long_lived(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(first line, name) of each word of the dialect that is a parameter or variable of a function for more than `SHORT` lines."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        lines: dict[str, list[int]] = {}
        bound = set()
        for node in ast.walk(function):
            if isinstance(node, ast.arg) and node.arg in DIALECT:
                bound.add(node.arg)
                lines.setdefault(node.arg, []).append(node.lineno)
            elif isinstance(node, ast.Name) and node.id in DIALECT:
                lines.setdefault(node.id, []).append(node.lineno)
                if isinstance(node.ctx, ast.Store):
                    bound.add(node.id)
        yield from ((min(lines[name]), name) for name in sorted(bound) if max(lines[name]) - min(lines[name]) > SHORT)


@pytest.mark.one_engine
def test_no_word_of_the_dialect_names_what_lives_longer_than_three_lines():
    sources = package_sources(ROOT)

    assert [f"{source.path}:{line}: {name}" for source in sources for line, name in long_lived(source.tree)] == []


def dialect_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of each function, class and attribute that a word of the dialect names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names = [node.attr]
        else:
            continue
        if isinstance(node, ast.ClassDef):
            fields = [line for line in node.body if isinstance(line, ast.AnnAssign | ast.Assign)]
            targets = [
                target for line in fields for target in getattr(line, "targets", [getattr(line, "target", None)])
            ]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
        yield from ((node.lineno, name) for name in names if name not in COLUMNS | STATES and _is_dialect(name))


def _is_dialect(name: str) -> bool:
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)
    words = {part.lower() for part in parts}
    return bool(words & NO_PART) or (len(parts) == 1 and bool(words & NO_NAME))


@pytest.mark.one_engine
def test_no_function_class_or_attribute_bears_a_word_of_the_dialect():
    sources = [source for source in package_sources(ROOT) if Path(source.path).parts[1:3] not in LEFT_FOR_LATER]

    assert [f"{source.path}:{line}: {name}" for source in sources for line, name in dialect_names(source.tree)] == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def facts_told(event): ...", ["facts_told"]),
        ("class Told:\n    said: str", ["Told"]),
        ("class Shown:\n    _taken: int\n    found = 1", ["_taken", "found"]),
        ("class A:\n    @property\n    def found(self): ...", ["found"]),
        ("self.kept = merge.kept", []),
        ("self._found = rows", ["_found"]),
        ("def count_taken(): ...\nclass NotFound: ...\nclass KeptAnswers: ...", []),
    ],
)
def test_a_function_a_class_and_an_attribute_are_noticed(code: str, names: list[str]):
    assert [name for _line, name in dialect_names(ast.parse(code))] == names


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(told):\n    a\n    b\n    c\n    return told", ["told"]),
        ("def f():\n    found = []\n    a\n    b\n    return found", []),
        ("def f():\n    for one in rows:\n        a\n        b\n        c\n        one.x()", ["one"]),
        ("def f():\n    a = kept.x\n    b\n    c\n    d\n    return kept.y", []),
    ],
)
def test_a_name_is_measured_from_where_it_is_bound_to_where_it_is_last_read(code: str, names: list[str]):
    assert [name for _line, name in long_lived(ast.parse(code))] == names


@pytest.mark.one_engine
def test_engines_speak_the_words_of_their_literature():
    classes = {
        (source.package, node.name)
        for source in package_sources(ROOT)
        for node in source.nodes
        if isinstance(node, ast.ClassDef)
    }

    assert classes & LEFT == set()
    assert {("matching", "Document"), ("matching", "Query"), ("scheduling", "ConstraintState")} <= classes


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "code",
    [
        "def show(place): ...",
        "def show(*, words): ...",
        "found = find()",
        "for one in rows: ...",
        "x = [one.id for one in rows]",
        "x = lambda seat: seat.id",
        "if (standing := get()): ...",
        "def f(*place, **words): ...",
    ],
)
def test_an_unclear_name_is_noticed_wherever_it_is_bound(code: str):
    assert list(unclear(ast.parse(code)))


@pytest.mark.one_engine
def test_what_only_reads_or_is_an_attribute_is_left_alone():
    assert list(unclear(ast.parse("x = kept.place\ny.found = labels.words\nf(words=x)"))) == []
