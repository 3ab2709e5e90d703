"""The scope of a liaison's pages of listings: one unit at one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template

from eventmgr.event.delegations.access import liaison_here
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.models import Event
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.models import ListingState, Reviewer
from eventmgr.tools.taxonomy import get_unit

bp = Blueprint("listings_unit", __name__, url_prefix="/delegations/<slug>/<unit_code>/listings")


@dataclass(frozen=True)
class Scope:
    """A liaison, and what is set for the listings of the event."""

    liaison: Liaison
    settings: services.Settings

    @property
    def event(self) -> Event:
        """The event of the liaison."""
        return self.liaison.event

    @property
    def unit_code(self) -> str:
        """The code of the liaison's delegation."""
        return self.liaison.unit_code

    @property
    def reviews(self) -> bool:
        """Whether liaisons review listings here."""
        return self.settings.is_moderated and self.settings.reviewer is Reviewer.LIAISONS

    @property
    def state_of_new(self) -> ListingState:
        """What becomes of a listing that the liaison enters."""
        return ListingState.PUBLISHED if self.reviews or not self.settings.is_moderated else ListingState.SUBMITTED

    @property
    def address(self) -> dict[str, Any]:
        """The values that addresses of its pages take."""
        return {"slug": self.event.slug, "unit_code": self.unit_code}


def scope_of(slug: str, unit_code: str) -> Scope:
    """The scope of the liaison whose session this browser holds.

    Raises:
        NotFound: it holds none, or the event collects no listings.
    """
    liaison = liaison_here(slug, unit_code)
    settings = services.settings_of(liaison.event)
    if not settings.is_collecting:
        raise NotFound(_("This event does not collect listings."))
    return Scope(liaison, settings)


def page(scope: Scope, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the liaison, kept nowhere."""
    html = render_template(
        f"matchmaking/listings/unit/{template}.html",
        scope=scope,
        event=scope.event,
        here=scope.address,
        unit=get_unit(scope.unit_code).name(language()),
        **context,
    )
    return private(html, status)
