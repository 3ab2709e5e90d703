"""Time zones on offer."""

from __future__ import annotations

from eventmgr.ground.settings import home_zone
from eventmgr.tools.web.rendering.zones import zone_choice

ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Almaty",
    "Asia/Tashkent",
    "Europe/Moscow",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/London",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "UTC",
)
"""Zones on offer; an event keeps another one that it has."""


def zone_choices(own: str = "") -> list[tuple[str, str]]:
    """The home zone, the zones on offer, and `own`."""
    return [(zone, zone_choice(zone)) for zone in dict.fromkeys([home_zone(), *ZONES, *([own] if own else [])])]
