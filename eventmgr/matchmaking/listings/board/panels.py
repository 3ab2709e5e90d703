"""What is offered and sought, on the page of the event."""

from __future__ import annotations

from flask import render_template

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.matchmaking.listings.board import queries
from eventmgr.matchmaking.listings.board.filtering import BoardFilter
from eventmgr.matchmaking.listings.board.views import names_of, today
from eventmgr.matchmaking.listings.models import Side


def board_section(event: Event) -> str | None:
    """How many listings each side has and the way to the board; nothing while there are none."""
    counts = queries.count_sides(event.id, BoardFilter(), day=today()) if event.status is not EventStatus.DRAFT else {}
    if not any(counts.values()):
        return None
    return render_template(
        "matchmaking/listings/board/_on_event.html", event=event, counts=counts, names=names_of(event), sides=list(Side)
    )


def feed_links(event: Event) -> str | None:
    """In the head of the event's page: the feed of its board."""
    if event.status is EventStatus.DRAFT or not queries.is_any_public(event.id, day=today()):
        return None
    return render_template("matchmaking/listings/board/_head.html", event=event)
