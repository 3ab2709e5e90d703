"""Headers that every answer carries: what a browser may do with the page, and nothing about who reads it."""

from __future__ import annotations

from flask import Flask, Response, request

from eventmgr.ground import features
from eventmgr.ground.i18n import LANGUAGE_COOKIE, LANGUAGES

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NEVER = "geolocation=(), microphone=(), payment=(), usb=()"
WITH_CAMERA = f"camera=(self), {_NEVER}"
"""Permissions-Policy of the one page that scans codes; it sets it itself."""
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": f"camera=(), {_NEVER}",
}


def init_app(app: Flask) -> None:
    """Set the headers on every response that does not set its own."""
    secure = app.config["BASE_URL"].startswith("https://")

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        for name, value in _FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", POLICY)
        is_secret = "token" in (request.view_args or {})
        headers.setdefault("Referrer-Policy", "no-referrer" if is_secret else "same-origin")
        if is_secret or request.path.startswith(features.hidden()):
            headers["X-Robots-Tag"] = "noindex"
        if secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if "Cache-Control" not in headers and response.mimetype == "text/html":
            headers["Cache-Control"] = "no-store"
        _remember_language(response, secure=secure)
        return response


def _remember_language(response: Response, *, secure: bool) -> None:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES and request.method == "GET" and response.mimetype == "text/html":
        response.set_cookie(
            LANGUAGE_COOKIE, str(chosen), max_age=365 * 86400, samesite="Lax", secure=secure, httponly=True
        )
