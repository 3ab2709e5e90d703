"""What search engines are told: pages of one person and of the office are nobody's finding.

Rooms tell where addresses begin that open something (`Feature.unlisted`). `robots.txt` keeps polite programs away from
asking; `X-Robots-Tag` (`responses/headers.py`) keeps what somebody has linked to, and every page behind a link, out of
the index.
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from eventmgr.ground import features
from eventmgr.tools.web.sitemap import PATH

bp = Blueprint("robots", __name__)


@bp.route("/robots.txt")
def robots() -> Response:
    """The rules for programs that walk the web."""
    unlisted = features.unlisted()
    allowed = [f"Allow: {start}" for starts in unlisted.values() for start in starts]
    sitemap = f"Sitemap: {str(current_app.config['BASE_URL']).rstrip('/')}{PATH}"
    lines = ["User-agent: *", *allowed, *(f"Disallow: {start}" for start in unlisted), "", sitemap, ""]
    response = Response("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
