"""Where the pages of an organization hang, and the frame of them all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from eventmgr.errors import NotFound
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.listings import queries
from eventmgr.listings.access import Company
from eventmgr.registration.views.my import private

bp = Blueprint("listings", __name__, url_prefix="/companies")
HERE = "/<token>/"


def page(company: Company, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the organization, which neither caches nor the Referer header give away."""
    html = render_template(f"listings/company/{template}.html", company=company, token=company.token, **context)
    return private(html, status)


def own_event(company: Company, slug: str, *, at: Any) -> Event:
    """The event of that address, if the organization may enter listings there.

    Raises:
        NotFound: it may not, or there is none.
    """
    for event in queries.list_events_of(company.organization.id, at=at):
        if event.slug == slug:
            return event
    raise NotFound(_("Your organization enters no listings at this event, or no longer."))
