"""Places on pages of this room that rooms upstairs fill: a page asks, whoever has something to say answers.

Features name what they offer (`Feature.offers`); here nobody is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eventmgr.events.models import Event
from eventmgr.features import Place, offered

Counts = Callable[[Event], Mapping[str, int]]
Panel = Callable[[Event], str | None]
"""HTML of one of our own templates about an event, or None for nothing."""

CARD = Place[Panel]("card")
"""Registration, beside the facts."""
MAIN = Place[Panel]("main")
"""The agenda, below the description."""
ASIDE = Place[Panel]("aside")
"""Who comes."""
OVERVIEW = Place[Panel]("overview")
"""Numbers for organizers."""
UNIT_COUNTS = Place[Counts]("unit counts")
"""Delegation unit → how many places it holds; the settings show it beside the quotas."""


def unit_counts(event: Event) -> Mapping[str, int]:
    """Unit → places held, as the room upstairs that knows says."""
    places: dict[str, int] = {}
    for counts in offered(UNIT_COUNTS):
        places |= counts(event)
    return places
