"""The writes of accounts that are one statement each: two at the same moment cannot both spend a link."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, update

from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import OneTimeLink, Purpose, RecoveryCode, UserSession


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


def spend_recovery_code(user_id: int, code_hash: str, *, at: datetime) -> bool:
    """Mark that account's code as used if nobody has; whether this caller was the one."""
    code = RecoveryCode
    statement = update(code).where(code.user_id == user_id, code.code_hash == code_hash, code.used_at.is_(None))
    spent = statement.values(used_at=at).returning(code.id).execution_options(synchronize_session=False)
    return db.session.scalar(spent) is not None


def delete_recovery_codes(user_id: int) -> None:
    """The account has none any more."""
    statement = delete(RecoveryCode).where(RecoveryCode.user_id == user_id)
    db.session.execute(statement.execution_options(synchronize_session=False))
