"""What the form of a listing offers to link it with: parks for a service, documents for a subsidy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground import clock
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.content.details import DOCUMENT
from eventmgr.matchmaking.listings.content.documents import document_choices, named_documents
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.taxonomy import get_province

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Group → (number, words)."""


@dataclass(frozen=True)
class Links:
    """What may be chosen.

    Attributes:
        documents: None: no room has any, and the form does not ask.
        unasked: fields of the listing that name one nevertheless.
    """

    parks: Choices = field(default_factory=dict)
    documents: Choices | None = None
    unasked: Mapping[str, Any] = field(default_factory=dict)


def links_for(organization: Organization | None = None, *, listing: Listing | None = None, province: str = "") -> Links:
    """Of an organization its own parks and those of its province, and what holds there; without one of that province,
    or of all. What the listing is linked with already stays on offer. Two statements, and one more for each that is so.
    """
    home = (organization.province_code or "") if organization is not None else province
    number = organization.id if organization is not None else None
    parks: dict[str, list[tuple[str, str]]] = {}
    for park in queries.list_parks(day=day_of(clock.now()), province=home, organization_id=number):
        if listing is None or park.id != listing.id:
            parks.setdefault(_place(park), []).append((str(park.id), _park_words(park)))
    documents = document_choices(home)
    details = listing.details if listing is not None else {}
    if listing is not None and listing.park_id is not None and not _has(parks, listing.park_id):
        kept = queries.find_listing(listing.park_id)
        parks.setdefault("", []).append((str(listing.park_id), _park_words(kept) if kept else str(listing.park_id)))
    if DOCUMENT not in details:
        return Links(parks, documents)
    if documents is None:
        return Links(parks, None, {DOCUMENT: details[DOCUMENT]})
    if not _has(documents, details[DOCUMENT]):
        found = named_documents([details[DOCUMENT]]).get(details[DOCUMENT])
        words = found.words if found is not None else _("the one chosen before, which is not published any more")
        documents = {"": [(str(details[DOCUMENT]), words)], **documents}
    return Links(parks, documents)


def _has(choices: Choices, number: int) -> bool:
    return any(str(number) == value for pairs in choices.values() for value, _words in pairs)


def _place(park: Listing) -> str:
    code = next(iter(park.details.get("provinces") or []), park.organization.province_code)
    return get_province(code).name(language()) if code else _("province not known")


def _park_words(park: Listing) -> str:
    return " · ".join((localized(park.title), organization_name(park.organization)))
