"""Reading accounts, persons and organizations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from eventmgr.db import db
from eventmgr.people.models import OneTimeLink, Organization, Person, Purpose, User
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


def list_open_links(user_id: int) -> list[OneTimeLink]:
    """Links of that account that nobody has used."""
    return list(
        db.session.scalars(select(OneTimeLink).where(OneTimeLink.user_id == user_id, OneTimeLink.used_at.is_(None)))
    )


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
