"""What is written to the owners of accounts, into the outbox of the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.ground.i18n import _l, format_instant
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.models import User
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, house_letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.rendering.zones import zone_label

_PLACEHOLDERS = (
    GREETING,
    LINK_OF_LETTER,
)
_OF_CHANGE = (
    *_PLACEHOLDERS,
    Placeholder("email", "邮箱", _l("address of the account")),
)
_OF_PASSWORD = (
    *_OF_CHANGE,
    Placeholder("when", "操作时间", _l("when the password was set")),
)
_OF_SECOND_STEP = (
    *_OF_CHANGE,
    Placeholder("when", "操作时间", _l("when it was turned on or off")),
)

_OF_PASSKEY = (
    *_OF_CHANGE,
    Placeholder("when", "操作时间", _l("when it was added or removed")),
    Placeholder("passkey", "通行密钥", _l("name of the passkey")),
)


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
    _write("password_set", user, at=at, when=_moment(user, at), link=absolute_url("accounts.forgot"))


def write_second_step(user: User, *, is_on: bool, at: datetime) -> None:
    """Two-step sign-in was turned on or off, and what to do if somebody else did it."""
    kind = "second_step_on" if is_on else "second_step_off"
    _write(kind, user, at=at, when=_moment(user, at), link=absolute_url("accounts.forgot"))


def write_passkey(user: User, name: str, *, is_added: bool, at: datetime) -> None:
    """A passkey was added or removed, and what to do if somebody else did it."""
    kind = "passkey_added" if is_added else "passkey_removed"
    link = absolute_url("passkeys.index")
    _write(kind, user, at=at, when=_moment(user, at), passkey=name, link=link)


def _moment(user: User, at: datetime) -> str:
    zone, language = home_zone(), user.language
    return f"{format_instant(at, zone, language)} {zone_label(at, zone, language)}"


def _write(kind: str, user: User, *, at: datetime, confidential: bool = False, **context: Any) -> None:
    to = Addressee(user.name, user.email, user.language)
    letter = house_letter(_KINDS[kind], to, user, confidential=confidential, email=user.email, **context)
    enqueue(letter, at=at)


def _placeholders_of(kind: str) -> tuple[Placeholder, ...]:
    if kind.startswith("passkey"):
        return _OF_PASSKEY
    if kind.startswith("second_step"):
        return _OF_SECOND_STEP
    return _OF_PASSWORD if kind == "password_set" else _PLACEHOLDERS


LETTERS = tuple(
    house_kind("identity/accounts", kind, label, purpose, *_placeholders_of(kind))
    for kind, label, purpose in (
        ("welcome", _l("New account"), _l("To somebody for whom an account was opened.")),
        ("reset", _l("New password requested"), _l("To the owner of an account who has forgotten the password.")),
        ("password_set", _l("Password changed"), _l("To the owner of an account whose password was changed.")),
        (
            "second_step_on",
            _l("Two-step sign-in turned on"),
            _l("To the owner of an account for which two-step sign-in was turned on."),
        ),
        (
            "second_step_off",
            _l("Two-step sign-in turned off"),
            _l("To the owner of an account for which two-step sign-in was turned off."),
        ),
        ("passkey_added", _l("Passkey added"), _l("To the owner of an account to which a passkey was added.")),
        ("passkey_removed", _l("Passkey removed"), _l("To the owner of an account from which a passkey was removed.")),
    )
)
"""They are about no event: the house alone can change them."""
_KINDS = {one.kind: one for one in LETTERS}
