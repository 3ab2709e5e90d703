"""Bodies of requests: no more fields and no more text than `MAX_FORM_PARTS` and `MAX_FORM_MEMORY_SIZE` allow.

Werkzeug holds only multipart forms to these two; the other encoding of forms, and JSON, is counted here, before it is parsed.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

MOST_ITEMS = 20_000
"""Commas of a JSON body, in texts too: four times as many as the largest batch of a check-in device has."""


def init_app(app: Flask) -> None:
    """Refuse with 413 what is too much; call it before anything that reads forms."""
    app.before_request(_refuse_floods)


def _refuse_floods() -> None:
    parts = {"application/x-www-form-urlencoded": (b"&", int(current_app.config["MAX_FORM_PARTS"]))}
    kind = "application/json" if request.is_json else request.mimetype
    between, most_parts = (parts | {"application/json": (b",", MOST_ITEMS)}).get(kind, (b"", 0))
    if not between:
        return
    most = int(current_app.config["MAX_FORM_MEMORY_SIZE"])
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge
    body = request.get_data()
    if len(body) > most or body.count(between) >= most_parts:
        raise RequestEntityTooLarge
