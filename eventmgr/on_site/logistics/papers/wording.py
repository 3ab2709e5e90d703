"""How papers and pages say names and nights. Pure."""

from __future__ import annotations

from eventmgr.ground.i18n import _, _n, format_days, format_instant
from eventmgr.ground.text import is_latin
from eventmgr.on_site.logistics.arranging.nights import Nights
from eventmgr.on_site.logistics.labels import vehicle_name, way_of
from eventmgr.on_site.logistics.models import Ride
from eventmgr.on_site.logistics.queries import Guest
from eventmgr.tools.taxonomy import romanized


def latin_of(guest: Guest, lang: str) -> str:
    """The name in Latin letters, on English papers where the name itself is in others."""
    if lang == "zh" or is_latin(guest.name):
        return ""
    return guest.name_latin or romanized(guest.name)


def nights_in_words(nights: Nights, lang: str) -> str:
    """From the first evening to the morning on which the room is given back, and how many nights that is."""
    days = format_days(nights.arrives, nights.leaves, lang, year=False, weekday=False)
    return _("%(days)s, %(number)s", days=days, number=number_of_nights(nights))


def number_of_nights(nights: Nights) -> str:
    """The number of nights in words."""
    return _n("%(num)s night", "%(num)s nights", nights.number)


def ride_in_words(ride: Ride, zone: str, lang: str) -> str:
    """When it leaves, where to, in which vehicle: one line for its passengers."""
    way = way_of(ride, lang)
    vehicle = vehicle_name(ride.vehicle, lang)
    driver = " ".join(part for part in (ride.vehicle.driver, ride.vehicle.phone) if part)
    return " · ".join(part for part in (format_instant(ride.leaves_at, zone, lang), way, vehicle, driver) if part)
