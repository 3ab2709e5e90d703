"""Rendered public pages, kept in memory until the data behind them changes.

A view decorated with `cached_page(scope)` depends only on its address, the language and data whose *stamp* — one
number in the database — rises with every change. A hit costs one primary-key read and no Flask at all: the
middleware stands in front of the application. Nothing that a visitor can choose gets into a page that others see: a
page is kept under path, query and language alone; a host that is not ours gets none; and an address with a parameter
that the view does not ask for is answered, but not kept. A page also ends with its minute, so what the clock decides (open,
closed) is right to the minute. Strong ETags come from the content, hence two renderings of the same data agree.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, request
from werkzeug.sansio.utils import host_is_trusted

from eventmgr.db import db
from eventmgr.i18n import LANGUAGE_COOKIE, pick_language
from eventmgr.web import metrics
from eventmgr.web.stamps import Scope, Stamps

log = logging.getLogger(__name__)

_MOST_PAGES = 1024
_MOST_BYTES = 32 * 1024 * 1024
"""Of pages without a query, and as much again of those with one, of which visitors can ask for any number."""
_LONGEST_QUERY, _LONGEST_HOST = 400, 260
_HIT = metrics.name_of("kept_pages", {"result": "hit"})
_VARY = "Accept-Encoding, Accept-Language, Cookie"


@dataclass
class _Page:
    scope: str
    value: str
    stamp: int
    minute: int
    status: str
    headers: list[tuple[str, str]]
    etag: str
    plain: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed or b"")


class _Pages:
    """Some thousand pages, least recently used first out."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()
        self._bytes, self._lock = 0, threading.Lock()

    def get(self, key: tuple[str, ...]) -> _Page | None:
        """The page under `key`."""
        return self._pages.get(key)

    def touch(self, key: tuple[str, ...]) -> None:
        """The page under `key` was used."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)

    def keep(self, key: tuple[str, ...], page: _Page) -> None:
        """Store `page`, pushing out the longest unused ones."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.size - (old.size if old else 0)
            self._pages[key] = page
            while len(self._pages) > _MOST_PAGES or self._bytes > _MOST_BYTES:
                _key, gone = self._pages.popitem(last=False)
                self._bytes -= gone.size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


class PageCache:
    """The WSGI middleware and its two stores: pages asked for with a query cannot push out those without."""

    def __init__(self, app: Flask, scopes: dict[str, Scope]) -> None:
        self.scopes = scopes
        self.default_language = app.config["DEFAULT_LANGUAGE"]
        self.enabled = bool(app.config["PAGE_CACHE"])
        self._app = app
        self._stamps: Stamps | None = None
        self._inner: Callable[..., Iterable[bytes]] = app.wsgi_app
        self._plain, self._asked = _Pages(), _Pages()
        trusted = list(app.config["TRUSTED_HOSTS"])
        self._is_trusted = lru_cache(256)(lambda host: host_is_trusted(host, trusted))
        app.wsgi_app = self  # type: ignore[method-assign, assignment]

    def stamps(self) -> Stamps:
        """The reader of stamps; made at first use, so that worker processes never share a connection."""
        if self._stamps is None:
            with self._app.app_context():
                self._stamps = Stamps(db.engine, self.scopes)
        return self._stamps

    def clear(self) -> None:
        """Forget everything."""
        self._plain.clear()
        self._asked.clear()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and self.enabled and self.is_ours(environ):
            page = self._found(self.key(environ))
            if page is not None:
                self._app.extensions["counters"].add(_HIT)
                return _answer(page, environ, start_response)
        return self._inner(environ, start_response)

    def is_ours(self, environ: dict[str, Any]) -> bool:
        """Whether the host that was asked for is one of ours; the application says no to others."""
        host = environ.get("HTTP_HOST", "")
        return 0 < len(host) <= _LONGEST_HOST and self._is_trusted(host)

    def key(self, environ: dict[str, Any]) -> tuple[str, ...]:
        """What a page depends on: path, query and language."""
        cookie = environ.get("HTTP_COOKIE", "")
        chosen = _cookie_language(cookie) if LANGUAGE_COOKIE in cookie else None
        language = pick_language(None, chosen, environ.get("HTTP_ACCEPT_LANGUAGE"), default=self.default_language)
        return environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), language

    def _pages(self, key: tuple[str, ...]) -> _Pages:
        return self._asked if key[1] else self._plain

    def _found(self, key: tuple[str, ...]) -> _Page | None:
        """The page, if it still holds; a database out of reach is left to the application, which has words for it."""
        try:
            return self._fresh(key)
        except Exception:
            log.exception("stamps cannot be read")
            return None

    def _fresh(self, key: tuple[str, ...]) -> _Page | None:
        pages = self._pages(key)
        page = pages.get(key)
        if page is None or page.minute != int(time.time() // 60):
            return None
        if self.stamps().read(page.scope, page.value) != page.stamp:
            return None
        pages.touch(key)
        return page

    def keep(self, key: tuple[str, ...], page: _Page) -> None:
        """Store `page` for the next who ask."""
        if self.enabled and len(key[1]) <= _LONGEST_QUERY:
            self._pages(key).keep(key, page)


def init_app(app: Flask, scopes: dict[str, Scope]) -> None:
    """Put the cache in front of `app`; `scopes` names the stamps that features offer."""
    app.extensions["page_cache"] = PageCache(app, scopes)
    app.after_request(_finish)


def cached_page(scope: str, *asks: str) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """The view's page is kept while the stamp of `scope` stands. Such a view must not touch the session.

    Args:
        asks: the parameters that the view reads, besides `lang`; with any other the page is not kept.
    """
    known = {*asks, "lang"}

    def decorate(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def wrapper(**arguments: Any) -> Response:
            cache: PageCache = _cache()
            read = cache.scopes[scope]
            value = read.constant if read.argument is None else str(arguments[read.argument])
            stamp = cache.stamps().read(scope, value or "")
            response = make_response(view(**arguments))
            if response.status_code == 200:
                g.page_plan = (scope, value or "", stamp if stamp is not None else 0, known.issuperset(request.args))
            return response

        return wrapper

    return decorate


def _cache() -> PageCache:
    cache: PageCache = current_app.extensions["page_cache"]
    return cache


def _finish(response: Response) -> Response:
    """Runs last: turn the finished response of a cached view into a page, keep it, answer with it."""
    plan = g.pop("page_plan", None)
    if plan is None or response.status_code != 200:
        return response
    scope, value, stamp, is_known = plan
    plain = response.get_data()
    etag = hashlib.blake2b(plain, digest_size=12).hexdigest()
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = _VARY
    drop = ("content-length", "etag", "content-encoding")
    headers = [(name, text) for name, text in response.headers if name.lower() not in drop]
    packed = gzip.compress(plain, 6, mtime=0) if len(plain) > 1000 and _is_text(response) else None
    page = _Page(scope, value, stamp, int(time.time() // 60), response.status, headers, etag, plain, packed)
    if is_known:
        cache = _cache()
        cache.keep(cache.key(request.environ), page)
    metrics.count("kept_pages", result="miss")
    return _as_response(page)


def _is_text(response: Response) -> bool:
    return (response.mimetype or "").startswith("text/") or response.mimetype in ("application/json", "image/svg+xml")


def _as_response(page: _Page) -> Response:
    caught: list[Any] = []
    body = _answer(page, request.environ, lambda status, headers: caught.extend((status, headers)))
    return Response(list(body), status=caught[0], headers=caught[1])


def _answer(page: _Page, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    packs = page.packed is not None and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.packed if packs and page.packed is not None else page.plain
    etag = f'"{page.etag}-gz"' if packs else f'"{page.etag}"'
    headers = [*page.headers, ("ETag", etag)]
    if _matches(environ.get("HTTP_IF_NONE_MATCH"), page.etag) or _unchanged(environ, page):
        kept = [(name, value) for name, value in headers if name.lower() not in ("content-type", "content-disposition")]
        start_response("304 NOT MODIFIED", kept)
        return []
    if packs:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start_response(page.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header names gzip and does not give it the weight nought."""
    return "gzip" in accepted and not re.search(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", accepted)


def _matches(asked: str | None, etag: str) -> bool:
    if not asked:
        return False
    tags = {tag.strip().removeprefix("W/").strip('"').removesuffix("-gz") for tag in asked.split(",")}
    return etag in tags or "*" in tags


def _unchanged(environ: dict[str, Any], page: _Page) -> bool:
    """If-Modified-Since counts only without If-None-Match (RFC 9110, 13.1.3) and only for the very same date."""
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since or environ.get("HTTP_IF_NONE_MATCH"):
        return False
    return any(name == "Last-Modified" and value == since for name, value in page.headers)


def _cookie_language(cookie: str) -> str | None:
    for part in cookie.split(";"):
        name, _sep, value = part.strip().partition("=")
        if name == LANGUAGE_COOKIE:
            return value.strip('"')
    return None
