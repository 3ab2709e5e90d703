"""An offer of no event: a listing of the kinds of the investment pages, which everybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from eventmgr.exchange.investment.filtering import KINDS
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.listings.forms import Links, ListingForm, OnBehalfForm, listing_form
from eventmgr.matchmaking.listings.models import Listing, ListingKind, Side
from eventmgr.matchmaking.listings.services import Settings
from eventmgr.tools.web.forms import DateField


class OfferForm(ListingForm):
    """An investment offer, entered by an office."""

    confidential = None  # WTForms leaves out what is None
    shown_to = None  # type: ignore[assignment]
    valid_until = DateField(
        label_of(Listing.valid_until), description=_l("The last day. Leave empty: until it is withdrawn.")
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As every listing; and only projects are sought here."""
        is_valid = super().validate(*args, **kwargs)
        if self.side.data == Side.DEMAND.value and self.kind.data != ListingKind.INVESTMENT.value:
            self.side.errors = [_("Only investment projects may be sought here. Choose supply.")]
            is_valid = False
        return is_valid


class NewOfferForm(OfferForm, OnBehalfForm):
    """The same of an organization that is named."""


_USUAL = {"side": Side.SUPPLY.value, "kind": ListingKind.PARK.value}
_Kind = TypeVar("_Kind", bound=OfferForm)


def offer_form(
    base: type[_Kind], data: Mapping[str, Any] | None = None, *, links: Links, is_fresh: bool = False
) -> _Kind:
    """The form of an offer.

    Args:
        data: what it shows, as `listing_data` makes it.
        links: what it may be linked with.
        is_fresh: leaves what was posted out of account.
    """
    return listing_form(base, Settings(kinds=KINDS), data or _USUAL, links=links, fresh=is_fresh)
