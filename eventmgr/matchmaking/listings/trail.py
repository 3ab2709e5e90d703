"""What the trail says of listings and profiles; of keepers that there were some, never who."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import labels_of
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.listings.content.details import DETAILS
from eventmgr.matchmaking.listings.labels import LEADING, OF_ORGANIZATION
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingKind,
    ListingSettings,
    OrganizationProfile,
    Reviewer,
)


def _say_kinds(value: object) -> str:
    kinds = [kind for kind in ListingKind if kind.value in str(value).split(",")]
    return "、".join(str(kind.label) for kind in kinds) or _("all kinds")


_DETAILS = {f"details.{field.name}": field.label for fields in DETAILS.values() for field in fields}
WORDS = (
    Words(
        Listing,
        _l("Listing"),
        actions={
            "published": _l("published"),
            "declined": _l("declined"),
            "put_back": _l("put back for review"),
            "submitted": _l("submitted again"),
            "withdrawn": _l("withdrawn"),
            "deleted": _l("deleted"),
            "expired": _l("no longer valid"),
            "file_added": _l("file added"),
            "file_removed": _l("file deleted"),
        },
        fields={**_DETAILS, "state": _l("State"), "file": _l("File")},
        records=frozenset({"published", "declined"}),
    ),
    Words(
        OrganizationProfile,
        _l("Profile of an organization"),
        actions={
            "proposed": _l("changes submitted for review"),
            "reviewed": _l("reviewed"),
            "changes_declined": _l("changes declined"),
            "keeper_invited": _l("keeper invited"),
            "keeper_invited_again": _l("keeper invited again"),
            "keeper_removed": _l("keeper removed"),
            "keeper_changed": _l("details of a keeper changed"),
            "keeper_erased": _l("keeper deleted at their own request"),
            "links_ended": _l("links revoked"),
        },
        fields={**OF_ORGANIZATION, "details": _l("Details")},
        say={"is_leading": lambda value: str(LEADING[bool(value)])},
        records=frozenset({"reviewed"}),
    ),
    Words(
        Event,
        actions={
            "listing_settings_set": _l("settings of listings changed"),
            "listings_exported": _l("list of supply and demand exported"),
            "silent_asked": _l("organizations without listings asked to enter some"),
        },
        fields=labels_of(ListingSettings),
        values={"reviewer": Reviewer},
        say={"kinds": _say_kinds},
    ),
)
