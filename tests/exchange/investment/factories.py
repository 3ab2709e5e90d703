"""What tests of investment offers make."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.investment.models import EnquiryState, InvestmentEnquiry
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, Side
from tests.factories import NOON, keep, make_organization

TYPED = {
    "province_code": "310000",
    "sector_code": "C38",
    "size_class": "medium",
    "text": "需要八千平方米厂房，明年三季度投产。",
    "organization": "上海样例电机有限公司",
    "contact_name": "周样例",
    "email": "Zhou@Example.com",
    "mobile": "021 5555 0100",
    "consent": "y",
}
"""What a firm types that asks about an offer."""


def make_offer(title: str, kind: ListingKind = ListingKind.PARK, **values: Any) -> Listing:
    """A published park of no event in particular, in Jiangsu."""
    province = values.pop("province", "320000")
    organization = values.pop("organization", None) or make_organization(f"{title}样例管委会", province_code=province)
    defaults: dict[str, Any] = {
        "event_id": None, "organization": organization, "side": Side.SUPPLY, "kind": kind, "title": {"zh": title},
        "text": {"zh": "标准厂房可租可售。"}, "state": ListingState.PUBLISHED, "published_at": NOON, "created_at": NOON,
        "updated_at": NOON, "search_text": title,
    }  # fmt: skip
    return keep(Listing(**defaults | values))


def make_enquiry(offer: Listing, **values: Any) -> InvestmentEnquiry:
    """Somebody of Shanghai asks about the offer and awaits an answer."""
    usual: dict[str, Any] = {
        "listing_id": offer.id, "province_code": "310000", "sector_code": "C38", "text": "需要八千平方米厂房。",
        "organization": "上海样例电机有限公司", "contact_name": "周样例", "email": "zhou@example.com", "language": "zh",
        "state": EnquiryState.ASKED, "created_at": NOON, "asked_at": NOON, "changed_at": NOON,
    }  # fmt: skip
    return keep(InvestmentEnquiry(**usual | values))
