"""Where the pages of an organization hang, and the frame of them all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from eventmgr.event.registration.notes import own_tabs
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.access import Company, owns

bp = Blueprint("listings", __name__, url_prefix="/companies")
HERE = "/<token>/"
_MOST_EVENTS = 3
"""Of so many events the tabs stand over the page of an organization."""


def page(company: Company, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the organization, which neither caches nor the Referer header give away; over it what else whoever is
    on it has at the events.

    Args:
        template: the name of one of this room's, or the whole path of one of a room upstairs.
    """
    tabs = [(own.event, own_tabs(own)) for own in owns(company, at=clock.now())[:_MOST_EVENTS]]
    html = render_template(
        template if "/" in template else f"matchmaking/listings/company/{template}.html",
        company=company,
        token=company.token,
        tabs=tabs,
        **context,
    )
    return private(html, status)


def note_use(company: Company) -> None:
    """A keeper has changed something by their link."""
    if company.keeper is not None:
        services.note_use(company.keeper, act=company.act(), user_id=company.user_id)
