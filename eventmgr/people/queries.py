"""Reading accounts, persons and organizations."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.i18n import _
from eventmgr.people.models import OneTimeLink, Organization, Person, Purpose, User, UserSession
from eventmgr.people.statements import is_unused

BEARERS = 3
"""So many persons bear out the name of an organization that no organizer has used."""


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
    query = (
        select(UserSession)
        .join(UserSession.user)
        .where(UserSession.token_hash == token_hash, User.disabled_at.is_(None), *_lasting(at, idle))
        .options(contains_eager(UserSession.user))
    )
    return db.session.scalar(query)


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
        raise NotFound(_("This device is signed out already."))
    return found


def _lasting(at: datetime, idle: timedelta) -> tuple[ColumnElement[bool], ...]:
    return UserSession.ends_at > at, UserSession.last_seen_at > at - idle


def list_unused(model: type[Person] | type[Organization], before: datetime, limit: int) -> list[int]:
    """Persons or organizations, added before, to which no row of any table refers."""
    query = select(model.id).where(model.created_at < before, *is_unused(model)).order_by(model.id)
    return list(db.session.scalars(query.limit(limit)))


def count_unused(model: type[Person] | type[Organization], before: datetime) -> int:
    """How many those are."""
    query = select(func.count()).select_from(model).where(model.created_at < before, *is_unused(model))
    return db.session.scalar(query) or 0


def suggest_organizations(start: str, *, limit: int = 8) -> list[Organization]:
    """Known organizations whose folded name holds `start`; those beginning with it first, then by pinyin.

    What one visitor typed is shown to no other: a name counts as known once the office has used it, or
    `BEARERS` different persons come from there.
    """
    if len(start) < 2:
        return []
    escaped = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    begins = Organization.name_key.like(f"{escaped}%", escape="\\")
    bearers = select(func.count()).select_from(Person).where(Person.organization_id == Organization.id)
    query = (
        select(Organization)
        .where(Organization.name_key.like(f"%{escaped}%", escape="\\"))
        .where(Organization.entered_by_office | (bearers.scalar_subquery() >= BEARERS))
        .order_by(begins.desc(), Organization.pinyin_key, Organization.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
