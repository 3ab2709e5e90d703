"""What other rooms show of deals, and who may read and change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.notes import Link
from eventmgr.ground.features import Panel, offered
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.matchmaking.outcomes.action_items import panels as action_items
from eventmgr.matchmaking.outcomes.deals.queries import count_waiting, list_deals, list_sides_of
from eventmgr.matchmaking.timetables.queries import find_last_publication

READ, EDIT = "outcomes.read", "outcomes.edit"
BESIDE_DEALS = Panel[Callable[[Event], Link]]("beside deals")
"""A button over the list of deals, to a page of a room upstairs."""


def links(event: Event) -> list[Link]:
    """The buttons over the list of deals that rooms upstairs offer."""
    return [offer(event) for offer in offered(BESIDE_DEALS, event)]


def open_work(event: Event) -> list[OpenWork]:
    """Action items that are to be carried out, and deals about which a side has told something."""
    waiting = count_waiting(event.id)
    result = action_items.open_work(event)
    if waiting:
        label = _n("%(num)s deal has a report to be confirmed", "%(num)s deals have a report to be confirmed", waiting)
        address = url_for("deals_manage.index", slug=event.slug, waiting=1)
        result.append(OpenWork(label, address, EDIT, [], figure="deals"))
    return result


def need(event: Event, at: datetime) -> str:
    """Why outcomes are likely needed: meetings were held. Empty if not."""
    if at < event.ends_at or find_last_publication(event.id) is None:
        return ""
    return _("The meetings have been held. Record which deals they lead to?")


def held_of(registration_id: int) -> list[Mapping[str, Any]]:
    """Deals of which somebody is the contact, for their own copy."""
    sides = list_sides_of([registration_id])
    deals = {deal.id: deal for deal in list_deals([side.deal_id for side in sides])}
    return [
        {
            "deal": localized(deals[side.deal_id].title, language()),
            "side": side.name,
            "contact": " · ".join(filter(None, (side.contact_name, side.contact_email, side.contact_mobile))),
            "recorded_at": deals[side.deal_id].created_at,
        }
        for side in sides
    ]
