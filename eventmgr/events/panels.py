"""Places on pages of this room that rooms upstairs fill: a page asks, whoever has something to say answers.

`app.py` connects upstairs; here nobody is known. Places: `card` (registration, beside the facts), `main` (agenda,
below the description), `aside` (who comes), `overview` (numbers for organizers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, current_app
from markupsafe import Markup

from eventmgr.events.models import Event

Counts = Callable[[Event], Mapping[str, int]]
Panel = Callable[[Event], str | None]
PLACES = ("card", "main", "aside", "overview")


def offer(app: Flask, place: str, panel: Panel) -> None:
    """Let `panel(event)` (HTML of one of our own templates, or None for nothing) stand at `place`, after those before it."""
    if place not in PLACES:
        raise ValueError(f"no page has a place called {place!r}")
    standing = app.extensions.setdefault("event_panels", {}).setdefault(place, [])
    if panel not in standing:
        standing.append(panel)


def panels(place: str, event: Event) -> list[Markup]:
    """What stands at `place` on the page of `event`."""
    offered = current_app.extensions.get("event_panels", {}).get(place, [])
    return [Markup(html) for html in (panel(event) for panel in offered) if html]  # noqa: S704 -- rendered by Jinja


def offer_unit_counts(app: Flask, counts: Counts) -> None:
    """Let `counts(event)` say how many places each delegation unit holds; the settings show it beside the quotas."""
    app.extensions["event_unit_counts"] = counts


def unit_counts(event: Event) -> Mapping[str, int]:
    """Unit → places held, as the room upstairs that knows says."""
    counts: Counts | None = current_app.extensions.get("event_unit_counts")
    return counts(event) if counts else {}
