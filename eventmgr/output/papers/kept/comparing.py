"""What has changed since papers were printed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.ground.i18n import _l

NEW, GONE = "new", "gone"
REASONS = {
    NEW: _l("new"),
    GONE: _l("no longer on it"),
    "name": _l("name"),
    "unit": _l("delegation"),
    "organization": _l("organization"),
    "title": _l("position"),
    "type": _l("attending as"),
    "role": _l("attending as"),
    "group": _l("discussion group"),
    "mobile": _l("mobile"),
    "code": _l("check-in code"),
    "itinerary": _l("itinerary"),
    "seat": _l("seat"),
    "room": _l("hotel and room"),
    "ride": _l("ride or train"),
    "meetings": _l("meetings"),
}
"""Why something is printed again: fields of papers, and two more."""


@dataclass(frozen=True)
class Printed:
    """What was printed of somebody the last time."""

    digests: Mapping[str, str]
    is_gone: bool = False


def compare(now: Mapping[int, Mapping[str, str]], before: Mapping[int, Printed]) -> dict[int, tuple[str, ...]]:
    """Number of a registration → why its part differs from what was printed of it last; those that do not are missing.

    Fields that one of both does not have (another choice of columns) are no change.
    """
    reasons: dict[int, tuple[str, ...]] = {}
    for number, digests in now.items():
        printed = before.get(number)
        if printed is None or printed.is_gone or not printed.digests:
            reasons[number] = (NEW,)
            continue
        why = tuple(field for field, one in digests.items() if printed.digests.get(field, one) != one)
        if why:
            reasons[number] = why
    gone = {number: (GONE,) for number, one in before.items() if number not in now and not one.is_gone}
    return reasons | gone
