"""Words for listings, profiles and what is set for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.columns import labels_of
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import OrganizationProfile

LEADING: Mapping[bool, Any] = {
    True: _l("Leading firm of its chain"),
    False: _l("Small or medium-sized enterprise"),
}
OF_ORGANIZATION: Mapping[str, Any] = {
    "province_code": LABELS["province"],
    "size_class": _l("Size of the enterprise"),
    "credit_code": _l("Unified social credit code"),
}
"""What a profile shows and changes of the organization itself."""
PROFILE_FIELDS: Mapping[str, Any] = {**labels_of(OrganizationProfile), **OF_ORGANIZATION}
