"""What search engines are told: pages of one person and of the office are nobody's finding.

Addresses that open something are listed only by where they begin. `robots.txt` keeps polite programs away from asking;
`X-Robots-Tag` (`responses/headers.py`) keeps what somebody has linked to, and every page behind a link, out of the index.
"""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("robots", __name__)

PRIVATE = (
    "/my/",
    "/manage/",
    "/feeds/",
    "/invited/",
    "/handed-over/",
    "/delegations/",
    "/companies/",
    "/meetings/",
    "/matchmaking/",
    "/deals/",
    "/checkin/",
    "/surveys/",
    "/unsubscribe/",
    "/sign-in",
    "/sign-out",
    "/forgot",
    "/reset/",
    "/metrics",
    "/healthz",
    "/readyz",
)
"""How the addresses begin that no search engine should know."""


@bp.route("/robots.txt")
def robots() -> Response:
    """The rules for programs that walk the web."""
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in PRIVATE), ""]
    response = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
