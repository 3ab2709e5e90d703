"""What whoever has entered nothing yet wrote in the registration form, as the beginning of their first listing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from eventmgr.event.forms.queries import list_questions
from eventmgr.matchmaking.listings.access import Company
from eventmgr.matchmaking.listings.content.said import data_in_words, side_in_words, text_in_words
from eventmgr.matchmaking.listings.models import Listing


def unused_text_of(here: Company, listings: Collection[Listing]) -> str:
    """The text that they wrote, while nothing of it has become a listing; empty: none."""
    own = here.registration
    if own is None or any(one.registration_id == own.id for one in listings):
        return ""
    return text_in_words(own.answers, list_questions(own.event_id))


def data_for(here: Company, listings: Collection[Listing]) -> dict[str, Any] | None:
    """The same as the form of a listing is filled in with; None: it stays empty."""
    text = unused_text_of(here, listings)
    return (
        data_in_words(text, side_in_words(here.registration.answers))
        if here.registration is not None and text
        else None
    )
