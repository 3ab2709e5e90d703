"""Whether the database has the tables of this release: its revision beside the newest that comes with the code."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from eventmgr.tools.web.installation import queries

_VERSIONS = Path(__file__).resolve().parents[3] / "migrations" / "versions"
_REVISION = re.compile(r'^(down_)?revision\b[^=]*= "(\w+)"', re.MULTILINE)

MISSING, OLDER, NEWER, TOO_OLD = "no tables", "schema older", "schema newer", "schema too old"
_LAST_WITH_OLDER = "744fb10f"
"""The commit whose migrations take every older database to the first revision of this release."""


@cache
def known() -> frozenset[str]:
    """Every revision that this release knows."""
    return frozenset(revision for is_down, revision in _stated() if not is_down)


@cache
def newest() -> str:
    """The one that this release needs."""
    (head,) = known() - {revision for is_down, revision in _stated() if is_down}
    return head


@cache
def first() -> str:
    """The one that the migrations of this release begin with."""
    return min(known())


def fault() -> str | None:
    """In two words what is wrong with the schema; None if it is the one of this release."""
    revision = queries.find_revision()
    if revision is None:
        return MISSING
    if revision not in known():
        return TOO_OLD if revision < first() else NEWER
    return OLDER if revision != newest() else None


def explained(fault: str) -> str:
    """The sentence for whoever runs the installation, with the way out."""
    if fault == MISSING:
        return "the database has no tables yet: run `eventmgr db upgrade` first"
    revision = queries.find_revision()
    if fault == OLDER:
        return f"the database is at revision {revision}, this release needs {newest()}: run `eventmgr db upgrade` first"
    if fault == TOO_OLD:
        return (
            f"the database is at revision {revision}, and the migrations of this release begin at {first()}: run `eventmgr db upgrade` of an"
            f" older version first (`git checkout {_LAST_WITH_OLDER}`), then install this one"
        )
    return (
        f"the database is at revision {revision}, which this release does not know (its newest is {newest()}): a newer release has"
        " upgraded it. Install that release again, or put back the copy of the database from before"
    )


def _stated() -> list[tuple[str, str]]:
    """(whether it is the one before, revision) of all files; read as text, since Alembic takes a third of a second."""
    return [
        found for path in sorted(_VERSIONS.glob("[0-9]*.py")) for found in _REVISION.findall(path.read_text("utf-8"))
    ]
