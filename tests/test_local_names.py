"""Local names say what they hold: words that once stood for several things stay away from the rooms that were swept."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture import ROOT, package_sources

SWEPT = (
    "registration", "events", "signup", "checkin", "quotas", "sample", "charts", "forms", "log", "agenda", "home", "outcomes",
)  # fmt: skip
UNCLEAR = {
    "place": "a registration, a venue, a number of places (`docs/glossary.md`), an index",
    "standing": "a state, what is known before a registration, the rows that count",
    "found": "whatever was looked for",
    "seat": "a registration, a chair",
    "words": "labels, terms, a text, a message",
    "one": "the row at hand",
}
"""Word → what it was used for, each of which has a better name."""
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
