"""Words for the columns of a sheet of listings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.listings.labels import LISTING_FIELDS

FIELDS: Mapping[str, Any] = {
    "side": LISTING_FIELDS["side"],
    "kind": LISTING_FIELDS["kind"],
    "organization": LABELS["organization"],
    "province": LABELS["province"],
    "title": LISTING_FIELDS["title"],
    "text": LISTING_FIELDS["text"],
    "title_en": _l("Title in English"),
    "text_en": _l("Text in English"),
    "topic": LISTING_FIELDS["topic_id"],
    "sector": LISTING_FIELDS["sector_codes"],
    "valid_until": LISTING_FIELDS["valid_until"],
    "free": LISTING_FIELDS["free_of_charge"],
    "replacement": LISTING_FIELDS["domestic_replacement"],
    "confidential": LISTING_FIELDS["confidential"],
    "shown_to": LISTING_FIELDS["shown_to"],
    "state": _l("State"),
    "contact": _l("Contact person"),
    "email": LABELS["email"],
}
"""Key of a column → what the reader calls it, in the order of the sheet to fill in."""


def say_listing_columns(value: object) -> str:
    """Keys of columns with commas between them, as people read them."""
    return _(", ").join(str(FIELDS.get(key, key)) for key in str(value).split(","))
