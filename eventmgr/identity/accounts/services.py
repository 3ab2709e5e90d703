"""The verbs of accounts: add, sign in, reset, end sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal, WrongLink
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts import letters, queries, statements
from eventmgr.identity.accounts.codes import new_recovery_codes, recovery_hash, step_of
from eventmgr.identity.accounts.models import Level, OneTimeLink, Passkey, Purpose, RecoveryCode, User, UserSession
from eventmgr.identity.accounts.passwords import hash_password, verify_password
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor, difference, record
from eventmgr.tools.web.tokens import random_token, token_hash

LIFETIMES = {Purpose.SIGN_IN: timedelta(hours=24), Purpose.RESET_PASSWORD: timedelta(hours=2)}
MOST_PASSKEYS = 10
_LINKS_KEPT = timedelta(days=30)


class WrongPassword(Refusal):
    """Address and password open no account; the words are the same whichever is wrong."""

    def __init__(self) -> None:
        super().__init__(_("E-mail address or password is wrong. Try again, or set a new password."))


class WrongCode(Refusal):
    """It is neither the present code of the app nor a recovery code that nobody has used."""

    def __init__(self) -> None:
        wrong = _("This code is wrong or has already been used. Wait for the next one, or use a recovery code.")
        super().__init__(wrong, field="code")


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


def add_user(account: Account, *, act: Act) -> User:
    """A new account without a password; it opens by a one-time link.

    Raises:
        Refusal: the address already has an account, or a provincial one names no unit.
    """
    email = account.email.strip().lower()
    if queries.find_user_by_email(email):
        raise Refusal(_("There is already an account for %(email)s.", email=email), field="email")
    _check_unit(account.level, account.unit_code)
    user = User(
        email=email,
        name=account.name,
        level=account.level,
        unit_code=account.unit_code or None,
        is_admin=account.is_admin,
        may_create_events=account.may_create_events or account.is_admin,
        language=account.language,
        created_at=act.at,
    )
    db.session.add(user)
    db.session.flush()
    record(act, "created", user, object_name=email, changes=difference({}, state_of(user)))
    return user


def edit_user(user: User, account: Account, *, disabled: bool, act: Act) -> None:
    """Change an account; disabling it ends its sessions and its open links at once.

    Raises:
        Refusal: it is the last administrator, or a provincial account names no unit.
    """
    _check_unit(account.level, account.unit_code)
    if user.is_admin and (disabled or not account.is_admin) and queries.count_admins() <= 1:
        raise Refusal(_("This is the last administrator. Make somebody else an administrator first."), field="is_admin")
    before = state_of(user)
    user.name, user.level, user.unit_code = account.name, account.level, account.unit_code or None
    user.is_admin, user.may_create_events = account.is_admin, account.may_create_events or account.is_admin
    user.language = account.language
    user.disabled_at = (user.disabled_at or act.at) if disabled else None
    changes = difference(before, state_of(user))
    if changes:
        if disabled:
            db.session.flush()
            _shut(user, at=act.at)
        record(act, "changed", user, object_name=user.email, changes=changes)


def check_password(email: str, password: str) -> User:
    """The account that this address and password open; it takes the same time whatever is wrong.

    Raises:
        WrongPassword: they do not fit, or the account is disabled.
    """
    user = queries.find_user_by_email(email)
    fits = verify_password(user.password_hash if user else None, password)
    if user is None or not fits or user.disabled_at is not None:
        raise WrongPassword
    return user


def begin_session(
    user_id: int,
    *,
    device: str,
    at: datetime,
    ends_at: datetime,
    password_hash: str | None = None,
    with_passkey: bool = False,
) -> tuple[User, str]:
    """A new session of that account: the account, and the token of which the row keeps the hash.

    Args:
        device: what its owner knows it by; see `devices.device_name`.
        password_hash: what the password was held against, where one was: an account whose password has changed since
            is not opened by the old one.
        with_passkey: it was a passkey that signed in.

    Raises:
        WrongPassword: the account is disabled, or its password is another by now.
    """
    user = queries.find_locked_user(user_id)
    is_stale = password_hash is not None and user is not None and user.password_hash != password_hash
    if user is None or user.disabled_at is not None or is_stale:
        raise WrongPassword
    token = random_token()
    db.session.add(
        UserSession(
            user_id=user.id,
            token_hash=token_hash(token),
            device=device,
            created_at=at,
            last_seen_at=at,
            ends_at=ends_at,
            with_passkey=with_passkey,
        )
    )
    user.last_seen_at = at
    record(Act(Actor(ActorKind.USER, user.id, user.name), at), "signed_in", user, object_name=user.email)
    return user, token


def end_session(user: User, session_id: int, *, act: Act) -> None:
    """Sign the account out on one device."""
    if statements.delete_session(session_id):
        record(act, "signed_out", user, object_name=user.email)


def end_sessions(user: User, *, but: int | None = None, act: Act) -> None:
    """Sign the account out everywhere, or everywhere `but` in one session; links that are open become void too."""
    queries.find_locked_user(user.id)
    _shut(user, but=but, at=act.at)
    record(act, "signed_out_everywhere" if but is None else "signed_out_elsewhere", user, object_name=user.email)


def set_password(user: User, password: str, *, act: Act) -> None:
    """A new password; every session and every open link of the account ends, and its owner is told by letter."""
    hashed = hash_password(password)
    queries.find_locked_user(user.id)
    user.password_hash = hashed
    db.session.flush()
    _shut(user, at=act.at)
    record(act, "password_set", user, object_name=user.email)
    letters.write_password_set(user, at=act.at)


def make_link(user: User, purpose: Purpose, *, at: datetime) -> str:
    """The token of a new one-time link; only its hash is kept. Older links for the same purpose become void.
    Lifetimes: see `LIFETIMES`."""
    queries.find_locked_user(user.id)
    statements.void_links(user.id, purpose=purpose, at=at)
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


def open_link(token: str, purpose: Purpose, *, at: datetime) -> User:
    """The account that the link would open; the link stays as it is.

    Raises:
        WrongLink: the link is unknown, spent or expired, or its account is disabled.
    """
    link = queries.find_link(token_hash(token), purpose, at=at)
    if link is None or link.user.disabled_at is not None:
        raise WrongLink(_("This link has been used or has expired. Ask for a new one."))
    return link.user


def use_link(token: str, purpose: Purpose, *, at: datetime) -> User:
    """The account that the link opens; the link is spent: of two who come at the same moment one is told that it was
    used.

    Raises:
        WrongLink: as `open_link`.
    """
    user = queries.find_locked_user(open_link(token, purpose, at=at).id)
    if user is None or user.disabled_at is not None or not statements.spend_link(token_hash(token), purpose, at=at):
        raise WrongLink(_("This link has been used or has expired. Ask for a new one."))
    return user


def turn_on_second_step(user: User, key: str, code: str, *, but: int | None, act: Act) -> list[str]:
    """From now on the account needs a code of the app that holds `key`; the recovery codes, which are shown this once.
    All other sessions end (all `but` one).

    Raises:
        WrongCode: `code` is not of that key.
        Refusal: it is on already.
    """
    user = queries.find_locked_user(user.id) or user
    if user.second_step_at is not None:
        raise Refusal(_("Two-step sign-in is already on."))
    step = step_of(key, code, at=act.at)
    if step is None:
        raise WrongCode
    user.second_step_at, user.second_step = act.at, {"key": key, "last": step}
    db.session.flush()
    _shut(user, but=but, at=act.at)
    record(act, "second_step_on", user, object_name=user.email)
    letters.write_second_step(user, is_on=True, at=act.at)
    return _write_recovery_codes(user)


def turn_off_second_step(user: User, *, act: Act) -> None:
    """A password is enough again; by its owner with a code, or by an administrator for somebody who lost the app. Its
    owner is told."""
    user = queries.find_locked_user(user.id) or user
    if user.second_step_at is None:
        return
    user.second_step_at, user.second_step = None, {}
    statements.delete_recovery_codes(user.id)
    record(act, "second_step_off", user, object_name=user.email)
    letters.write_second_step(user, is_on=False, at=act.at)


def renew_recovery_codes(user: User, *, act: Act) -> list[str]:
    """New recovery codes; the old ones work no longer."""
    queries.find_locked_user(user.id)
    record(act, "recovery_codes_renewed", user, object_name=user.email)
    return _write_recovery_codes(user)


def check_code(user_id: int, code: str, *, at: datetime) -> User:
    """The account, if `code` is of its app or a recovery code; either works once, however many come together.

    Raises:
        WrongCode: it is neither, or the account is disabled.
    """
    user = queries.find_locked_user(user_id)
    if user is None or user.disabled_at is not None or user.second_step_at is None:
        raise WrongCode
    key, last = str(user.second_step.get("key") or ""), int(user.second_step.get("last") or 0)
    step = step_of(key, code, at=at, after=last) if key else None
    if step is not None:
        user.second_step = {"key": key, "last": step}
    elif statements.spend_recovery_code(user.id, recovery_hash(code), at=at):
        act = Act(Actor(ActorKind.USER, user.id, user.name), at)
        record(act, "recovery_code_used", user, object_name=user.email)
    else:
        raise WrongCode
    return user


def confirm_owner(user: User, proof: str, *, at: datetime) -> None:
    """Whoever sits at a signed-in device is its owner: a code where the account asks for one, else the password, else
    (an account that has none yet) nothing.

    Raises:
        WrongCode, WrongPassword: it is not.
    """
    if user.second_step_at is not None:
        check_code(user.id, proof, at=at)
    elif user.password_hash is not None and not verify_password(user.password_hash, proof):
        raise WrongPassword


def add_passkey(user: User, *, credential_id: bytes, public_key: bytes, sign_count: int, name: str, act: Act) -> None:
    """From now on this passkey signs in; the owner is told by e-mail.

    Raises:
        Refusal: there are ten already, or this one is known.
    """
    queries.find_locked_user(user.id)
    if len(queries.list_passkeys(user.id)) >= MOST_PASSKEYS:
        raise Refusal(_("An account may have at most ten passkeys. First remove one you no longer use."))
    if queries.find_locked_passkey(credential_id) is not None:
        raise Refusal(_("This device already has a passkey for this site."))
    passkey = Passkey(
        user_id=user.id,
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        name=name,
        created_at=act.at,
    )
    db.session.add(passkey)
    record(act, "passkey_added", user, object_name=user.email, changes={"passkey": [None, name]})
    letters.write_passkey(user, name, is_added=True, at=act.at)


def remove_passkey(user: User, passkey: Passkey, *, act: Act) -> None:
    """This passkey signs in no more; the owner is told by e-mail."""
    record(act, "passkey_removed", user, object_name=user.email, changes={"passkey": [passkey.name, None]})
    letters.write_passkey(user, passkey.name, is_added=False, at=act.at)
    db.session.delete(passkey)


def _write_recovery_codes(user: User) -> list[str]:
    statements.delete_recovery_codes(user.id)
    codes = new_recovery_codes()
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=recovery_hash(code)) for code in codes)
    return codes


def remove_expired(*, unused_since: datetime, at: datetime) -> None:
    """Take away sessions that have ended by time, and links that nobody could use for a month."""
    statements.delete_expired(sessions_unused_since=unused_since, links_before=at - _LINKS_KEPT, at=at)


def _shut(user: User, *, at: datetime, but: int | None = None) -> None:
    statements.delete_sessions(user.id, but=but)
    statements.void_links(user.id, at=at)


def _check_unit(level: Level, unit_code: str | None) -> None:
    if level is Level.PROVINCIAL and not unit_code:
        raise Refusal(_("A provincial account needs a delegation: choose one."), field="unit_code")
