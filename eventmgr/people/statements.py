"""The writes of accounts and persons that are one statement each: two at the same moment cannot both spend a link, and
what nothing refers to goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, exists, or_, update

from eventmgr.db import Model, db
from eventmgr.people.models import OneTimeLink, Organization, Person, Purpose, UserSession


def spend_link(token_hash: str, purpose: Purpose, *, at: datetime) -> bool:
    """Mark the link as used if nobody has; whether this caller was the one."""
    statement = (
        update(OneTimeLink)
        .where(
            OneTimeLink.token_hash == token_hash,
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(OneTimeLink.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement) is not None


def void_links(user_id: int, *, at: datetime, purpose: Purpose | None = None) -> None:
    """The open links of that account, of one purpose or all, work no longer."""
    statement = update(OneTimeLink).where(OneTimeLink.user_id == user_id, OneTimeLink.used_at.is_(None))
    if purpose is not None:
        statement = statement.where(OneTimeLink.purpose == purpose)
    db.session.execute(statement.values(used_at=at).execution_options(synchronize_session=False))


def note_use(session_id: int, *, at: datetime) -> None:
    """The session was used at `at`; nothing if it has ended meanwhile."""
    statement = update(UserSession).where(UserSession.id == session_id).values(last_seen_at=at)
    db.session.execute(statement.execution_options(synchronize_session=False))


def delete_session(session_id: int) -> bool:
    """End that session; whether it was there."""
    statement = delete(UserSession).where(UserSession.id == session_id).returning(UserSession.id)
    return db.session.scalar(statement.execution_options(synchronize_session=False)) is not None


def delete_sessions(user_id: int, *, but: int | None = None) -> int:
    """End the sessions of that account, all or all `but` one; how many there were."""
    statement = delete(UserSession).where(UserSession.user_id == user_id)
    if but is not None:
        statement = statement.where(UserSession.id != but)
    ended = db.session.scalars(statement.returning(UserSession.id).execution_options(synchronize_session=False))
    return len(ended.all())


def delete_expired(*, sessions_unused_since: datetime, links_before: datetime, at: datetime) -> None:
    """Remove sessions that have ended by time, and links that expired before `links_before`."""
    ended = or_(UserSession.ends_at <= at, UserSession.last_seen_at <= sessions_unused_since)
    db.session.execute(delete(UserSession).where(ended).execution_options(synchronize_session=False))
    old = OneTimeLink.expires_at < links_before
    db.session.execute(delete(OneTimeLink).where(old).execution_options(synchronize_session=False))


def delete_unused(*, persons: Collection[int], organizations: Collection[int]) -> None:
    """Delete those of them to which no row of any table refers; a person before the organization."""
    both: tuple[tuple[type[Person] | type[Organization], Collection[int]], ...]
    both = ((Person, persons), (Organization, organizations))
    for model, ids in both:
        if ids:
            statement = delete(model).where(model.id.in_(ids), *is_unused(model))
            db.session.execute(statement.execution_options(synchronize_session="fetch"))


def is_unused(model: type[Person] | type[Organization]) -> list[Any]:
    """The conditions under which no foreign key of any table points to a row of `model`."""
    table = cast(Table, model.__table__)
    keys = [
        key
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other is not table
    ]
    return [~exists().where(key.parent == table.c.id) for key in keys]
