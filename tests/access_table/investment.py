"""Routes of investment offers and enquiries about them, and an offer with an enquiry to fill them."""

from __future__ import annotations

from typing import Any

from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import ListingFile
from tests.exchange.investment.factories import make_enquiry, make_offer
from tests.factories import NOON, keep

EVERYBODY = {
    ("GET", "/investment/"),
    ("GET", "/investment/feed.atom"),
    ("GET", "/investment/offers.ics"),
    ("GET", "/investment/compare/"),
    ("GET", "/investment/compare.pdf"),
    ("GET", "/investment/compare.xlsx"),
    ("GET", "/investment/<int:listing_id>/ask"),
    ("POST", "/investment/<int:listing_id>/ask"),
}
_OF_COMPANY, _OF_OFFICE = (
    f"{start}/enquiries/<int:investment_enquiry_id>/" for start in ("/companies/<token>", "/manage/investment")
)
BY_LINK = {
    ("GET", "/investment/enquiries/<token>/"): "enquiry",
    ("POST", "/investment/enquiries/<token>/confirm"): "enquiry",
    ("POST", "/investment/enquiries/<token>/agree"): "enquiry",
    ("POST", "/investment/enquiries/<token>/withdraw"): "enquiry",
    ("GET", "/companies/<token>/enquiries/"): "company",
    ("GET", _OF_COMPANY): "company",
    **{("POST", f"{_OF_COMPANY}{verb}"): "company" for verb in ("interested", "decline", "close")},
}
_OF_UNIT = "/delegations/<slug>/<unit_code>/enquiries/"
BY_LIAISON = {
    ("GET", _OF_UNIT),
    ("GET", f"{_OF_UNIT}<int:investment_enquiry_id>/"),
    *(
        ("POST", f"{_OF_UNIT}<int:investment_enquiry_id>/{verb}")
        for verb in ("interested", "decline", "close", "contacts")
    ),
}
_OFFERS = "/manage/investment/offers/"
_OFFER = f"{_OFFERS}<int:listing_id>/"
OF_EDITORS = {
    ("GET", "/manage/investment/"),
    ("GET", "/manage/investment/enquiries/"),
    ("GET", _OF_OFFICE),
    *(("POST", f"{_OF_OFFICE}{verb}") for verb in ("interested", "decline", "close", "contacts", "deal")),
    *((method, f"{_OFFERS}new") for method in ("GET", "POST")),
    ("GET", _OFFER),
    *((method, f"{_OFFER}edit") for method in ("GET", "POST")),
    ("GET", f"{_OFFER}files/<key>"),
    *(("POST", f"{_OFFER}{rest}") for rest in ("withdraw", "publish", "delete", "files", "files/<key>/delete")),
}


def make_enquired(organization: Organization) -> dict[str, Any]:
    """An offer of that organization with a file, and an enquiry about it that awaits an answer."""
    offer = make_offer("样例园", organization=organization, details={"provinces": ["310000"]})
    file = keep(
        ListingFile(
            listing_id=offer.id, key=f"f{offer.id}", filename="园区.pdf", content_type="application/pdf", size=8,
            content=b"%PDF-1.7", created_at=NOON,
        )
    )  # fmt: skip
    return {
        "investment_offer_id": offer.id,
        "investment_offer_file": file.key,
        "investment_enquiry_id": make_enquiry(offer).id,
    }
