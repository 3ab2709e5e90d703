"""The registration form's page, rendered once per event, language and minute, and filled in for each reader.

Two things differ between readers: the CSRF token and the one-time id of the form. The page is rendered with real ones,
cut where they stand, and put together again with new ones. It lives until the event's revision rises or the minute
ends, as the pages in `web/cache.py` do.
"""

from __future__ import annotations

import re
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import current_app
from flask_wtf.csrf import generate_csrf

from eventmgr.i18n import language

_MOST = 256
_FORM_ID = re.compile(r'name="form_id" value="([0-9a-f-]{36})"')
_TOKEN, _ID = "\0token\0", "\0id\0"
"""What stands in a kept page for the two; no text that people typed can hold a NUL."""


@dataclass(frozen=True)
class _Kept:
    revision: int
    minute: int
    html: str


class FormPages:
    """At most `_MOST` pages, longest unused first out."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[int, str, str], _Kept] = OrderedDict()
        self._lock = Lock()

    def html(self, slug: str, render: Callable[[], tuple[str, int]]) -> tuple[str, int]:
        """The page of that event in the language spoken now, with a token and an id of its own; and its status."""
        token = generate_csrf()
        cache = current_app.extensions["page_cache"]
        key, minute = (id(cache), slug, language()), int(time.time() // 60)
        revision = cache.stamps().read("event", slug) if cache.enabled else None
        kept = self._pages.get(key)
        if kept is not None and (kept.revision, kept.minute) == (revision, minute):
            return kept.html.replace(_TOKEN, token).replace(_ID, str(uuid.uuid4())), 200
        html, status = render()
        if revision is not None and status == 200:
            self._keep(key, _Kept(revision, minute, _emptied(html, token)))
        return html, status

    def _keep(self, key: tuple[int, str, str], page: _Kept) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)


def _emptied(html: str, token: str) -> str:
    html = html.replace(token, _TOKEN)
    found = _FORM_ID.search(html)
    return html.replace(found[1], _ID) if found else html
