"""What a sheet would change: each of its rows beside what is there already. Pure; the caller brings what is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from eventmgr.ground.sentences import Sentence, _l
from eventmgr.tools.sheets.records import MISSING, Record

TWICE = _l("The same as row %(row)s of this sheet. Keep one of the two.")
AMBIGUOUS = _l("This matches %(number)s entries. Make clear which one is meant.")


class Standing(Enum):
    """How a row stands to what is there."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SIMILAR = "similar"
    """New by its key, but perhaps somebody or something that is there."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Existing:
    """An entry that is there."""

    id: int
    values: Mapping[str, Any]
    """Key of a field → value, as parsers give it."""


@dataclass(frozen=True)
class Compared:
    """A row of the sheet with what it would do."""

    record: Record
    standing: Standing
    errors: Mapping[str, Sentence | str]
    """Key of a field → what is wrong; of the record and of the comparison."""
    match: int | None = None
    """Number of the entry that the row means."""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Key of a field → (there now, afterwards)."""
    similar: tuple[int, ...] = ()
    """Numbers of entries that are perhaps the same."""
    there: Mapping[str, Any] = field(default_factory=dict)
    """What the entry that it means says now."""


Keys = Callable[[Mapping[str, Any]], Iterable[Hashable]]
"""Values → every key by which an entry is recognized, the surest first; none where nothing identifies it."""


def compare(
    records: Sequence[Record],
    existing: Iterable[Existing],
    *,
    keys: Keys,
    alike: Keys | None = None,
    unchangeable: frozenset[str] = frozenset(),
    blamed: str = "",
) -> list[Compared]:
    """Every record with its standing, in the order of the sheet.

    An empty cell changes nothing, also where something is required. Of two records with the same first key, the second
    is wrong.

    Args:
        keys: by which of its values an entry is the same; a record means the entries of its first key that finds any.
        alike: by which values it is perhaps the same.
        unchangeable: keys of fields that are compared by nobody.
        blamed: key of the field beside which it is said that a record is there twice or fits several entries.
    """
    there = list(existing)
    by_key, by_likeness = _index(there, keys), _index(there, alike)
    first: dict[Hashable, int] = {}
    compared = []
    for record in records:
        errors = dict(record.errors)
        own = list(keys(record.values))
        earlier = first.setdefault(own[0], record.number) if own else record.number
        if earlier != record.number:
            errors.setdefault(blamed, TWICE.about(row=earlier))
        matches = next((by_key[key] for key in own if key in by_key), [])
        if len(matches) > 1:
            errors.setdefault(blamed, AMBIGUOUS.about(number=len(matches)))
        match = matches[0] if len(matches) == 1 else None
        if match is not None:
            errors = {key: said for key, said in errors.items() if said is not MISSING or not match.values.get(key)}
        similar: list[int] = []
        if not matches and alike is not None:
            ids = (entry.id for key in alike(record.values) for entry in by_likeness.get(key, ()))
            similar = list(dict.fromkeys(ids))
        compared.append(_compared(record, errors, match, tuple(similar), unchangeable))
    return compared


def _index(entries: Iterable[Existing], keys: Keys | None) -> dict[Hashable, list[Existing]]:
    index: dict[Hashable, list[Existing]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry.values)) if keys else ():
            index.setdefault(key, []).append(entry)
    return index


def _compared(
    record: Record,
    errors: Mapping[str, Sentence | str],
    match: Existing | None,
    similar: tuple[int, ...],
    unchangeable: frozenset[str],
) -> Compared:
    changes: dict[str, tuple[Any, Any]] = {}
    if match is not None:
        changes = {
            key: (match.values.get(key), value)
            for key, value in record.values.items()
            if key not in unchangeable and match.values.get(key) != value
        }
    if errors:
        standing = Standing.WRONG
    elif match is not None:
        standing = Standing.CHANGED if changes else Standing.SAME
    else:
        standing = Standing.SIMILAR if similar else Standing.NEW
    there = match.values if match is not None else {}
    return Compared(record, standing, errors, match.id if match else None, changes, similar, there)
