"""Where the pages of an organization hang, and the frame of them all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from eventmgr.listings.access import Company
from eventmgr.registration.views.my import private

bp = Blueprint("listings", __name__, url_prefix="/companies")
HERE = "/<token>/"


def page(company: Company, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the organization, which neither caches nor the Referer header give away."""
    html = render_template(f"listings/company/{template}.html", company=company, token=company.token, **context)
    return private(html, status)
