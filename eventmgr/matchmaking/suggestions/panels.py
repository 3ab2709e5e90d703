"""What suggestions show on pages of requests: what a party offers and seeks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import render_template

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.listings.access import Reader, is_shown
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.suggestions import queries


def notes(event: Event, party_ids: Collection[int]) -> Mapping[tuple[int, str], str]:
    """Party and name of the note → what it offers and seeks, as every organization at the event may read it."""
    reader = Reader(takes_part=True)
    listings_of: dict[int, list[Listing]] = {}
    for party_id, listing in queries.list_of_parties(event.id, party_ids):
        if is_shown(listing, reader):
            listings_of.setdefault(party_id, []).append(listing)
    template = "matchmaking/suggestions/_notes.html"
    return {(number, "listings"): render_template(template, listings=some) for number, some in listings_of.items()}


def fit_of(party_id: int) -> Any:
    """How well each party fits that one, by the best pair that is shown of them."""
    return queries.get_best_score(party_id)
