"""What the rows of a sheet of listings mean: one listing each, by organization, side and title."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from eventmgr.ground.sentences import _l
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, ShownTo, Side
from eventmgr.tools.sheets import Compared, Existing, Record
from eventmgr.tools.sheets.records import MISSING

Known = Mapping[str, tuple[int, str, str]]
"""`folded` name or `organization_key` → (number, name, province code) of the organization in the directory."""
ENTRY = "organization_id"
"""The number of the organization that a row names; not there: it is new."""
_LONGEST_KEY = 200
NOT_COLLECTED = _l("This event does not collect listings of this kind.")
OVER = _l("This day is over.")
NO_NAME_OF_CONTACT = _l("Enter the name of the contact person, too.")
_BOTH = ("title", "text")
_OF_NEW = ("state", "contact", "email")
"""What a row says of a new listing alone."""


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means a listing that is there: the organization, the side, and either title."""
    whose = values.get(ENTRY) or _key(values.get("organization", ""))
    for title in (values.get("title"), values.get("title_en")):
        if whose and title and values.get("side"):
            yield whose, values["side"], folded(title)


def _key(name: str) -> str:
    return folded(name)[:_LONGEST_KEY]


def settle(
    records: Sequence[Record],
    existing: Sequence[Existing],
    *,
    find: Callable[[Sequence[str]], Known],
    collected: frozenset[ListingKind],
    day: date,
) -> list[Record]:
    """The rows with the organization of the directory that each names: of the same name, else the only one with a
    similar name.

    Args:
        find: names → organizations of the directory under their names and keys.
        collected: kinds that the event collects.
        day: the present one.
    """
    there = {key for entry in existing for key in keys(entry.values)}
    known = find([record.values["organization"] for record in records if record.values.get("organization")])
    return [_settled(record, known, there, collected, day) for record in records]


def _settled(
    record: Record, known: Known, there: Collection[Hashable], collected: frozenset[ListingKind], day: date
) -> Record:
    values, errors = dict(record.values), dict(record.errors)
    name = values.get("organization", "")
    found = known.get(_key(name)) or known.get(f"={organization_key(name)}") if name else None
    if found is not None:
        values[ENTRY], values["organization"], province = found
        if province:
            values.pop("province", None)
    for key in _BOTH:
        if not (values.get(key) or values.get(f"{key}_en")) and not {key, f"{key}_en"} & errors.keys():
            errors.setdefault(key, MISSING)
    if "kind" not in errors and ListingKind(values.get("kind", ListingKind.PRODUCT.value)) not in collected:
        errors.setdefault("kind", NOT_COLLECTED)
    if values.get("valid_until") and values["valid_until"] < day:
        errors.setdefault("valid_until", OVER)
    if values.get("email") and not values.get("contact"):
        errors.setdefault("contact", NO_NAME_OF_CONTACT)
    if any(key in there for key in keys(values)):
        for key in _OF_NEW:
            values.pop(key, None)
    return replace(record, values=values, errors=errors)


def values_of(listing: Listing) -> dict[str, Any]:
    """What a listing says, as the cells of a row do; the state, which no sheet changes, and contacts are not there."""
    value_of = {
        "side": listing.side.value,
        "kind": listing.kind.value,
        "organization": listing.organization.name,
        ENTRY: listing.organization_id,
        "title": listing.title.get("zh"),
        "title_en": listing.title.get("en"),
        "text": listing.text.get("zh"),
        "text_en": listing.text.get("en"),
        "topic": listing.topic_id,
        "sector": listing.sector_codes[0] if listing.sector_codes else None,
        "valid_until": listing.valid_until,
        "free": listing.free_of_charge,
        "replacement": listing.domestic_replacement,
        "confidential": listing.confidential,
        "shown_to": listing.shown_to.value,
    }
    return {key: value for key, value in value_of.items() if value is not None}


def draft_of(values: Mapping[str, Any], there: Listing | None = None) -> ListingDraft:
    """The listing that a row says; what it does not say stays as it is there.

    Args:
        there: the listing that it changes.
    """
    merged = {**(values_of(there) if there is not None else {}), **values}
    sectors = tuple(there.sector_codes) if there is not None else ()
    if values.get("sector"):
        sectors = (values["sector"], *(code for code in sectors[1:] if code != values["sector"]))
    return ListingDraft(
        side=Side(merged["side"]),
        kind=ListingKind(merged.get("kind", ListingKind.PRODUCT.value)),
        title=_spoken(merged, "title"),
        text=_spoken(merged, "text"),
        topic_id=merged.get("topic", ""),
        sector_codes=sectors,
        chain_words=tuple(there.chain_words) if there is not None else (),
        details=dict(there.details) if there is not None else {},
        domestic_replacement=bool(merged.get("replacement")),
        confidential=bool(merged.get("confidential")),
        shown_to=ShownTo(merged.get("shown_to", ShownTo.ORGANIZERS.value)),
        free_of_charge=bool(merged.get("free")),
        valid_until=merged.get("valid_until"),
    )


def _spoken(said: Mapping[str, Any], key: str) -> dict[str, str]:
    both = {"zh": said.get(key), "en": said.get(f"{key}_en")}
    return {lang: words for lang, words in both.items() if words}


def state_of(values: Mapping[str, Any]) -> ListingState:
    """To which state a new listing comes: published, unless the row says otherwise."""
    return ListingState(values.get("state", ListingState.PUBLISHED.value))


def heading(row: Compared) -> tuple[str, str]:
    """What a row offers or seeks, and for which organization."""
    both = {**row.there, **row.record.values}
    return str(both.get("title") or both.get("title_en") or ""), str(both.get("organization", ""))
