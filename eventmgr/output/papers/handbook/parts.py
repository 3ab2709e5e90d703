"""The parts of a handbook. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.exchange.calls.switch import CALLS
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.on_site.logistics.switch import HOSPITALITY
from eventmgr.on_site.seating.switch import SEATING
from eventmgr.on_site.signup.switch import GROUPS
from eventmgr.programme.study_visits.switch import VISITS

PARTS = {
    "notes": _l("Notes for participants"),
    "schedule": _l("Schedule"),
    "agenda": _l("Agenda"),
    "talks": _l("List of talks"),
    "papers": _l("Exchange papers"),
    "cases": _l("Selected cases"),
    "participants": _l("List of participants"),
    "groups": _l("Discussion groups"),
    "seats": _l("Seating plans"),
    "rooms": _l("Accommodation"),
    "meals": _l("Tables at meals"),
    "rides": _l("Rides"),
    "stops": _l("Stops of the visit"),
    "contacts": _l("Contacts and places"),
    "blank": _l("Pages for notes"),
}
"""In their usual order; cover and table of contents come first in any case."""
USUAL = tuple(key for key in PARTS if key != "rooms")
"""Those of a handbook for which nothing was chosen: who sleeps where is printed only where it is asked for."""
NEEDS = {"rooms": LOGISTICS, "rides": LOGISTICS}
"""Part → the permission without which it is left out."""
SWITCHES = {
    "groups": GROUPS,
    "seats": SEATING,
    "meals": SEATING,
    "rooms": HOSPITALITY,
    "rides": HOSPITALITY,
    "stops": VISITS,
    "cases": CALLS,
    "papers": EXCHANGE_PAPERS,
}
"""Part → what the event has switched on to have it."""
MOST_BLANK = 20


def ordered(positions: Mapping[str, int | None]) -> list[str]:
    """Parts with a position, by it, then in their usual order; those without one, or with 0, are left out."""
    chosen = [(place, number, key) for number, key in enumerate(PARTS) if (place := positions.get(key) or 0) > 0]
    return [key for _place, _number, key in sorted(chosen)]


def known(keys: Iterable[object]) -> list[str]:
    """Those of kept keys that are parts still."""
    return [str(key) for key in keys if key in PARTS]


def had_by(event: object, keys: Iterable[str]) -> list[str]:
    """Those of these parts that the event has."""
    return [key for key in keys if is_on(SWITCHES.get(key), event)]
