"""The registration form for visitors, answered in front of Flask from a page that Flask has made.

A hit costs one primary-key read, the reader's session and two signatures. It serves only who has no session yet, or
one that holds nothing but a CSRF secret; whoever is signed in, brings a query or a session that cannot be read goes
the whole way. Token and cookie are those of Flask-WTF and Flask, made with their own serializers; a test posts them.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from flask.blueprints import BlueprintSetupState
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import dump_cookie, parse_cookie

from eventmgr.registration.views.page import KEPT, Kept, filled

_MOST = 512
_PATH_END = "/register/"
_MADE_ANEW = ("content-length", "content-encoding", "set-cookie")


@dataclass(frozen=True)
class _Page:
    kept: Kept
    headers: list[tuple[str, str]]


class QuickForms:
    """The WSGI middleware and its pages, longest unused first out."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: Callable[..., Iterable[bytes]] = app.wsgi_app
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The kept form with this reader's own values if there is one, else what the application answers."""
        cache = self._app.extensions["page_cache"]
        is_form = environ["REQUEST_METHOD"] == "GET" and environ.get("PATH_INFO", "").endswith(_PATH_END)
        if not is_form or environ.get("QUERY_STRING") or not cache.enabled or not cache.is_ours(environ):
            return self._inner(environ, start_response)
        key = cache.key(environ)
        page = self._pages.get(key)
        if page is not None and page.kept.minute == int(time.time() // 60):
            session = self._session(environ)
            if session is not None and page.kept.stamp.holds(cache.stamps().read("event", page.kept.slug)):
                return self._answer(page, session, environ, start_response)
        return self._learn(key, environ, start_response)

    def _session(self, environ: dict[str, Any]) -> dict[str, Any] | None:
        """What the visitor's session holds; None: ask Flask."""
        name = self._app.session_interface.get_cookie_name(self._app)
        cookie = environ.get("HTTP_COOKIE", "")
        value = parse_cookie(cookie).get(name) if name in cookie else None
        if value is None:
            return {}
        lifetime = int(self._app.permanent_session_lifetime.total_seconds())
        try:
            found = self._sessions().loads(value, max_age=lifetime)
        except BadSignature:
            return None
        return found if found.keys() == {"csrf_token"} else None

    def _answer(
        self, page: _Page, session: dict[str, Any], environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> list[bytes]:
        headers = list(page.headers)
        secret = session.get("csrf_token")
        if secret is None:
            secret = hashlib.sha1(os.urandom(64)).hexdigest()  # noqa: S324 -- as Flask-WTF makes it: a random name
            headers.append(("Set-Cookie", self._cookie({"csrf_token": secret})))
        token = URLSafeTimedSerializer(str(self._app.secret_key), salt="wtf-csrf-token").dumps(secret)
        packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        body = filled(page.kept, str(token), str(uuid.uuid4()), packs=packs)
        if packs:
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [body]

    def _cookie(self, session: dict[str, Any]) -> str:
        interface, app = self._app.session_interface, self._app
        return dump_cookie(
            interface.get_cookie_name(app),
            self._sessions().dumps(session),
            httponly=interface.get_cookie_httponly(app),
            secure=interface.get_cookie_secure(app),
            samesite=interface.get_cookie_samesite(app),
            path=interface.get_cookie_path(app),
            domain=interface.get_cookie_domain(app),
        )

    def _sessions(self) -> Any:
        return self._app.session_interface.get_signing_serializer(self._app)  # type: ignore[attr-defined]

    def _learn(
        self, key: tuple[str, ...], environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep what it says for the next visitors."""
        caught: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            caught[:] = [status, headers]
            return start_response(status, headers, *more)

        body = self._inner(environ, note)
        kept = environ.get(KEPT)
        if kept is not None and caught and caught[0].startswith("200"):
            headers = [(name, value) for name, value in caught[1] if name.lower() not in _MADE_ANEW]
            self._pages[key] = _Page(kept, headers)
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return body


def put_in_front(state: BlueprintSetupState) -> None:
    """Answer for the application that the blueprint is registered with."""
    QuickForms(cast(Flask, state.app))
