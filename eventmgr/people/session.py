"""Sessions: who is signed in, until when, and how one begins and ends."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from flask import Flask, current_app, session
from flask_login import LoginManager, login_user, logout_user

from eventmgr.people.models import User
from eventmgr.people.queries import find_user

_REFRESH_SECONDS = 300


def init_app(app: Flask) -> None:
    """Teach Flask-Login our accounts: the session holds number and stamp, checked at each request.

    Its own `init_app` would open the session for every answer, static files too (for a "remember me" cookie that
    we do not use), and every answer would vary with the cookies.
    """
    manager = LoginManager()
    app.login_manager = manager  # type: ignore[attr-defined]
    manager.session_protection = None
    manager.user_loader(_load)


def _load(mark: str) -> User | None:
    number, _sep, stamp = mark.partition(":")
    seen, now = session.get("seen", 0), int(time.time())
    if not number.isdigit() or now - seen > int(current_app.config["SESSION_HOURS"]) * 3600:
        return None
    user = find_user(int(number))
    if user is None or user.stamp != stamp or user.disabled_at is not None:
        return None
    if now - seen > _REFRESH_SECONDS:
        session["seen"] = now
    return user


def begin(user: User) -> None:
    """Sign `user` in with a new session; whatever the old one held is gone."""
    session.clear()
    session.permanent = True
    session["seen"] = int(time.time())
    login_user(user)


def end() -> None:
    """Sign out and forget the session."""
    logout_user()
    session.clear()


def safe_target(target: str | None, default: str) -> str:
    """`target` if it is a path of this site, else `default`: no scheme, no host, no `//` or backslash."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(char) < 32 for char in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
