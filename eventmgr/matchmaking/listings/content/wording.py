"""What a profile and a listing say, line by line, in the language spoken."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventmgr.ground.columns import label_of, labels_of
from eventmgr.ground.i18n import _, format_date, format_number, language, localized
from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.content.details import DETAILS, DOCUMENT, Answer, DetailField
from eventmgr.matchmaking.listings.content.documents import named_documents
from eventmgr.matchmaking.listings.content.drafts import ProfileFacts
from eventmgr.matchmaking.listings.content.reading import say_detail, say_tags
from eventmgr.matchmaking.listings.labels import LEADING, PROFILE_FIELDS
from eventmgr.matchmaking.listings.models import ChainStage, Listing, ListingKind
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic
from eventmgr.tools.taxonomy.sizes import SizeClass

Lines = list[tuple[str, str]]
"""(label, what it says)."""


def profile_lines(facts: ProfileFacts) -> Lines:
    """Of a profile what is said at all."""
    lang = language()
    value_of = {
        "summary": localized(dict(facts.summary)),
        "province_code": get_province(facts.province_code).name(lang) if facts.province_code else "",
        "size_class": str(SizeClass(facts.size_class).label) if facts.size_class else "",
        "credit_code": facts.credit_code,
        "sector_codes": _joined([get_sector(code).name(lang) for code in facts.sector_codes]),
        "topic_ids": _joined([get_topic(code).name(lang) for code in facts.topic_ids]),
        "chain_stage": str(ChainStage(facts.chain_stage).label) if facts.chain_stage else "",
        "is_leading": "" if facts.is_leading is None else str(LEADING[facts.is_leading]),
        "capability_tags": _joined(say_tags(facts.capability_tags)),
        "brand": facts.brand,
        "group_name": facts.group_name,
        "website": facts.website,
        "in_directory": _("yes") if facts.in_directory else "",
    }
    return [(str(PROFILE_FIELDS[name]), value) for name, value in value_of.items() if value]


def changed_lines(before: ProfileFacts, after: ProfileFacts) -> list[tuple[str, str, str]]:
    """(label, what it says, what is proposed) of what differs."""
    old, new = dict(profile_lines(before)), dict(profile_lines(after))
    labels = [label for label in map(str, PROFILE_FIELDS.values()) if old.get(label) != new.get(label)]
    return [(label, old.get(label, ""), new.get(label, "")) for label in labels]


def listing_lines(listing: Listing) -> Lines:
    """Of a listing all but title and text, and but what it is linked with (`linked_lines`)."""
    lang = language()
    value_of: dict[str, Any] = {
        "kind": str(listing.kind.label),
        "topic_id": get_topic(listing.topic_id).name(lang) if listing.topic_id else "",
        "sector_codes": _joined([get_sector(code).name(lang) for code in listing.sector_codes]),
        "chain_words": _joined(listing.chain_words),
    }
    lines = [(str(labels_of(Listing)[name]), value) for name, value in value_of.items() if value]
    fields = [
        field
        for field in DETAILS[listing.kind]
        if field.name in listing.details and field.answer is not Answer.DOCUMENT
    ]
    lines += [(str(field.label), _shown(field, listing.details[field.name], lang)) for field in fields]
    if listing.domestic_replacement:
        lines.append((str(label_of(Listing.domestic_replacement)), _("yes")))
    if listing.free_of_charge:
        lines.append((str(label_of(Listing.free_of_charge)), _("yes")))
    if listing.confidential:
        lines.append((_("Confidential, shown to"), str(listing.shown_to.label)))
    if listing.valid_until:
        lines.append((str(label_of(Listing.valid_until)), format_date(listing.valid_until, lang)))
    return lines


def linked_lines(listing: Listing) -> Lines:
    """The park of a service and the document of a subsidy, for readers who keep the listing; a statement for each."""
    lines = []
    if listing.park_id is not None and (park := queries.find_listing(listing.park_id)) is not None:
        lines.append((str(label_of(Listing.park_id)), localized(park.title)))
    number = listing.details.get(DOCUMENT)
    if number is not None and (found := named_documents([number]).get(number)) is not None:
        lines.append((document_label(), found.words))
    return lines


def document_label() -> str:
    """How the document of a subsidy is called."""
    return str(next(field.label for field in DETAILS[ListingKind.SUBSIDY] if field.name == DOCUMENT))


def _shown(field: DetailField, value: Any, lang: str) -> str:
    """As people read it: a day with its weekday, a sum with its thousands apart; forms take them as they were typed."""
    if field.answer is Answer.DATE:
        try:
            return format_date(date.fromisoformat(str(value)), lang)
        except ValueError:
            return str(value)
    if field.answer in (Answer.AMOUNT, Answer.COUNT) and isinstance(value, int):
        return format_number(value)
    return say_detail(field, value, lang)


def _joined(words: list[str]) -> str:
    return ("、" if language() == "zh" else "; ").join(words)
