"""Whether everything that an entry of the trail holds has words. Every test that records something asks this too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

from eventmgr.ground.features import Vocabulary, find, vocabulary
from eventmgr.tools.log.models import AuditEntry

_STANDS_ALONE = ("name", "label")
"""Members of a value that are said without their own names."""


def unspoken(entry: AuditEntry) -> list[str]:
    """What of `entry` no feature has words for."""
    words, kind = vocabulary(), entry.object_type
    found = [] if kind in words.nouns else [f"object {kind}"]
    found += [] if find(words.actions, kind, entry.action) else [f"act {kind}.{entry.action}"]
    for name, pair in (entry.changes or {}).items():
        name = name.removeprefix("answers.")
        if not name.startswith(_named_in_event(words, kind)):
            found += _of_field(words, kind, name, pair)
    return found


def refuse_unspoken() -> None:
    """From now on nothing is recorded for which there are no words."""
    if not event.contains(AuditEntry, "before_insert", _refuse):
        event.listen(AuditEntry, "before_insert", _refuse)


def _refuse(_mapper: Any, _connection: Any, entry: AuditEntry) -> None:
    missing = unspoken(entry)
    if missing:
        raise AssertionError(f"recorded without words: {missing}")


def _named_in_event(words: Vocabulary, kind: str) -> tuple[str, ...]:
    prefixes = {one for told in words.declared if told.object_type == kind for one in told.named_in_event}
    return tuple(prefixes - {"group"})


def _of_field(words: Vocabulary, kind: str, name: str, pair: list[Any]) -> Iterator[str]:
    if not find(words.fields, kind, name):
        yield f"field {kind}.{name}"
    for value in pair:
        yield from _of_value(words, kind, name, value)


def _of_value(words: Vocabulary, kind: str, name: str, value: Any) -> Iterator[str]:
    codes = find(words.values, kind, name)
    if isinstance(value, list):
        for one in value:
            yield from _of_value(words, kind, name, one)
    elif isinstance(value, dict) and not find(words.say, kind, name):
        for key, inner in value.items():
            if value.keys() <= {"zh", "en"} or key in _STANDS_ALONE:
                continue
            yield from _of_field(words, kind, f"{name}.{key}", [inner])
    elif codes and value not in (None, "", "…") and str(value) not in codes:
        yield f"value {kind}.{name} {value!r}"
