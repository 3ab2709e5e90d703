"""Listings: what organizations offer and seek."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.listings import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.listings import letters, receivers, trail
from eventmgr.listings.labels import PROFILE_STATES, STATES
from eventmgr.listings.models import Listing, OrganizationProfile, ProfileKeeper
from eventmgr.team.roles import TeamRole

READ, EDIT = "listings.read", "listings.edit"
_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR, TeamRole.REGISTRAR})

FEATURE = Feature(
    "listings",
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    states={**STATES, **PROFILE_STATES},
    typed_tables=(Listing, OrganizationProfile, ProfileKeeper),
    codes={"topic": (Listing.topic_id,)},
    permissions={READ: _OFFICE | {TeamRole.VIEWER}, EDIT: _OFFICE},
)
