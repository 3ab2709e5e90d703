"""What search engines are told: pages of one person and of the office are nobody's finding.

Addresses that open something are listed only by where they begin. `robots.txt` keeps polite programs away from asking;
`X-Robots-Tag` (`responses/headers.py`) keeps what somebody has linked to, and every page behind a link, out of the index.
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from eventmgr.tools.web.sitemap import PATH

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
    "/desk/expert/",
    "/organizations/join/",
    "/investment/enquiries/",
    "/policies/news/",
    "/cases/calls/own/",
    "/cases/calls/review/",
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
MIXED = {"/desk/": ("/desk/$", "/desk/?", "/desk/ask", "/desk/answers")}
"""Beginning of addresses of which some are one person's → those that everybody may find; the pages themselves say the rest."""


@bp.route("/robots.txt")
def robots() -> Response:
    """The rules for programs that walk the web."""
    allowed = [f"Allow: {start}" for starts in MIXED.values() for start in starts]
    sitemap = f"Sitemap: {str(current_app.config['BASE_URL']).rstrip('/')}{PATH}"
    lines = ["User-agent: *", *allowed, *(f"Disallow: {start}" for start in (*PRIVATE, *MIXED)), "", sitemap, ""]
    response = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
