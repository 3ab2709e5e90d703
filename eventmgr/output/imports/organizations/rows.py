"""What the rows of a sheet of organizations mean: by the credit code, else by a name that is known. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.matchmaking.organizations.columns import NAMES
from eventmgr.output.imports.organizations.columns import read_english, read_name
from eventmgr.tools.sheets import BadCell, Compared, Existing, Record
from eventmgr.tools.sheets.comparing import AMBIGUOUS, TWICE
from eventmgr.tools.sheets.records import MISSING

ENTRY = "entry"
"""The number of the organization that a row means."""
TYPED_NAMES = ("short_names", "former_names")
_ENDS = re.compile(r"[；;、\n]")
_LONGEST_KEY = 200
ANOTHERS = _l("“%(value)s” is a name of “%(name)s”. If the two are one, merge them.")
OTHER_CODE = _l("“%(name)s” has another code: %(code)s. One organization never has two codes.")


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means an organization, once that is settled."""
    if values.get(ENTRY):
        yield values[ENTRY]


def alike(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which it is perhaps the same: a similar name of either, and not two codes (`likeness.are_similar`)."""
    for name in _names(values):
        key = organization_key(name)
        if not key:
            continue
        if values.get(ENTRY):
            yield key, "any"
            if not values.get("credit_code"):
                yield key, "open"
        else:
            yield key, "open" if values.get("credit_code") else "any"


def _names(values: Mapping[str, Any]) -> list[str]:
    """All names, the usual one first."""
    others = [name for kind in NAMES for name in values.get(kind) or ()]
    return [values["name"], *others] if values.get("name") else others


def _key(name: str) -> str:
    return folded(name)[:_LONGEST_KEY]


@dataclass(frozen=True)
class _There:
    """What is there, as rows ask for it, and what earlier rows of the sheet have said."""

    by_number: Mapping[int, Existing]
    by_code: Mapping[str, Sequence[Existing]]
    by_name: Mapping[str, Existing]
    names: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    """Name or code that an organization gets with the sheet → number of the row."""


def settle(records: Sequence[Record], existing: Sequence[Existing], decisions: Mapping[int, str]) -> list[Record]:
    """The rows with the organization that each means, and only those names of it that are new."""
    by_code: dict[str, list[Existing]] = {}
    for entry in existing:
        if entry.values.get("credit_code"):
            by_code.setdefault(entry.values["credit_code"], []).append(entry)
    by_name = {_key(name): entry for entry in existing for name in _names(entry.values)}
    there = _There({entry.id: entry for entry in existing}, by_code, by_name)
    return [_settled(record, there, decisions.get(record.number, "")) for record in records]


def _settled(record: Record, there: _There, decision: str) -> Record:
    values, errors = dict(record.values), dict(record.errors)
    entry = _meant(values, errors, there) or _decided(values, there, decision)
    named = there.by_name.get(_key(values.get("name", "")))
    if entry is not None:
        values[ENTRY] = entry.id
        if named is entry:
            values["name"] = entry.values["name"]
        if read_english(entry.values.get("name_en")) == values.get("name_en") is not None:
            values["name_en"] = entry.values["name_en"]
    elif not values.get("name"):
        errors.setdefault("name", MISSING)
    if values.get("name") and named is None:
        _claim(there.names, _key(values["name"]), record.number, "name", errors)
    if values.get("credit_code") and not there.by_code.get(values["credit_code"]):
        _claim(there.codes, values["credit_code"], record.number, "credit_code", errors)
    for kind in TYPED_NAMES:
        _settle_names(kind, values, errors, record.number, there, entry)
    return replace(record, values=values, errors=errors)


def _meant(values: Mapping[str, Any], errors: dict[str, Sentence | str], there: _There) -> Existing | None:
    """What a row means by its code, else by its name."""
    code, named = values.get("credit_code", ""), there.by_name.get(_key(values.get("name", "")))
    coded = there.by_code.get(code, ())
    if len(coded) > 1:
        errors.setdefault("credit_code", AMBIGUOUS.about(number=len(coded)))
    if len(coded) == 1:
        if named is not None and named is not coded[0]:
            errors.setdefault("name", ANOTHERS.about(value=values["name"], name=named.values["name"]))
        return coded[0]
    if named is not None and code and named.values.get("credit_code"):
        about = {"name": named.values["name"], "code": named.values["credit_code"]}
        errors.setdefault("credit_code", OTHER_CODE.about(**about))
    return named


def _decided(values: Mapping[str, Any], there: _There, decision: str) -> Existing | None:
    """What somebody has said that a row means, if it is similar."""
    entry = there.by_number.get(int(decision)) if decision.isdecimal() else None
    return entry if entry is not None and set(alike(values)) & set(alike(entry.values)) else None


def _claim(taken: dict[str, int], key: str, number: int, blamed: str, errors: dict[str, Sentence | str]) -> None:
    """A name or code that an organization gets, once in a sheet."""
    earlier = taken.setdefault(key, number)
    if earlier != number:
        errors.setdefault(blamed, TWICE.about(row=earlier))


def _settle_names(
    kind: str,
    values: dict[str, Any],
    errors: dict[str, Sentence | str],
    number: int,
    there: _There,
    entry: Existing | None,
) -> None:
    """Names of a cell are added to those that are there; none is taken away."""
    written = values.pop(kind, None)
    if written is None:
        return
    known = _names(entry.values) if entry is not None else []
    own = {_key(name) for name in (*known, *_names(values))}
    new: list[str] = []
    for part in parts_of(written, known):
        try:
            name = read_name(part)
        except BadCell as error:
            errors.setdefault(kind, error.sentence)
            continue
        if name is None or _key(name) in own:
            continue
        own.add(_key(name))
        other = there.by_name.get(_key(name))
        if other is not None:
            errors.setdefault(kind, ANOTHERS.about(value=name, name=other.values["name"]))
        _claim(there.names, _key(name), number, kind, errors)
        new.append(name)
    together = (*(entry.values.get(kind, ()) if entry is not None else ()), *new)
    if together:
        values[kind] = together


def parts_of(written: str, known: Sequence[str]) -> list[str]:
    """The names in a cell; one that is known is one, whatever is in it.

    Args:
        known: names of the organization that the row means.
    """
    longest = sorted(known, key=len, reverse=True)
    parts = []
    while written := written.lstrip("；;、\n "):
        whole = next((name for name in longest if written.startswith(name) and _is_end(written[len(name) :])), None)
        part = whole or _ENDS.split(written, maxsplit=1)[0]
        parts.append(part)
        written = written[len(part) :]
    return parts


def _is_end(rest: str) -> bool:
    return not rest or _ENDS.match(rest) is not None


def heading(row: Compared) -> tuple[str, str]:
    """What a row is called, and its code."""
    both = {**row.there, **row.record.values}
    return str(both.get("name", "")), str(both.get("credit_code", ""))
