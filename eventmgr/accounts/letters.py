"""What is written to the owners of accounts, into the outbox of the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.accounts.models import User
from eventmgr.messages.composing import absolute_url, compose
from eventmgr.messages.secrets import Secret
from eventmgr.messages.services import enqueue


def write_welcome(user: User, token: str, *, at: datetime) -> None:
    """The first link, or a new one, to sign in with."""
    secret = Secret(value=token)
    link = absolute_url("accounts.one_time", token=secret.mark)
    _write("welcome", user, at=at, confidential=True, secrets=[secret], link=link)


def write_reset(user: User, token: str, *, at: datetime) -> None:
    """The link that sets a new password."""
    secret = Secret(value=token)
    link = absolute_url("accounts.reset", token=secret.mark)
    _write("reset", user, at=at, confidential=True, secrets=[secret], link=link)


def write_password_set(user: User, *, at: datetime) -> None:
    """The password is new, and what to do if somebody else set it."""
    _write("password_set", user, at=at, set_at=at, link=absolute_url("accounts.forgot"))


def _write(kind: str, user: User, *, at: datetime, confidential: bool = False, **context: Any) -> None:
    letter = compose(
        f"accounts/mail/{kind}.txt",
        language=user.language,
        to_name=user.name,
        to_address=user.email,
        kind=kind,
        about=f"user:{user.id}",
        confidential=confidential,
        user=user,
        **context,
    )
    enqueue(letter, at=at)
