"""Which names each page reads from its address: found by asking for it, so that a new one is tried without being listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict

from tests.access_table import ADMINISTRATORS, BY_LINK, CREATORS, EVERYBODY, SIGNED_IN, TEAM
from tests.conftest import run_folder
from tests.databases import once_in
from tests.safety.worlds import address

PAGES = sorted(
    rule.replace("<path:name>", "public.css")
    for method, rule in {*EVERYBODY, *BY_LINK, *SIGNED_IN, *ADMINISTRATORS, *CREATORS, *TEAM}
    if method == "GET"
)
FRAME = {"lang"}
"""What every page reads."""
OPENING = {"/": "view=month", "/manage/events/new": "kind=seminar"}
"""What makes a page read further names."""


class Noting(ImmutableMultiDict):
    """The values of a request that note which names were read."""

    read: ClassVar[set[str]] = set()

    def __contains__(self, key: Any) -> bool:
        """Whether it was given; the name is noted."""
        self.read.add(key)
        return super().__contains__(key)

    def getlist(self, key: Any, type: Any = None) -> list[Any]:
        """The values; the name is noted."""
        self.read.add(key)
        return super().getlist(key) if type is None else super().getlist(key, type)


def names_read(app: Flask, browser: Any, world: Any) -> dict[str, set[str]]:
    """Rule of each page → the names that it alone reads; the same on every database, so it is found once a run."""
    if not _found:
        kept = run_folder() / "names-read.json"
        with once_in(run_folder(), "names read") as first:
            if first:
                found = _find(app, browser, world)
                kept.write_text(json.dumps({rule: sorted(names) for rule, names in found.items()}), "utf-8")
        _found.update({rule: set(names) for rule, names in json.loads(kept.read_text("utf-8")).items()})
    return _found


_found: dict[str, set[str]] = {}


def _find(app: Flask, browser: Any, world: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with _noting(app):
        for rule in PAGES:
            Noting.read = found[rule] = set()
            for query in {"", OPENING.get(rule, "")}:
                browser.get(f"{address(world, rule)}?{query}")
    return {rule: names - FRAME for rule, names in found.items() if names - FRAME}


@contextmanager
def _noting(app: Flask) -> Iterator[None]:
    usual = app.request_class

    class Request(usual):  # type: ignore[misc, valid-type]
        """A request whose address notes what is read; names of its form are another matter."""

        @property
        def args(self) -> Noting:
            """The values of the address."""
            return Noting(list(usual.args.__get__(self, usual).items(multi=True)))

    app.request_class = Request
    try:
        yield
    finally:
        app.request_class = usual
