"""How an answer leaves: packed or plain, whole or 304, kept by its reader or by nobody. Everything of HTTP that depends
on `Accept-Encoding`, `If-None-Match`, `If-Modified-Since` and `Cache-Control` stands here and is read by Werkzeug.

| kind | by | kept | tag | packed |
|---|---|---|---|---|
| kept pages, style sheets, scripts | `answer` | as its headers say | strong, of the content | once |
| feeds and documents of one reader | `for_reader` | by the reader's browser, which asks each time | strong, of the
content | each time |
| files | `for_reader_as_is` | the same, and in parts | strong, given | never |
| pages behind a link, lists of people | `never_kept` | by nobody | none | as below |
| every other page and JSON | after the view | `no-store` (`headers.py`) | none | each time, with padding |

Where a page may hold a secret beside what its reader has sent, the length of a packed answer must not betray it (the
BREACH attack): packed each time, it gets a random number of padding bytes in the gzip header (RFC 1952, FNAME).
Whoever refuses plain bytes too (`identity;q=0`) gets them all the same where there are no others: better than nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import is_resource_modified, parse_accept_header, parse_etags

from eventmgr.ground import clock

LIST_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FEED_TYPES = {"atom": "application/atom+xml; charset=utf-8", "ics": "text/calendar; charset=utf-8"}
_OPENED = ("pdf", "ics")
"""What programs open at once; other files are saved."""
SMALLEST = 512
"""Shorter bodies are left plain, bytes."""
_PADDING = 100
_TEXTS = (
    "text/",
    "application/json",
    "application/javascript",
    "application/manifest",
    "application/xml",
    "image/svg",
)
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH")
_OF_A_BODY = ("content-type", "content-disposition")
_LONGEST_HEADER = 200

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Content:
    """Bytes that are sent again and again, and what names them."""

    plain: bytes
    packed: bytes | None
    """As gzip; None: not worth it."""
    tag: str

    @property
    def size(self) -> int:
        """Bytes that the answer takes in memory."""
        return len(self.plain) + len(self.packed or b"")


def init_app(app: Flask) -> None:
    """Pack what views make and is worth it, last of all."""
    app.after_request(_pack)


def content_of(plain: bytes, mimetype: str, *, level: int = 6) -> Content:
    """`plain` with its tag, packed if it is text and long enough; the same bytes give the same content."""
    packs = len(plain) >= SMALLEST and mimetype.startswith(_TEXTS)
    packed = gzip.compress(plain, level, mtime=0) if packs else None
    return Content(plain, packed, tag_of(plain))


def tag_of(plain: bytes) -> str:
    """What names these bytes and no others."""
    return hashlib.blake2b(plain, digest_size=12).hexdigest()


def takes_gzip(accepted: str) -> bool:
    """Whether `Accept-Encoding` allows gzip and weighs it no less than plain bytes."""
    return _takes_gzip(accepted) if len(accepted) <= _LONGEST_HEADER else _takes_gzip.__wrapped__(accepted)


@lru_cache(maxsize=256)
def _takes_gzip(accepted: str) -> bool:
    weights = parse_accept_header(accepted, Accept)
    gzip_weight = weights.quality("gzip")
    plain_weight = next((weight for name, weight in weights if name.lower() == "identity"), 0)
    return gzip_weight > 0 and gzip_weight >= plain_weight


def answer(
    content: Content, status: str, headers: Headers, environ: dict[str, Any]
) -> tuple[str, Headers, list[bytes]]:
    """Status, headers and body of the answer to a GET or HEAD, for `start_response`.

    Args:
        headers: what is told besides tag, coding and length.
    """
    packs = content.packed is not None and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = content.packed if packs and content.packed is not None else content.plain
    sent = [*headers, ("ETag", f'"{content.tag}-gz"' if packs else f'"{content.tag}"')]
    spared = _spared(environ, sent)
    if spared is not None:
        return spared, [(name, value) for name, value in sent if name.lower() not in _OF_A_BODY], []
    if packs:
        sent.append(("Content-Encoding", "gzip"))
    sent.append(("Content-Length", str(len(body))))
    return status, sent, [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def response_of(content: Content, status: str, headers: Headers) -> Response:
    """The same as the response of a view."""
    status, headers, body = answer(content, status, headers, request.environ)
    return Response(body, status=status, headers=headers)


def dated(response: Response, *moments: datetime | None) -> Response:
    """`response` with the latest of these as Last-Modified; never later than now (RFC 9110, 8.8.2.1), or whoever asks
    by date would be told until then that nothing has changed."""
    known = [moment for moment in moments if moment is not None]
    if known:
        response.last_modified = min(max(known), clock.now()).replace(microsecond=0)
    return response


def for_reader(response: Response) -> Response:
    """`response` for its reader alone, whose browser may keep it and asks each time whether it still holds."""
    response.headers["Cache-Control"] = "private, no-cache"
    content = content_of(response.get_data(), response.mimetype or "")
    if content.packed is not None:
        response.vary.add("Accept-Encoding")
    headers = [(name, text) for name, text in response.headers if name.lower() != "content-length"]
    return response_of(content, response.status, headers)


def for_reader_as_is(response: Response) -> Response:
    """The same for a file that has a tag and a length already, in parts too if the reader asks for a range."""
    response.headers["Cache-Control"] = "private, no-cache"
    environ = _readable(request.environ)
    response.make_conditional(environ, accept_ranges=True, complete_length=response.content_length)
    return response


def list_file(body: bytes, kind: str, name: str, *, plain: str) -> Response:
    """A list as a file to save, of which nothing on the way keeps a copy.

    Args:
        kind: one of `LIST_TYPES`.
        name: of the file, in the reader's words; `plain` for browsers that know ASCII alone.
    """
    answer = Response(body, content_type=LIST_TYPES[kind])
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{kind}\"; filename*=UTF-8''{quote(f'{name}.{kind}', safe='')}"
    )
    return never_kept(answer)


def public_file(body: bytes, kind: str, name: str = "") -> Response:
    """A file or a feed for everybody that search engines leave out.

    Args:
        kind: one of `LIST_TYPES`, `atom` or `ics`.
        name: of the file, without its ending; empty: it is only read.
    """
    response = Response(body, content_type=(LIST_TYPES | _FEED_TYPES)[kind])
    if name:
        how = "inline" if kind in _OPENED else "attachment"
        response.headers["Content-Disposition"] = f'{how}; filename="{name}.{kind}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def never_kept(response: Response) -> Response:
    """`response`, of which neither a browser nor anything on the way keeps a copy."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def wants_json() -> bool:
    """Whether a script of ours has sent the post, which shows a few words and no page."""
    return request.headers.get("Accept") == "application/json"


def _spared(environ: dict[str, Any], headers: Headers) -> str | None:
    """The status of an answer without a body, if what the reader has still holds."""
    if not any(name in environ for name in _CONDITIONS):
        return None
    known = {name: value for name, value in headers if name in ("ETag", "Last-Modified")}
    environ = _readable(environ)
    if is_resource_modified(environ, known.get("ETag"), last_modified=known.get("Last-Modified")):
        return None
    return "412 PRECONDITION FAILED" if parse_etags(environ.get("HTTP_IF_MATCH")) else "304 NOT MODIFIED"


def _readable(environ: dict[str, Any]) -> dict[str, Any]:
    """`environ` without `If-Match: *`, which every answer of ours meets: Werkzeug takes the star for a tag."""
    if environ.get("HTTP_IF_MATCH", "").strip() != "*":
        return environ
    return {name: value for name, value in environ.items() if name != "HTTP_IF_MATCH"}


def _pack(response: Response) -> Response:
    if not (response.mimetype or "").startswith(_TEXTS) or response.is_streamed or response.direct_passthrough:
        return response
    if "Content-Encoding" in response.headers or response.status_code in (204, 304):
        return response
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    response.vary.add("Accept-Encoding")
    if not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return response
    response.set_data(padded(body))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def padded(body: bytes) -> bytes:
    """`body` as one gzip member of unpredictable length."""
    out = io.BytesIO()
    padding = "x" * secrets.randbelow(_PADDING + 1)
    with gzip.GzipFile(filename=padding, mode="wb", compresslevel=5, fileobj=out, mtime=0) as file:
        file.write(body)
    return out.getvalue()
