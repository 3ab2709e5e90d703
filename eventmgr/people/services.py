"""The verbs of accounts: add, sign in, reset, end sessions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.db import db
from eventmgr.errors import NotFound, Refusal
from eventmgr.i18n import _
from eventmgr.log.services import Actor, difference, record
from eventmgr.people import queries
from eventmgr.people.models import Level, OneTimeLink, Purpose, User
from eventmgr.people.passwords import hash_password, verify_password
from eventmgr.web.tokens import random_token, token_hash

LIFETIMES = {Purpose.SIGN_IN: timedelta(hours=24), Purpose.RESET_PASSWORD: timedelta(hours=2)}
_WATCHED = ("name", "level", "is_admin", "may_create_events", "unit_code", "language", "disabled_at")


@dataclass(frozen=True)
class Account:
    """What an administrator sets of an account."""

    email: str
    name: str
    level: Level = Level.ORGANIZATION
    unit_code: str | None = None
    is_admin: bool = False
    may_create_events: bool = False
    language: str = "zh"


def add_user(account: Account, *, at: datetime, by: Actor) -> User:
    """A new account without a password; it opens by a one-time link.

    Raises:
        Refusal: the address already has an account, or a provincial one names no unit.
    """
    email = account.email.strip().lower()
    if queries.find_user_by_email(email):
        raise Refusal(_("There already is an account for %(email)s.", email=email), field="email")
    _check_unit(account.level, account.unit_code)
    user = User(
        email=email,
        name=account.name,
        level=account.level,
        unit_code=account.unit_code or None,
        is_admin=account.is_admin,
        may_create_events=account.may_create_events or account.is_admin,
        language=account.language,
        stamp=_new_stamp(),
        created_at=at,
    )
    db.session.add(user)
    db.session.flush()
    record(by, "created", user, at=at, object_name=email, changes=difference({}, _state(user)))
    return user


def edit_user(user: User, account: Account, *, disabled: bool, at: datetime, by: Actor) -> None:
    """Change an account; disabling it ends its sessions at once.

    Raises:
        Refusal: it is the last administrator, or a provincial account names no unit.
    """
    _check_unit(account.level, account.unit_code)
    if user.is_admin and (disabled or not account.is_admin) and queries.count_admins() <= 1:
        raise Refusal(_("This is the last administrator. Make somebody else one first."), field="is_admin")
    before = _state(user)
    user.name, user.level, user.unit_code = account.name, account.level, account.unit_code or None
    user.is_admin, user.may_create_events = account.is_admin, account.may_create_events or account.is_admin
    user.language = account.language
    user.disabled_at = (user.disabled_at or at) if disabled else None
    changes = difference(before, _state(user))
    if changes:
        if disabled:
            user.stamp = _new_stamp()
        record(by, "changed", user, at=at, object_name=user.email, changes=changes)


def check_password(email: str, password: str) -> User | None:
    """The account that this address and password open, or None; both cases take the same time."""
    user = queries.find_user_by_email(email)
    fits = verify_password(user.password_hash if user else None, password)
    return user if user and fits and user.disabled_at is None else None


def note_sign_in(user: User, *, at: datetime, by: Actor) -> None:
    """Remember when the account was last used."""
    user.last_seen_at = at
    record(by, "signed_in", user, at=at, object_name=user.email)


def set_password(user: User, password: str, *, at: datetime, by: Actor) -> None:
    """A new password; every session and every open link of the account ends."""
    user.password_hash = hash_password(password)
    user.stamp = _new_stamp()
    for link in queries.list_open_links(user.id):
        link.used_at = at
    record(by, "password_set", user, at=at, object_name=user.email)


def end_sessions(user: User, *, at: datetime, by: Actor) -> None:
    """Sign the account out everywhere."""
    user.stamp = _new_stamp()
    record(by, "signed_out_everywhere", user, at=at, object_name=user.email)


def make_link(user: User, purpose: Purpose, *, at: datetime) -> str:
    """The token of a new one-time link; only its hash is kept. Lifetimes: see `LIFETIMES`."""
    token = random_token()
    db.session.add(
        OneTimeLink(
            user_id=user.id,
            purpose=purpose,
            token_hash=token_hash(token),
            created_at=at,
            expires_at=at + LIFETIMES[purpose],
        )
    )
    return token


def use_link(token: str, purpose: Purpose, *, at: datetime) -> User:
    """The account that the link opens; the link is spent.

    Raises:
        NotFound: the link is unknown, spent or expired, or its account is disabled.
    """
    link = queries.find_link(token_hash(token), purpose, at=at)
    if link is None or link.user.disabled_at is not None:
        raise NotFound(_("This link has been used or has expired. Ask for a new one."))
    link.used_at = at
    return link.user


def _check_unit(level: Level, unit_code: str | None) -> None:
    if level is Level.PROVINCIAL and not unit_code:
        raise Refusal(_("A provincial account needs its delegation unit: choose one."), field="unit_code")


def _state(user: User) -> dict[str, object]:
    return {name: getattr(user, name) for name in _WATCHED}


def _new_stamp() -> str:
    return secrets.token_hex(16)
