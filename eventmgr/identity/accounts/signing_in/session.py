"""Sessions: who is signed in, on what, until when, and how one begins and ends.

The cookie holds a random token and nothing else of the account; the row with its hash decides at each request. So a
copy of the cookie is worth nothing once the session has ended, and a session can be ended from elsewhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from sqlalchemy.exc import OperationalError

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.jobs.registry import handler
from eventmgr.identity.accounts import queries, services, statements
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.signing_in.devices import device_name
from eventmgr.tools.web.handlers import NEXT
from eventmgr.tools.web.tokens import token_hash

log = logging.getLogger(__name__)

_REFRESH = timedelta(minutes=5)
HINT = "eventmgr_signed_in"
"""A cookie without secret, for scripts of pages that are kept and the same for all: whether to name the way to one's
events. Nothing is decided by it."""


@dataclass(frozen=True)
class Current:
    """What this request knows of its session, whatever happens to the row meanwhile."""

    id: int
    last_seen_at: datetime
    with_passkey: bool


class _Signer(TimestampSigner):
    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:  # noqa: FBT001, FBT002  # as the library has it
        """What was signed, unless that was more than `max_age` seconds ago."""
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - signed_at.timestamp()
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"signed {age} seconds ago", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


class Cookies(SecureCookieSessionInterface):
    """Flask's own, but a cookie may come from the future: a clock that is set back, or a second machine whose clock is
    a little behind, signs nobody out. The signature shows that it is ours, and the row decides how long it lasts."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie."""
        made = super().get_signing_serializer(app)
        if made is not None:
            made.signer = _Signer
        return made


def init_app(app: Flask) -> None:
    """Teach Flask-Login our accounts.

    Its own `init_app` would open the session for every answer, static files too (for a "remember me" cookie that
    we do not use), and every answer would vary with the cookies.
    """
    app.session_interface = Cookies()
    manager = LoginManager()
    app.login_manager = manager  # type: ignore[attr-defined]
    manager.session_protection = None
    manager.user_loader(_load)
    app.after_request(_note_use)


def idle() -> timedelta:
    """After so long without use a session has ended."""
    return timedelta(hours=float(current_app.config["SESSION_HOURS"]))


def current() -> Current | None:
    """The session of this request, or None where nobody is signed in."""
    return cast(Current, g.user_session) if current_user.is_authenticated and "user_session" in g else None


@dataclass(frozen=True)
class Opened:
    """A session that stands in the database: whose it is, and the token for the cookie."""

    user: User
    token: str


def begin(user: User, *, at: datetime, password_hash: str | None = None, with_passkey: bool = False) -> Opened:
    """A new session of `user` instead of the one of this request, inside the caller's `write`; `enter` it afterwards.

    The cookie is left alone until then: a lost race runs this again, and one that is lost for good leaves the old
    session as it is.

    Raises:
        WrongPassword: as `services.begin_session`.
    """
    before = current()
    if before is not None:
        statements.delete_session(before.id)
    ends_at = at + timedelta(days=float(current_app.config["SESSION_MAX_DAYS"]))
    device = device_name(request.user_agent.string)
    return Opened(
        *services.begin_session(
            user.id, device=device, at=at, ends_at=ends_at, password_hash=password_hash, with_passkey=with_passkey
        )
    )


def enter(opened: Opened) -> None:
    """The browser holds the new session from now on; whatever the old one held is gone."""
    _forget()
    session.permanent = True
    login_user(opened.user)
    session["_user_id"] = opened.token


_WAITING, _WAITS = "second_step", timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """Somebody who has done the first step of a sign-in."""

    user_id: int
    mark: str
    target: str


def ask_code(user: User, target: str, *, at: datetime) -> None:
    """The browser has done the first step; nobody is signed in until a code is given, within ten minutes."""
    session.clear()
    session[_WAITING] = {"user": user.id, "mark": _mark(user), "target": target, "until": (at + _WAITS).timestamp()}


def waiting(*, at: datetime) -> Waiting | None:
    """Who has done the first step in this browser, or None."""
    kept = session.get(_WAITING)
    if not isinstance(kept, dict) or kept["until"] < at.timestamp():
        return None
    return Waiting(kept["user"], kept["mark"], kept["target"])


def is_still(user: User, one: Waiting) -> bool:
    """Whether the password is that of the first step."""
    return one.mark == _mark(user)


def _mark(user: User) -> str:
    """Tells passwords apart without telling one: the cookie is signed, not encrypted."""
    return token_hash(f"{user.id}|{user.password_hash or ''}")


def forget() -> None:
    """The browser keeps nothing of a session that has ended."""
    logout_user()
    _forget()


def _forget() -> None:
    session.clear()
    g.pop("user_session", None)
    g.signed_out = True


def _load(token: str) -> User | None:
    row = queries.find_session(token_hash(token), at=clock.now(), idle=idle())
    if row is None:
        return None
    g.user_session = Current(row.id, row.last_seen_at, row.with_passkey)
    return row.user


def _note_use(response: Response) -> Response:
    """Remember when the session was last used, at most every five minutes, after the page is made."""
    mine, at = g.get("user_session"), clock.now()
    _hint(response, signed_in=mine is not None)
    if mine is not None and at - mine.last_seen_at > _REFRESH:
        try:
            write(lambda: statements.note_use(mine.id, at=at))
        except OperationalError:
            log.warning("the use of a session could not be noted")
    return response


def _hint(response: Response, *, signed_in: bool) -> None:
    """The cookie follows what this request has found out; requests that did not ask who reads change nothing."""
    if signed_in and HINT not in request.cookies:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        age = timedelta(days=float(current_app.config["SESSION_MAX_DAYS"]))
        response.set_cookie(HINT, "1", max_age=age, secure=secure, samesite="Lax", httponly=False)
    elif not signed_in and HINT in request.cookies and ("signed_out" in g or request.endpoint == "accounts.sign_in"):
        response.delete_cookie(HINT, samesite="Lax")


@handler("accounts.remove_expired", every=timedelta(hours=1))
def remove_expired(_payload: dict[str, object], at: datetime) -> None:
    """The job: sessions and links that time has ended go."""
    services.remove_expired(unused_since=at - idle(), at=at)


def kept_target() -> str | None:
    """The page that somebody wanted before signing in, where its address is kept out of ours; see `web/handlers.py`."""
    return cast("str | None", session.get(NEXT))


def safe_target(target: str | None, default: str) -> str:
    """`target` if it is a path of this site, else `default`: no scheme, no host, no `//` or backslash."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(char) < 32 for char in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
