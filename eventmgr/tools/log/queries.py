"""Reading the audit trail."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Text, and_, case, cast, func, literal_column, or_, select, text

from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.features import held_events
from eventmgr.tools.log.models import ActorKind, AuditEntry, Seal

_CHUNK = 2000
_AT_ONCE = 500
_RECORDED = (
    AuditEntry.id,
    AuditEntry.at,
    cast(AuditEntry.actor_kind, String).label("actor_kind"),
    AuditEntry.actor_id,
    AuditEntry.actor_name,
    AuditEntry.by_link,
    AuditEntry.event_id,
    AuditEntry.object_type,
    AuditEntry.object_id,
    AuditEntry.object_name,
    AuditEntry.action,
    cast(AuditEntry.changes, Text).label("changes"),
    AuditEntry.reason,
)
"""An entry as the chain takes it (`chain.Recorded`)."""
_WRITERS = text(
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND relation = 'audit_entry'::regclass"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND mode = 'RowExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()"
)


def list_entries_about(object_type: str, ids: Collection[int]) -> list[AuditEntry]:
    """Every entry about these objects, oldest first."""
    query = select(AuditEntry).where(AuditEntry.object_type == object_type, AuditEntry.object_id.in_(ids))
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def list_old(before: datetime, records: Collection[str], limit: int) -> list[AuditEntry]:
    """Entries older than `before`, oldest first; of the acts `records` only those that still tell a name."""
    query = select(AuditEntry).where(*_old(before, records)).order_by(AuditEntry.at, AuditEntry.id)
    return list(db.session.scalars(query.limit(limit)))


def count_old(before: datetime, records: Collection[str]) -> int:
    """How many `list_old` would find without a limit."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(*_old(before, records))) or 0


def _old(before: datetime, records: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    of_participant = (AuditEntry.actor_kind == ActorKind.PARTICIPANT) & (AuditEntry.actor_name != "")
    tells = or_(AuditEntry.object_name != "", of_participant)
    free = or_(AuditEntry.event_id.is_(None), AuditEntry.event_id.not_in(held_events()))
    return (AuditEntry.at < before, or_(AuditEntry.action.not_in(records), tells), free)


def list_acts(event_id: int, acts: Collection[str]) -> list[AuditEntry]:
    """The event's latest hundred entries of these acts, newest first."""
    query = select(AuditEntry).where(AuditEntry.event_id == event_id, AuditEntry.action.in_(acts))
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(100)))


def list_reasons(event_id: int, action: str, *, limit: int = 8) -> list[str]:
    """What accounts said of such acts in the event, each reason once, the one said last first."""
    query = (
        select(AuditEntry.reason)
        .where(
            AuditEntry.event_id == event_id,
            AuditEntry.action == action,
            AuditEntry.actor_kind == ActorKind.USER,
            AuditEntry.by_link.is_(False),
            AuditEntry.reason != "",
        )
        .group_by(AuditEntry.reason)
        .order_by(func.max(AuditEntry.id).desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True)
class Wanted:
    """Which entries of a history are asked for; what is None does not matter."""

    object_type: str | None = None
    action: str | None = None
    actor_kind: ActorKind | None = None
    actor_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Not at this instant itself any more."""
    word: str = ""
    """Stands in the name of the object or of who acted; `everywhere` also in what was changed and in the reason."""
    nameless: frozenset[str] = frozenset()
    """Kinds of objects whose names are not looked for."""
    everywhere: bool = False
    """Of all events, and of none."""

    def containing(self, word: str, nameless: Collection[str] = ()) -> Wanted:
        """The same with a word that stands in a name."""
        return replace(self, word=word, nameless=frozenset(nameless))

    def anywhere(self, word: str) -> Wanted:
        """The same of all events, with a word that stands anywhere."""
        return replace(self, word=word, everywhere=True)

    def clauses(self) -> list[ColumnElement[bool]]:
        """The filters as conditions of a query."""
        pairs = [
            (AuditEntry.object_type, self.object_type),
            (AuditEntry.action, self.action),
            (AuditEntry.actor_kind, self.actor_kind),
            (AuditEntry.actor_id, self.actor_id),
        ]
        conditions = [column == value for column, value in pairs if value is not None]
        if self.since is not None:
            conditions.append(AuditEntry.at >= self.since)
        if self.until is not None:
            conditions.append(AuditEntry.at < self.until)
        if self.word:
            conditions.append(self._tells())
        return conditions

    def _tells(self) -> ColumnElement[bool]:
        named = AuditEntry.object_name.icontains(self.word, autoescape=True)
        if self.nameless:
            named = and_(named, AuditEntry.object_type.not_in(self.nameless))
        conditions = [named, AuditEntry.actor_name.icontains(self.word, autoescape=True)]
        if self.everywhere:
            as_stored = json.dumps(self.word)[1:-1]
            conditions.append(AuditEntry.reason.icontains(self.word, autoescape=True))
            conditions.append(cast(AuditEntry.changes, Text).icontains(as_stored, autoescape=True))
        return or_(*conditions)


@dataclass(frozen=True)
class Recurring:
    """What occurs in a history: an act on an object of a kind, and who did it (accounts one by one)."""

    object_type: str
    action: str
    actor_kind: ActorKind
    user_id: int | None
    name: str


def list_recurring(event_id: int | None) -> list[Recurring]:
    """Every act, kind of object and actor that the event's history knows (None: that of the installation), in one
    statement; by name, then number."""
    by_account = AuditEntry.actor_kind == literal_column(
        "'user'"
    )  # a bound value would be another expression in GROUP BY
    user, name = case((by_account, AuditEntry.actor_id)), case((by_account, AuditEntry.actor_name), else_="")
    parts = (AuditEntry.object_type, AuditEntry.action, AuditEntry.actor_kind, user)
    query = select(*parts, func.max(name)).group_by(*parts)
    if event_id is not None:
        query = query.where(AuditEntry.event_id == event_id)
    recurring = [Recurring(*row) for row in db.session.execute(query)]
    return sorted(recurring, key=lambda step: (step.object_type, step.action, step.name, step.user_id or 0))


def list_entries(
    event_id: int | None,
    *,
    object_type: str | None = None,
    object_id: int | None = None,
    wanted: Wanted | None = None,
    before_id: int | None = None,
    without: Collection[str] = (),
    by_people: bool = False,
    limit: int = 50,
) -> list[AuditEntry]:
    """Entries of one event (None: those without event), newest first; `before_id` continues an earlier page, acts
    `without` are left out, with `by_people` also what the product did by itself."""
    query = select(AuditEntry)
    if by_people:
        query = query.where(AuditEntry.actor_kind != ActorKind.SYSTEM)
    if without:
        query = query.where(AuditEntry.action.not_in(sorted(without)))
    if wanted is None or not wanted.everywhere:
        query = query.where(AuditEntry.event_id == event_id if event_id is not None else AuditEntry.event_id.is_(None))
    if object_type is not None:
        query = query.where(AuditEntry.object_type == object_type)
    if object_id is not None:
        query = query.where(AuditEntry.object_id == object_id)
    if wanted is not None:
        query = query.where(*wanted.clauses())
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)))


def find_newest_id() -> int:
    """The highest number of an entry that can be seen; 0 if there is none."""
    return db.session.scalar(select(func.max(AuditEntry.id))) or 0


def list_writers() -> set[str]:
    """The transactions of others that may have taken a number of the trail and not ended; on SQLite there is one
    writer.

    PostgreSQL locks the table for a statement before its row gets a number, and until the transaction ends, when others
    see the row: so once those are gone that `list_writers` gave after `find_newest_id`, no lower number can still
    appear.
    """
    return set() if is_sqlite() else set(db.session.scalars(_WRITERS))


def find_last_seal() -> Seal | None:
    """The end of the chain."""
    return db.session.scalars(select(Seal).order_by(Seal.id.desc()).limit(1)).first()


def find_seal(number: int) -> Seal | None:
    """The seal that stands for that number of the chain."""
    return db.session.scalars(select(Seal).where(Seal.id >= number, Seal.first <= number)).first()


def list_unsealed(after: int, until: int, limit: int) -> list[Any]:
    """Entries with numbers beyond `after` up to `until`, oldest first, as `chain.Recorded`; nobody empties or deletes
    them before the transaction ends."""
    query = select(*_RECORDED).where(AuditEntry.id > after, AuditEntry.id <= until).order_by(AuditEntry.id)
    return list(db.session.execute(query.limit(limit).with_for_update(read=True, of=AuditEntry)))


def count_unsealed() -> int:
    """How many entries wait for their seal."""
    last = select(func.coalesce(func.max(Seal.entry_id), 0)).scalar_subquery()
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.id > last)) or 0


def list_recorded(ids: Collection[int]) -> dict[int, Any]:
    """Number → the entry as `chain.Recorded`, locked until the transaction ends."""
    query = select(*_RECORDED).where(AuditEntry.id.in_(ids)).order_by(AuditEntry.id)
    return {row.id: row for row in db.session.execute(query.with_for_update(of=AuditEntry))}


def list_seals_of(entry_ids: Collection[int]) -> list[Seal]:
    """The seals of these entries, in the order of the chain."""
    return list(db.session.scalars(select(Seal).where(Seal.entry_id.in_(entry_ids)).order_by(Seal.id)))


def list_seals_from(after: int, limit: int) -> list[Seal]:
    """The next seals behind that place, in the order of the chain."""
    return list(db.session.scalars(select(Seal).where(Seal.id > after).order_by(Seal.id).limit(limit)))


def list_seals_beside(before: Collection[int], behind: Collection[int]) -> list[Seal]:
    """Seals that end at a place of `before` or begin at one of `behind`, in the order of the chain."""
    query = select(Seal).where(or_(Seal.id.in_(before), Seal.first.in_(behind)))
    return list(db.session.scalars(query.order_by(Seal.id)))


def iterate_chain() -> Iterator[tuple[Any, Any]]:
    """(seal, its entry as `chain.Recorded` or None) in the order of the chain."""
    seal = (
        Seal.id,
        Seal.first,
        Seal.entry_id,
        Seal.state,
        Seal.key_name,
        Seal.salt,
        Seal.payload,
        Seal.digest,
        Seal.mark,
        Seal.carried,
    )
    links = select(*seal).order_by(Seal.id).execution_options(yield_per=_CHUNK)
    for part in db.session.execute(links).partitions():
        query = select(*_RECORDED).where(AuditEntry.id.in_([link.entry_id for link in part]))
        entries = {row.id: row for row in db.session.execute(query)}
        for link in part:
            yield link, entries.get(link.entry_id)


def list_put_in(limit: int) -> list[int]:
    """Numbers of entries without a seal among those that were sealed."""
    last = select(func.max(Seal.entry_id)).scalar_subquery()
    query = select(AuditEntry.id).outerjoin(Seal, Seal.entry_id == AuditEntry.id)
    query = query.where(AuditEntry.id < last, Seal.id.is_(None)).order_by(AuditEntry.id)
    return list(db.session.scalars(query.limit(limit)))


def iterate_entries(event_id: int | None, wanted: Wanted) -> Iterator[list[AuditEntry]]:
    """All entries that `list_entries` would give, some hundreds at a time."""
    before: int | None = None
    while part := list_entries(event_id, wanted=wanted, before_id=before, limit=_AT_ONCE):
        yield part
        before = part[-1].id
        for entry in part:
            db.session.expunge(entry)
