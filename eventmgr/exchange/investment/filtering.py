"""From the filters in an address to what a list of investment offers is narrowed to, and back. Pure but for the
language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, format_number, language
from eventmgr.ground.text import whole_number
from eventmgr.matchmaking.listings.content.details import FUND_STAGES, PRICES
from eventmgr.matchmaking.listings.models import Listing, ListingKind, Side
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic
from eventmgr.tools.taxonomy.asked import read_choice, read_province, read_sector, read_topic

NAMES = ("kind", "province", "sector", "topic", "use", "price_from", "price_to", "land", "plant", "stage", "q")
"""Filters of the list and its feed; they combine."""
KINDS = (ListingKind.PARK, ListingKind.FUND, ListingKind.SUBSIDY, ListingKind.INVESTMENT, ListingKind.SERVICE)
_LONGEST_SHOWN = 40


def is_offer(listing: Listing) -> bool:
    """Whether a listing is an investment offer: a project both seeks and offers, of the other kinds what is offered."""
    return listing.kind in KINDS and (listing.side is Side.SUPPLY or listing.kind is ListingKind.INVESTMENT)


@dataclass(frozen=True)
class OfferFilter:
    """What is asked for; empty: everything."""

    kind: ListingKind | None = None
    province: str = ""
    """Where its organization is at home, or that it names."""
    sector: str = ""
    """A section includes its divisions."""
    topic: str = ""
    """A topic includes those below it."""
    use: str = ""
    """A way of using a park, as `PRICES` has it: parks that name a price for it."""
    price_from: int | None = None
    price_to: int | None = None
    """Of that way, in its unit."""
    land: int | None = None
    """So many mu at least."""
    plant: int | None = None
    """So many m² at least."""
    stage: str = ""
    """Of a fund, as `FUND_STAGES` has it."""
    q: str = ""


def read_filter(args: Mapping[str, str]) -> OfferFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known or contradicts another; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    filters = OfferFilter(
        kind=ListingKind(kind) if (kind := read_choice("kind", values["kind"], [one.value for one in KINDS])) else None,
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        topic=read_topic(values["topic"]),
        use=read_choice("use", values["use"], PRICES),
        price_from=_number("price_from", values["price_from"]),
        price_to=_number("price_to", values["price_to"]),
        land=_number("land", values["land"]),
        plant=_number("plant", values["plant"]),
        stage=read_choice("stage", values["stage"], FUND_STAGES),
        q=values["q"],
    )
    _check_price(filters)
    return filters


def _check_price(filters: OfferFilter) -> None:
    low, high = filters.price_from, filters.price_to
    if (low is not None or high is not None) and not filters.use:
        raise BadValue(
            _("“price_from” and “price_to” are prices of one way of use: choose it too, such as use=plant_rent.")
        )
    if low is not None and high is not None and low > high:
        raise BadValue(
            _("“price_from” (%(low)s) is above “price_to” (%(high)s). Exchange them.", low=str(low), high=str(high))
        )


def filter_words(filters: OfferFilter) -> list[str]:
    """The filters as people read them, in the language spoken."""
    lang = language()
    sentences = [
        str(filters.kind.label) if filters.kind else "",
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        get_topic(filters.topic).name(lang) if filters.topic else "",
        str(PRICES[filters.use].label) if filters.use else "",
        _("price from %(amount)s", amount=format_number(filters.price_from)) if filters.price_from is not None else "",
        _("price up to %(amount)s", amount=format_number(filters.price_to)) if filters.price_to is not None else "",
        _("at least %(num)s mu of land", num=format_number(filters.land)) if filters.land is not None else "",
        _("at least %(num)s m² of plant", num=format_number(filters.plant)) if filters.plant is not None else "",
        str(FUND_STAGES[filters.stage]) if filters.stage else "",
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [words for words in sentences if words]


def _number(name: str, value: str) -> int | None:
    if not value:
        return None
    number = whole_number(value, any_digits=True)
    if number is None:
        raise BadValue(
            _("“%(value)s” is not a whole number for “%(name)s”, such as 20.", value=value[:_LONGEST_SHOWN], name=name)
        )
    return number
