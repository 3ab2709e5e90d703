"""Words for kinds of items and roles of speakers, and what papers say of an item."""

from __future__ import annotations

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.ground.i18n import localized

QUIET = (ItemKind.BREAK, ItemKind.MEAL)
"""Kinds drawn quietly: nobody chooses between them."""


def place_of(item: AgendaItem, lang: str) -> str:
    """The place that a room upstairs has told, else the room; empty where there is neither."""
    return localized(item.location, lang) or (localized(item.room.name, lang) if item.room else "")


def title_of(item: AgendaItem, lang: str) -> str:
    """The title, and below it the note."""
    return "\n".join(part for part in (localized(item.title, lang), localized(item.note, lang)) if part)
