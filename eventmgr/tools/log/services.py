"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from eventmgr.ground.db import REHEARSAL, db
from eventmgr.ground.prepared import NewRow
from eventmgr.tools.log import queries, seals, statements
from eventmgr.tools.log.models import ActorKind, AuditEntry


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in user, a participant by link, or the system itself."""

    kind: ActorKind
    id: int | None = None
    name: str = ""
    by_link: bool = False
    """A signed-in user who acts on the page of a participant's link: bound to what participants may do."""

    @property
    def acts_by_link(self) -> bool:
        """Whether it is somebody with a participant's link, not an organizer in office."""
        return self.by_link or self.kind is ActorKind.PARTICIPANT


SYSTEM = Actor(ActorKind.SYSTEM)
_WATCHED: ContextVar[list[AuditEntry] | None] = ContextVar("watched", default=None)
Changes = Mapping[str, Sequence[object]]
"""`{field: [from, to]}` of what was changed."""


@dataclass(frozen=True)
class Act:
    """Who acts, and when: what every service that changes something for somebody is told."""

    by: Actor
    at: datetime
    """The one instant (UTC) of everything that is changed in it."""


class Recorded(Protocol):
    """Anything with a number that the log can name."""

    id: Any


def record(
    act: Act,
    action: str,
    obj: Recorded,
    *,
    event_id: int | None = None,
    object_name: str = "",
    changes: Changes | None = None,
    reason: str = "",
) -> AuditEntry:
    """One entry of the trail about `obj`, whose id must be known (flush first). In a rehearsal it is not written:
    SQLite takes one statement for each.

    Args:
        action: past tense, at most 32 characters (`created`, `confirmed`).
        changes: `{field: [from, to]}` of plain JSON values; see `difference`.
    """
    told = {"event_id": event_id, "object_name": object_name[:200], "changes": dict(changes or {}), "reason": reason}
    entry = AuditEntry(**_values(act, action, obj), **told)
    if not db.session().info.get(REHEARSAL):
        db.session.add(entry)
    watched = _WATCHED.get()
    if watched is not None:
        watched.append(entry)
    return entry


@contextmanager
def watching() -> Iterator[list[AuditEntry]]:
    """What is recorded in the block, in its order: whoever did it is told what has changed."""
    entries: list[AuditEntry] = []
    token = _WATCHED.set(entries)
    try:
        yield entries
    finally:
        _WATCHED.reset(token)


def new_entry(
    act: Act, action: str, obj: Recorded, *, event_id: int, object_name: str, changes: dict[str, Any]
) -> NewRow:
    """The same as a row to be inserted with what it tells of (`eventmgr/ground/prepared.py`)."""
    told = {"event_id": event_id, "object_name": object_name[:200], "changes": changes}
    return NewRow(AuditEntry, _values(act, action, obj) | told)


def _values(act: Act, action: str, obj: Recorded) -> dict[str, Any]:
    return {
        "at": act.at,
        "actor_kind": act.by.kind,
        "actor_id": act.by.id,
        "actor_name": act.by.name[:60],
        "by_link": act.by.by_link,
        "object_type": str(getattr(obj, "__tablename__", type(obj).__name__.lower()))[:32],
        "object_id": obj.id,
        "action": action,
    }


def make_nameless(entries: Collection[AuditEntry], fields_to_keep: Collection[str]) -> None:
    """Take out of entries whom they are about: that something happened stays, and the values of the fields `kept`."""
    if not entries:
        return
    stood = queries.list_recorded([entry.id for entry in entries])
    for entry in entries:
        entry.object_name = entry.reason = ""
        if entry.actor_kind is ActorKind.PARTICIPANT:
            entry.actor_name = ""
        entry.changes = {
            field: pair if field in fields_to_keep else ["…" if value else value for value in pair]
            for field, pair in entry.changes.items()
        }
    db.session.flush()
    seals.keep_emptied(stood)


def hide_values(entries: Collection[AuditEntry], fields: Collection[str]) -> None:
    """Take the values of these fields out of entries: that they changed stays."""
    affected = [entry for entry in entries if any(field in fields for field in entry.changes)]
    if not affected:
        return
    stood = queries.list_recorded([entry.id for entry in affected])
    for entry in affected:
        entry.changes = {
            field: ["…" if value else value for value in pair] if field in fields else pair
            for field, pair in entry.changes.items()
        }
    db.session.flush()
    seals.keep_emptied(stood)


def delete_old(before: datetime, *, records: Collection[str], keeps: Collection[str], limit: int, act: Act) -> int:
    """Delete at most `limit` entries older than `before`, oldest first; those of the acts `records` stay, but tell no
    name and of the fields `keeps` alone a value. How many it were, which the trail says as well."""
    statements.lock_chain()
    old = queries.list_old(before, records, limit)
    if not old:
        return 0
    stay = [entry for entry in old if entry.action in records]
    ids = [entry.id for entry in old if entry.action not in records]
    make_nameless(stay, keeps)
    changes = {"entries": [None, len(ids)], "emptied": [None, len(stay)]}
    record(act, "pruned", old[-1], changes={field: pair for field, pair in changes.items() if pair[1]})
    db.session.flush()
    statements.delete_entries(ids)
    seals.prune(ids)
    return len(old)


def note_export(
    act: Act, obj: Recorded, asked: Mapping[str, str], *, kind: str, columns: Sequence[str], rows: int, **about: Any
) -> AuditEntry:
    """An export of the log itself: its filters (not the word looked for: it may name somebody), its columns, its
    rows."""
    filters: dict[str, Sequence[object]] = {
        f"log_filter.{name}": [None, "…" if name == "q" else value] for name, value in asked.items()
    }
    details: dict[str, Sequence[object]] = {
        "log_format": [None, kind],
        "log_columns": [None, ",".join(columns)],
        "rows": [None, rows],
    }
    return record(act, "log_exported", obj, changes=filters | details, **about)


def difference(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """`{field: [from, to]}` for every field whose plain value differs; instants and enums become text."""
    fields = dict.fromkeys([*before, *after])
    pairs = {field: [plain(before.get(field)), plain(after.get(field))] for field in fields}
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def plain(value: object) -> object:
    """`value` as JSON may hold it: enums by value, dates and instants in ISO form, the rest as it is."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "value") and hasattr(value, "name"):
        return value.value
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    return value
