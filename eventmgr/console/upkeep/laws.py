"""The laws of all data, and all the laws that features tell of; `eventmgr check` holds an installation against them.

A law returns its breaches as sentences for the person who runs the installation; an empty list means it holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.console.upkeep import queries
from eventmgr.ground import text
from eventmgr.ground.features import laws
from eventmgr.tools import taxonomy

_MOST = 20


def codes() -> list[str]:
    """Every code in the data is a known one."""
    known: dict[str, set[str]] = {
        "province": {one.code for one in taxonomy.provinces()},
        "unit": {one.code for one in taxonomy.units()},
        "sector": {one.code for one in taxonomy.sectors()},
        "topic": {one.code for one in taxonomy.topics()},
    }
    used = queries.list_used_codes()
    return [f"unknown {kind} code {code}" for kind in known for code in sorted(used[kind] - known[kind])]


def door() -> list[str]:
    """Every stored text passed the door: NFC, no controls, surrogates or unbalanced bidirectional marks."""
    return [
        f"{table} {number}, {column}: text breaks the rule of the door"
        for table, column, number, value in queries.list_texts()
        if not text.is_clean(value)
    ]


LAWS = {"codes": codes, "texts": door}


def breaches() -> Iterable[tuple[str, list[str]]]:
    """(law, breaches) for every law; at most some twenty breaches are spelt out."""
    for name, law in laws().items():
        found = law()
        rest = [f"… and {len(found) - _MOST} more"] if len(found) > _MOST else []
        yield name, found[:_MOST] + rest
