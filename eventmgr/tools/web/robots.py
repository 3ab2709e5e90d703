"""What search engines are told: pages of one person and of the office are nobody's finding.

Addresses that open something are listed only by where they begin. `robots.txt` keeps polite programs away from asking;
`X-Robots-Tag` keeps what somebody has linked to out of the index.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

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


def init_app(app: Flask) -> None:
    """Mark every answer below `PRIVATE` and every page behind a link."""

    @app.after_request
    def mark(response: Response) -> Response:
        if request.path.startswith(PRIVATE) or "token" in (request.view_args or {}):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


@bp.route("/robots.txt")
def robots() -> Response:
    """The rules for programs that walk the web."""
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in PRIVATE), ""]
    response = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
