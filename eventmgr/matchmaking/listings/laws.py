"""The laws of listings: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.content.details import DETAILS
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.taxonomy import sectors


def listings() -> list[str]:
    """States with what belongs to them, fields of the kind alone, codes that exist, near ones of others and of the same
    side, and a profile wherever somebody keeps one."""
    known = {sector.code for sector in sectors()}
    faults = [f"listing {number}: its state lacks an instant or a reason" for number in queries.list_undated()]
    faults += [f"listing {number}: near to one that cannot be near" for number in queries.list_near_wrongly()]
    faults += [f"listing {number}: it belongs to a park and is no service" for number in queries.list_wrongly_linked()]
    faults += [f"keeper {number}: the organization has no profile" for number in queries.list_without_profile()]
    return [*faults, *(sentence for listing in queries.iterate_all() for sentence in _content(listing, known))]


def _content(listing: Listing, known: set[str]) -> list[str]:
    names = {field.name for field in DETAILS[listing.kind]}
    faults = [
        f"listing {listing.id}: “{name}” is no field of its kind" for name in sorted(set(listing.details) - names)
    ]
    unknown = [code for code in listing.sector_codes if code not in known]
    faults += [f"listing {listing.id}: there is no sector “{code}”" for code in unknown]
    if not any(listing.title.values()) or not any(listing.text.values()):
        faults.append(f"listing {listing.id}: title or text is empty")
    return faults


LAWS = {"listings": listings}
