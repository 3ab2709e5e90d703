"""What rooms upstairs show on pages of this floor: the pages ask here, the rooms hang something up at the start.

    def connect(app):
        panels.add(app, "event_cards", _card)

    def _card(event: Event) -> str:
        return render_template("registration/_card.html", event=event, …)

On the event's public page nothing may depend on who reads it, because the page is kept. An empty text shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app
from markupsafe import Markup

from eventmgr.events.models import Event

PLACES = ("event_cards", "event_sections", "event_asides", "overview_panels")
"""On the public page: beside the title (places, deadline, register), in the column (agenda), beside it (who comes). On
the organizers' overview: figures."""

Panel = Callable[[Event], str]


def add(app: Flask, place: str, panel: Panel) -> None:
    """Hang `panel` up at `place` (one of `PLACES`), below what hangs there already."""
    if place not in PLACES:
        raise ValueError(f"no such place: {place}")
    app.extensions.setdefault(place, []).append(panel)


def show(place: str, event: Event) -> list[Markup]:
    """What hangs at `place`, drawn for `event`; empty ones are left out."""
    drawn = [panel(event) for panel in current_app.extensions.get(place, ())]
    return [Markup(html) for html in drawn if html.strip()]  # noqa: S704 -- made by templates of ours
