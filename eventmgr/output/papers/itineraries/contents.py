"""What itineraries say, as plain values in their language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.output.papers.contents import Attendee
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Line:
    """Something at a time; `key` is what lines are sorted by, `field` the part of an itinerary that it belongs to."""

    key: str
    day: str
    time: str
    title: str
    place: str = ""
    quiet: bool = False
    field: str = "itinerary"


@dataclass(frozen=True)
class Itinerary:
    """Of one person; `code` is what the desk scans."""

    person: Attendee
    unit: str
    code: str
    lines: tuple[Line, ...]
    stay: str = ""
    """Hotel, room and nights, once they are published."""


@dataclass(frozen=True)
class Itineraries:
    """Those of an event, in the order of the list of participants."""

    occasion: Occasion
    itineraries: tuple[Itinerary, ...]
