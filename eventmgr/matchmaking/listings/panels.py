"""Places on pages of this room that rooms upstairs fill, and what it shows on pages of rooms downstairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from flask import url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, Own
from eventmgr.event.registration.panels import people_seen
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import Panel
from eventmgr.ground.i18n import _, _n
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.models import Listing, ListingState, Reviewer
from eventmgr.matchmaking.listings.queries import Filters

COMPANY_SECTIONS = Panel[Callable[[Any], str | None]]("company sections")
"""An organization's page (`access.Company`) → HTML of one of the own templates, below its listings; None for
nothing."""
LISTED_SECTIONS = Panel[Callable[[Any], str | None]]("below the listings of whoever is on the page")
"""The same for everybody on such a page, also by the link of a registration: what concerns the listings that they see
there."""
LISTING_SECTIONS = Panel[Callable[[Listing], str | None]]("contact of a listing that everybody reads")
"""A listing → HTML of one of the own templates, among its contact details on its public page; None for nothing."""
BY_LINK = Panel[Callable[[str], Any]]("organization's page by a link of another room")
"""A token → the page (`access.Company`) that it opens as a link of a room upstairs; None: it is none of its links."""
SPEAKS_FOR = Panel[Callable[[Registration], int | None]]("speaks for")
"""A registration → the organization for which its person speaks at the event, because organizers said so; None: for
none."""
PARTNERS = Panel[Callable[[Event, int], Collection[int]]]("partners")
"""(event, organization) → organizations whose meeting with it was accepted there."""
BESIDE_LISTINGS = Panel[Callable[[Event], str | None]]("beside the listings")
"""Buttons over the organizers' list: HTML of one of the own templates."""
_MANY = 10
READ, EDIT = "listings.read", "listings.edit"


def need(event: Event, at: datetime) -> str:
    """Many who come represent companies."""
    number = people_seen(event.id)["expected"].by("role")[Role.COMPANY]
    if number < _MANY or at > event.starts_at:
        return ""
    return _("%(num)s company representatives are coming. Collect what companies offer and seek?", num=number)


def open_work(event: Event) -> list[OpenWork]:
    """Listings and changes of profiles that await review, while the event is not over."""
    if not may(event, EDIT):
        return []
    try:
        services.check_open(event, services.settings_of(event), at=clock.now(), by_office=True)
    except Refusal:
        return []
    number = queries.count_listed(event.id, Filters(state=ListingState.SUBMITTED))
    changed = queries.count_changed_profiles(event.id)
    entries = []
    if number:
        label = _n("%(num)s listing awaits review", "%(num)s listings await review", number)
        address = url_for("listings_manage.index", slug=event.slug, state=ListingState.SUBMITTED.value)
        entries.append(OpenWork(label, address, EDIT, figure="listings"))
    if changed:
        label = _n(
            "%(num)s profile has changes that await review", "%(num)s profiles have changes that await review", changed
        )
        address = url_for("listings_manage.profiles", slug=event.slug, state="changed")
        entries.append(OpenWork(label, address, EDIT, figure="profiles_waiting"))
    return entries


def dates(event: Event) -> Iterable[tuple[str, datetime]]:
    """The deadline, which moves along with the event."""
    closes_at = services.settings_of(event).closes_at
    return [(_("Deadline for listings"), closes_at)] if closes_at is not None else []


def liaison_page(liaison: Liaison) -> Link | None:
    """From a liaison's page to that of the listings of their delegation, where the event collects any."""
    event, settings = liaison.event, services.settings_of(liaison.event)
    if not settings.is_collecting:
        return None
    reviews = settings.is_moderated and settings.reviewer is Reviewer.LIAISONS
    waiting = Filters(state=ListingState.SUBMITTED, unit=liaison.unit_code)
    number = queries.count_listed(event.id, waiting) if reviews else 0
    address = url_for("listings_unit.index", slug=event.slug, unit_code=liaison.unit_code)
    if number:
        words = _n("Supply and demand: %(num)s to review", "Supply and demand: %(num)s to review", number)
        return Link(words, address, figure="listings")
    return Link(_("Supply and demand"), address)


def own_tabs(own: Own) -> list[Link]:
    """The listings of somebody's organization, where the event collects any."""
    if own.organization_id is None or not services.settings_of(own.event).is_collecting:
        return []
    return [Link(_("Supply and demand"), url_for("listings.company", token=own.token))]


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """What is held of a registration's person as a keeper of an organization's page, for their own copy."""
    return [
        {
            "organization": keeper.organization.name,
            "name": keeper.name,
            "email": keeper.email,
            "mobile": keeper.mobile,
            "invited_at": keeper.invited_at,
            "seen_at": keeper.seen_at,
        }
        for keeper in queries.list_keepers_like(registration_id)
    ]
