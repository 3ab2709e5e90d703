"""Rendered public pages, kept in memory until the data behind them changes.

A view decorated with `cached_page(scope)` depends only on its address, the language and data whose *stamp* — one
number in the database — rises with every change. A hit costs one primary-key read and no Flask at all: the
middleware stands in front of the application. Nothing that a visitor can choose gets into a page that others see: a
page is kept under path, query and language alone; a host that is not ours gets none; and parameters that the view does
not ask for are taken away before anybody sees them, so that they cost neither a page nor a drawing. Strong ETags come
from the content, hence two renderings of the same data agree.

A page is due when counts of people on it have changed and `stamps.SETTLE` seconds are over, and when its minute ends,
for the clock decides what is open; feeds know no time shorter than a day and last until their day ends. A due page is
shown for `GRACE` seconds while it is made anew (`renewing.py`). So counts are at most `SETTLE + GRACE` seconds old, and
what the clock decides shows `GRACE` seconds after the minute at the latest.

While the database is away nothing on a page can change, so what is kept is shown for `AWAY` seconds more; nobody asks
the database for it meanwhile but once in `_ASK_AGAIN` seconds.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import unquote_plus

from flask import Flask, Response, current_app, g, make_response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import host_is_trusted

from eventmgr.ground.db import db
from eventmgr.ground.faults import report
from eventmgr.ground.i18n import LANGUAGE_COOKIE, LANGUAGES, pick_language
from eventmgr.ground.lru import Lru
from eventmgr.tools.web.monitoring import metrics
from eventmgr.tools.web.responses.answers import Content, Headers, answer, content_of, response_of
from eventmgr.tools.web.responses.making import Makings
from eventmgr.tools.web.responses.renewing import RENEWAL, Renewals
from eventmgr.tools.web.responses.stamps import Scope, Stamp, Stamps

log = logging.getLogger(__name__)

MINUTE, DAY = 60, 86400
"""How long a page may be kept, seconds."""
GRACE = 5.0
"""Seconds for which a page that is due is shown still while it is made anew."""
AWAY = 300.0
"""Seconds after its minute, or its day, for which a page is shown while the database does not answer."""
_ASK_AGAIN = 1.0
_MOST_PAGES = 1024
_MOST_BYTES = 32 * 1024 * 1024
"""Of pages without a query, and as much again of those with one, of which visitors can ask for any number."""
_LONGEST_QUERY, _LONGEST_HOST = 400, 260
_HIT = metrics.name_of("kept_pages", {"result": "hit"})
_TOLD_ANEW = ("content-length", "etag", "content-encoding")
_VARY = "Accept-Encoding, Accept-Language, Cookie"
_INDENT = re.compile(rb"\n\s+")
_BLANKS_COUNT = re.compile(rb"<pre|<textarea[^>]*>\s*[^<\s]")


@dataclass(frozen=True)
class _Page:
    scope: str
    value: str
    stamp: Stamp
    seconds: int
    """How long it may last: its minute, or its day."""
    ends_at: int
    """When that is over, seconds since 1970."""
    status: str
    headers: Headers
    content: Content


def _pages() -> Lru[tuple[str, ...], _Page]:
    return Lru(_MOST_PAGES, most_bytes=_MOST_BYTES, size=lambda page: page.content.size)


class PageCache:
    """The WSGI middleware and its two stores: pages asked for with a query cannot push out those without."""

    def __init__(self, app: Flask, scopes: dict[str, Scope]) -> None:
        self.scopes = scopes
        self.default_language = app.config["DEFAULT_LANGUAGE"]
        self.enabled = bool(app.config["PAGE_CACHE"])
        self._app = app
        self._stamps: Stamps | None = None
        self._inner: Callable[..., Iterable[bytes]] = app.wsgi_app
        self._plain, self._asked = _pages(), _pages()
        self._away_until = 0.0
        self.renewals = Renewals(self._inner)
        self.makings = Makings()
        trusted = list(app.config["TRUSTED_HOSTS"])
        self._is_trusted = lru_cache(256)(lambda host: host_is_trusted(host, trusted))
        app.wsgi_app = self  # type: ignore[method-assign]

    def stamps(self) -> Stamps:
        """The reader of stamps; made at first use in each process, so that no two share a connection."""
        if self._stamps is None or self._stamps.process != os.getpid():
            with self._app.app_context():
                self._stamps = Stamps(db.engine, self.scopes)
        return self._stamps

    def clear(self) -> None:
        """Empty the cache."""
        self._away_until = 0.0
        self._plain.clear()
        self._asked.clear()
        self.renewals.forget()
        if self._stamps is not None:
            self._stamps.forget()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The kept page if there is one that is true still, else what the application answers."""
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and environ.get("QUERY_STRING"):
            self._narrow(environ)
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and self.enabled and self.is_ours(environ):
            key = self.key(environ)
            page, is_due = self.find(key)
            if page is not None:
                if is_due:
                    self.renewals.ask(key, environ)
                self._app.extensions["counters"].add(_HIT)
                status, headers, body = answer(page.content, page.status, page.headers, environ)
                start_response(status, headers)
                return body
        return self._inner(environ, start_response)

    def _narrow(self, environ: dict[str, Any]) -> None:
        """Of the query leave what the view asks for, where its pages are kept."""
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        try:
            rule, _values = self._app.url_map.bind("").match(path, "GET", return_rule=True)
        except HTTPException:
            return
        known = getattr(self._app.view_functions[rule.endpoint], "asks", None)
        if known is not None:
            environ["QUERY_STRING"] = "&".join(_asked_of(environ["QUERY_STRING"], known))

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

    def _pages(self, key: tuple[str, ...]) -> Lru[tuple[str, ...], _Page]:
        return self._asked if key[1] else self._plain

    def find(self, key: tuple[str, ...]) -> tuple[_Page | None, bool]:
        """The page if it may be shown, and whether it is due; without one a database that is away is left to the
        application, which has words for it."""
        page = self._pages(key).get(key)
        if page is None:
            return None, False
        over = time.time() - page.ends_at
        if not -page.seconds <= over < AWAY:
            return None, False
        now, is_away = self._stamp_of(page)
        if is_away:
            return page, False
        late = page.stamp.due_since(now)
        if late is None or late >= GRACE or over >= GRACE:
            return None, False
        return page, late >= 0 or over >= 0

    def _stamp_of(self, page: _Page) -> tuple[Stamp | None, bool]:
        """The present stamp of a page, and whether the database is away, which is not asked again at once."""
        if time.monotonic() < self._away_until:
            return None, True
        try:
            return self.stamps().read(page.scope, page.value), False
        except SQLAlchemyError as error:
            self._away_until = time.monotonic() + _ASK_AGAIN
            report(log, error, "stamps cannot be read")
            return None, True

    def keep(self, key: tuple[str, ...], page: _Page) -> None:
        """Store `page` for the next who ask."""
        if self.enabled and len(key[1]) <= _LONGEST_QUERY:
            self._pages(key).keep(key, page)


def init_app(app: Flask, scopes: dict[str, Scope]) -> None:
    """Put the cache in front of `app`; `scopes` names the stamps that features offer."""
    app.extensions["page_cache"] = PageCache(app, scopes)
    app.after_request(_finish)
    app.teardown_request(_end)


def _asked_of(query: str, known: frozenset[str]) -> Iterator[str]:
    """The parts of a query whose names are known; of a language one that there is, once."""
    speaks = False
    for part in query.split("&"):
        name, _sign, value = part.partition("=")
        name = unquote_plus(name)
        if name == "lang":
            if not speaks and unquote_plus(value) in LANGUAGES:
                speaks = True
                yield f"lang={unquote_plus(value)}"
        elif name in known:
            yield part


def cached_page(
    scope: str, *asks: str, seconds: int = MINUTE, refuses_others: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """The view's page is kept while the stamp of `scope` stands. Such a view must not touch the session.

    Args:
        asks: the parameters that the view reads, besides `lang`; any other is overlooked: the page without it is shown.
        refuses_others: feeds say no to a name that they do not know, which may be a filter that was misspelt.
        seconds: `DAY` for what depends on no shorter time: it is kept until its stamp rises or the day (in UTC) ends.
    """
    known = frozenset({*asks, "lang"})

    def decorate(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def wrapper(**arguments: Any) -> Response:
            cache: PageCache = _cache()
            if cache.enabled:
                page = _made_meanwhile(cache)
                if page is not None:
                    g.page_of_another = page
                    return Response()
            read = cache.scopes[scope]
            value = read.constant if read.argument is None else str(arguments[read.argument])
            stamp = cache.stamps().read(scope, value or "")
            response = make_response(view(**arguments))
            if response.status_code == 200:
                g.page_plan = (scope, value or "", stamp or Stamp(0), seconds)
            return response

        vars(wrapper)["asks"] = None if refuses_others else known
        return wrapper

    return decorate


def _made_meanwhile(cache: PageCache) -> _Page | None:
    """The page that is asked for, if another thread has just made it; None: this one makes it."""
    key = cache.key(request.environ)
    if len(key[1]) > _LONGEST_QUERY:
        return None
    if cache.makings.begin(key):
        g.page_in_the_making = key
        return None
    page, _is_due = cache.find(key)
    return page


def _end(_error: BaseException | None) -> None:
    key = g.pop("page_in_the_making", None)
    if key is not None:
        _cache().makings.end(key)


def _cache() -> PageCache:
    cache: PageCache = current_app.extensions["page_cache"]
    return cache


def _unindented(page: bytes) -> bytes:
    """The page without the indents of its templates: a hundred bytes, packed, of a form. Not where blanks count."""
    return page if _BLANKS_COUNT.search(page) else _INDENT.sub(b"\n", page)


def _finish(response: Response) -> Response:
    """Runs last: turn the finished response of a cached view into a page, keep it, answer with it."""
    made = g.pop("page_of_another", None)
    if made is not None:
        metrics.count("kept_pages", result="hit")
        return response_of(made.content, made.status, made.headers)
    plan = g.pop("page_plan", None)
    if plan is None or response.status_code != 200:
        return response
    scope, value, stamp, seconds = plan
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = _VARY
    headers = [(name, text) for name, text in response.headers if name.lower() not in _TOLD_ANEW]
    plain, mimetype = response.get_data(), response.mimetype or ""
    content = content_of(_unindented(plain) if mimetype == "text/html" else plain, mimetype)
    ends_at = (int(time.time()) // seconds + 1) * seconds
    page = _Page(scope, value, stamp, seconds, ends_at, response.status, headers, content)
    cache = _cache()
    cache.keep(cache.key(request.environ), page)
    _end(None)
    metrics.count("kept_pages", result="renewed" if RENEWAL in request.environ else "miss")
    return response_of(content, response.status, headers)


def _cookie_language(cookie: str) -> str | None:
    for part in cookie.split(";"):
        name, _sep, value = part.strip().partition("=")
        if name == LANGUAGE_COOKIE:
            return value.strip('"')
    return None
