"""What a listing that everybody reads is linked with: the park of a service, the document of a subsidy, the services of
a park."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import localized
from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.content.details import DOCUMENT
from eventmgr.matchmaking.listings.content.documents import named_documents
from eventmgr.matchmaking.listings.content.wording import document_label
from eventmgr.matchmaking.listings.models import Listing


@dataclass(frozen=True)
class Link:
    """A line that leads somewhere."""

    label: str
    words: str
    address: str


def links_of(listings: Sequence[Listing], path_of: Callable[[Listing], str], *, day: date) -> dict[int, list[Link]]:
    """Listing → what it is linked with, as far as everybody reads that; at most two statements for all of them.

    Args:
        path_of: where the page of a listing is.
    """
    parks = queries.load_parks({listing.park_id for listing in listings if listing.park_id is not None}, day=day)
    documents = named_documents({listing.details[DOCUMENT] for listing in listings if DOCUMENT in listing.details})
    links: dict[int, list[Link]] = {listing.id: [] for listing in listings}
    for listing in listings:
        if (park := parks.get(listing.park_id or 0)) is not None:
            links[listing.id].append(Link(str(label_of(Listing.park_id)), localized(park.title), path_of(park)))
        if (document := documents.get(listing.details.get(DOCUMENT, 0))) is not None:
            links[listing.id].append(Link(document_label(), document.words, document.address))
    return links
