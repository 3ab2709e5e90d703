"""The types of participants of an event. Pure."""

from __future__ import annotations

from eventmgr.events.models import Approval, Event
from eventmgr.participant_types.types import HOUSE_TYPES, Types, read_types


def types_of(event: Event) -> Types:
    """Its own and the house's, in order; where nothing is settled the event's own rules hold for each."""
    kept, reviews = event.participant_types, event.approval is Approval.REVIEW
    if not kept and not reviews and not event.needs_unit_word:
        return HOUSE_TYPES
    return read_types(
        kept, zone=event.timezone, reviews_by_default=reviews, needs_word_by_default=event.needs_unit_word
    )
