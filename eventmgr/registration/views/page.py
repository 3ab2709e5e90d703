"""The registration form's page, rendered once per event, language and minute, and filled in for each reader.

Two things differ between readers: the CSRF token and the one-time id of the form. The page is rendered with real ones,
which are then taken out; each reader gets it with new ones. It lives until the event's stamp rises or the minute
ends, as the pages in `web/cache.py` do. Its unchanging stretches are compressed once, and the two values stand between
them uncompressed (RFC 1951: stored blocks), so that nothing is compressed anew. The page repeats nothing that its
reader sent: its length tells nothing of the token.
"""

from __future__ import annotations

import re
import struct
import time
import uuid
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from flask import Response, current_app, request
from flask_wtf.csrf import generate_csrf

from eventmgr.i18n import language
from eventmgr.web.answers import takes_gzip
from eventmgr.web.stamps import Stamp

_MOST = 256
_FORM_ID = re.compile(r'name="form_id" value="([0-9a-f-]{36})"')
_TOKEN, _ID = "\0token\0", "\0id\0"
"""What stands in a kept page for the two; no text that people typed can hold a NUL."""
_MARKS = re.compile(f"({_TOKEN}|{_ID})")
KEPT = "eventmgr.kept_form"
"""Where the WSGI environment names the page that was answered with; see `quick.py`."""
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LAST_BLOCK = b"\x01\x00\x00\xff\xff"


@dataclass(frozen=True)
class Kept:
    """A page without its reader's own values."""

    slug: str
    stamp: Stamp
    minute: int
    pieces: tuple[str, ...]
    """The page, cut at the marks; every second piece is a mark."""
    packed: tuple[bytes, ...]
    """The pieces between the marks as deflate blocks."""

    def plain(self, values: Mapping[str, str]) -> bytes:
        """The page with `values` in place of the marks."""
        return "".join(values.get(piece, piece) for piece in self.pieces).encode()

    def gzipped(self, values: Mapping[str, str], plain: bytes) -> bytes:
        """The same as one gzip member (RFC 1952)."""
        blocks = list(self.packed)
        for place, mark in enumerate(self.pieces[1::2]):
            blocks.insert(2 * place + 1, _stored(values[mark].encode()))
        tail = struct.pack("<II", zlib.crc32(plain), len(plain))
        return b"".join((_GZIP_HEAD, *blocks, _LAST_BLOCK, tail))


class FormPages:
    """At most `_MOST` pages, longest unused first out."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[int, str, str], Kept] = OrderedDict()
        self._lock = Lock()

    def answer(self, slug: str, render: Callable[[], tuple[str, int]]) -> Response:
        """The page of that event in the language spoken now, with a token and an id of its own."""
        token = generate_csrf()
        cache = current_app.extensions["page_cache"]
        key, minute = (id(cache), slug, language()), int(time.time() // 60)
        stamp = cache.stamps().read("event", slug) if cache.enabled else None
        kept = self._pages.get(key)
        if kept is None or kept.minute != minute or not kept.stamp.holds(stamp):
            html, status = render()
            if stamp is None or status != 200:
                return current_app.response_class(html, status, mimetype="text/html")
            kept = self._keep(key, _cut(slug, html, token, stamp, minute))
        return _respond(kept, token)

    def _keep(self, key: tuple[int, str, str], page: Kept) -> Kept:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return page


def filled(kept: Kept, token: str, form_id: str, *, packs: bool) -> bytes:
    """The page for one reader, compressed if `packs`."""
    values = {_TOKEN: token, _ID: form_id}
    plain = kept.plain(values)
    return kept.gzipped(values, plain) if packs else plain


def _respond(kept: Kept, token: str) -> Response:
    packs = takes_gzip(request.headers.get("Accept-Encoding", ""))
    response = current_app.response_class(filled(kept, token, str(uuid.uuid4()), packs=packs), mimetype="text/html")
    response.headers["Vary"] = "Accept-Encoding"
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    request.environ[KEPT] = kept
    return response


def _cut(slug: str, html: str, token: str, stamp: Stamp, minute: int) -> Kept:
    html = html.replace(token, _TOKEN)
    found = _FORM_ID.search(html)
    pieces = tuple(_MARKS.split(html.replace(found[1], _ID) if found else html))
    return Kept(slug, stamp, minute, pieces, tuple(_deflated(piece.encode()) for piece in pieces[::2]))


def _deflated(text: bytes) -> bytes:
    """`text` as deflate blocks that end on a whole byte and lean on nothing before them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(text: bytes) -> bytes:
    """`text` (below 64 KiB) as a stored block."""
    return struct.pack("<BHH", 0, len(text), len(text) ^ 0xFFFF) + text
