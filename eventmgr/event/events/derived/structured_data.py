"""What search engines and chat programs read of an event's page: schema.org's Event as JSON-LD. Pure.

It says what the page says, in the page's language, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from eventmgr.event.events.models import Event, EventStatus, HostRole
from eventmgr.ground.i18n import LANGUAGE_TAGS, localized
from eventmgr.tools.taxonomy import find_province

_SCHEMA = "https://schema.org"
_STATES = {EventStatus.CANCELLED: "EventCancelled", EventStatus.POSTPONED: "EventPostponed"}
_WITHIN_A_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""No typed text ends the element it stands in."""


def structured_data(event: Event, language: str, *, base_url: str, places: Mapping[str, Any] | None = None) -> Markup:
    """The object as JSON that may stand within a `script` element.

    Args:
        base_url: the public address of the installation, without a slash at its end.
        places: more properties (offers, capacity) from those who know who has registered.
    """
    zone = ZoneInfo(event.timezone)
    address = f"{base_url}/events/{event.slug}/"
    properties: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": localized(event.title, language),
        "description": localized(event.summary, language),
        "inLanguage": LANGUAGE_TAGS[language],
        "startDate": event.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        "endDate": event.ends_at.astimezone(zone).isoformat(timespec="minutes"),
        "eventStatus": f"{_SCHEMA}/{_STATES.get(event.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(event, language),
        "organizer": _bodies(event, language),
        "audience": _audience(event, language),
        **({} if event.fee is None else {"isAccessibleForFree": event.fee == 0}),
        **_priced(places or {}, event),
    }
    return within_script(properties)


def within_script(said: Mapping[str, Any]) -> Markup:
    """What is said, without what is empty, as JSON that may stand within a `script` element."""
    kept = {name: value for name, value in said.items() if value or value in (0, False)}
    return Markup(json.dumps(kept, ensure_ascii=False).translate(_WITHIN_A_SCRIPT))  # noqa: S704  # escaped just here


def _audience(event: Event, language: str) -> dict[str, str]:
    said = localized(event.audience, language)
    return {"@type": "Audience", "audienceType": said} if said else {}


def _priced(places: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """The offer names the fee that the page names."""
    if event.fee is None or "offers" not in places:
        return dict(places)
    price = {"price": f"{event.fee / 100:.2f}", "priceCurrency": event.fee_currency}
    return {**places, "offers": {**places["offers"], **price}}


def _place(event: Event, language: str) -> dict[str, Any]:
    venue = event.venues[0] if event.venues else None
    province = find_province(event.province_code) if event.province_code else None
    region = (province.short_zh if language == "zh" else province.short_en) if province else ""
    city = localized(event.city, language)
    address = {
        "@type": "PostalAddress",
        "streetAddress": localized(venue.address, language) if venue else "",
        "addressLocality": city,
        "addressRegion": region,
    }
    name = (localized(venue.name, language) if venue else "") or city or region
    return {"@type": "Place", "name": name, "address": {key: value for key, value in address.items() if value}}


def _bodies(event: Event, language: str) -> list[dict[str, str]]:
    """Hosts and organizers, in this order."""
    wanted = (HostRole.HOST, HostRole.ORGANIZER)
    return [
        {"@type": "Organization", "name": localized(host.name, language)}
        for role in wanted
        for host in event.hosts
        if host.role is role
    ]
