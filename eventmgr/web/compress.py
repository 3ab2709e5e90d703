"""Gzip for text that a view makes; cached pages and static files bring their own.

Each compressed answer gets a random number of padding bytes in the gzip header (RFC 1952, FNAME), so that its
length does not betray a secret beside reflected input (the BREACH attack).
"""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

SMALLEST = 1024
"""Shorter bodies are left alone, bytes."""
_PADDING = 100
_TYPES = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


def init_app(app: Flask) -> None:
    """Compress what is worth it, last of all."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if not (response.mimetype or "").startswith(_TYPES) or response.is_streamed or response.direct_passthrough:
        return response
    if "Content-Encoding" in response.headers or response.status_code in (204, 304):
        return response
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip"):
        return response
    response.set_data(packed(body))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def packed(body: bytes) -> bytes:
    """`body` as one gzip member of unpredictable length."""
    out = io.BytesIO()
    padding = "x" * secrets.randbelow(_PADDING + 1)
    with gzip.GzipFile(filename=padding, mode="wb", compresslevel=5, fileobj=out, mtime=0) as file:
        file.write(body)
    return out.getvalue()
