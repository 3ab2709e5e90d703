"""Words for listings, profiles and what is set for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.i18n import _l

LEADING: Mapping[bool, Any] = {
    True: _l("Leading firm of its chain"),
    False: _l("Small or medium-sized enterprise"),
}
LISTING_FIELDS: Mapping[str, Any] = {
    "side": _l("Supply or demand"),
    "kind": _l("Kind of listing"),
    "title": _l("Title"),
    "text": _l("Text"),
    "topic_id": _l("Topic"),
    "sector_codes": _l("Sector"),
    "chain_words": _l("Links of the chain"),
    "details": _l("Fields of its kind"),
    "domestic_replacement": _l("Replaces an imported product"),
    "confidential": _l("Confidential"),
    "shown_to": _l("Shown to"),
    "free_of_charge": _l("Free of charge"),
    "valid_until": _l("Valid until"),
}
PROFILE_FIELDS: Mapping[str, Any] = {
    "summary": _l("About the organization"),
    "sector_codes": _l("Sectors"),
    "topic_ids": _l("Topics"),
    "chain_stage": _l("Place in the chain"),
    "is_leading": _l("Leading firm or SME"),
    "capability_tags": _l("Capabilities"),
    "brand": _l("Brand"),
    "group_name": _l("Group of companies"),
    "website": _l("Website"),
    "province_code": LABELS["province"],
    "size_class": _l("Size of the enterprise"),
    "credit_code": _l("Unified social credit code"),
}
