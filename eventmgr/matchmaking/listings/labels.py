"""Words for listings, profiles and what is set for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import (
    ChainStage,
    ListingKind,
    ListingSource,
    ListingState,
    ProfileState,
    Reviewer,
    ShownTo,
    Side,
)

SIDES: Mapping[Side, Any] = {Side.SUPPLY: _l("Supply"), Side.DEMAND: _l("Demand")}
KINDS: Mapping[ListingKind, Any] = {
    ListingKind.PRODUCT: _l("Product"),
    ListingKind.TECHNOLOGY: _l("Technology"),
    ListingKind.PLATFORM: _l("Industrial Internet platform"),
    ListingKind.RND: _l("Research and development"),
    ListingKind.INVESTMENT: _l("Investment project"),
    ListingKind.FUND: _l("Fund"),
    ListingKind.SUBSIDY: _l("Subsidy"),
    ListingKind.PARK: _l("Industrial park"),
    ListingKind.SERVICE: _l("Service"),
    ListingKind.TRAINING: _l("Training"),
    ListingKind.STANDARD: _l("Standard"),
}
STATES: Mapping[ListingState, State] = {
    ListingState.DRAFT: State(_l("Draft"), "off"),
    ListingState.SUBMITTED: State(_l("Awaiting review"), "wait"),
    ListingState.PUBLISHED: State(_l("Published"), "ok"),
    ListingState.DECLINED: State(_l("Declined"), "no"),
    ListingState.WITHDRAWN: State(_l("Withdrawn"), "off"),
    ListingState.EXPIRED: State(_l("No longer valid"), "off"),
}
PROFILE_STATES: Mapping[ProfileState, State] = {
    ProfileState.UNREVIEWED: State(_l("Not reviewed"), "off"),
    ProfileState.REVIEWED: State(_l("Reviewed"), "ok"),
    ProfileState.CHANGED: State(_l("Changes await review"), "wait"),
    ProfileState.DECLINED: State(_l("Changes declined"), "no"),
}
SOURCES: Mapping[ListingSource, Any] = {
    ListingSource.OWN: _l("by the organization"),
    ListingSource.LIAISON: _l("by the delegation liaison"),
    ListingSource.OFFICE: _l("by the organizers"),
    ListingSource.IMPORT: _l("from a spreadsheet"),
    ListingSource.PASTED: _l("pasted"),
}
SHOWN_TO: Mapping[ShownTo, Any] = {
    ShownTo.ORGANIZERS: _l("the organizers only"),
    ShownTo.COMPANIES: _l("organizations that take part in the event"),
    ShownTo.PARTNERS: _l("organizations with which a meeting was accepted"),
}
REVIEWERS: Mapping[Reviewer, Any] = {
    Reviewer.ORGANIZERS: _l("the organizers"),
    Reviewer.LIAISONS: _l("the liaison of the organization's delegation, or the organizers"),
}
CHAIN_STAGES: Mapping[ChainStage, Any] = {
    ChainStage.UPSTREAM: _l("Upstream"),
    ChainStage.MIDSTREAM: _l("Midstream"),
    ChainStage.DOWNSTREAM: _l("Downstream"),
    ChainStage.PLATFORM: _l("Platform"),
    ChainStage.SERVICE: _l("Services"),
}
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
