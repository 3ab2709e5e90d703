"""The types of participants of an event. Pure."""

from __future__ import annotations

from eventmgr.event.events.models import Approval, Event
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types, read_types

_READ = "_types_read"
"""Where an event's object keeps what was read of it: one registration asks half a dozen times, and reading takes 0.1 ms."""


def types_of(event: Event) -> Types:
    """Its own and the house's, in order; where nothing is settled the event's own rules hold for each."""
    own_types, reviews, needs_word = event.participant_types, event.approval is Approval.REVIEW, event.needs_unit_word
    if not own_types and not reviews and not needs_word:
        return HOUSE_TYPES
    types: Types
    rules = (event.timezone, reviews, needs_word)
    source, read_rules, types = vars(event).get(_READ, (None, None, HOUSE_TYPES))
    if source is not own_types or read_rules != rules:
        types = read_types(own_types, zone=event.timezone, reviews_by_default=reviews, needs_word_by_default=needs_word)
        vars(event)[_READ] = (own_types, rules, types)
    return types
