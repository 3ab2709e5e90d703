"""Routes of investment offers and enquiries about them, and an offer with an enquiry to fill them."""

from __future__ import annotations

from typing import Any

from eventmgr.identity.directory.models import Organization
from tests.exchange.investment.factories import make_enquiry, make_offer

EVERYBODY = {
    ("GET", "/investment/"),
    ("GET", "/investment/feed.atom"),
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
OF_EDITORS = {
    ("GET", "/manage/investment/"),
    ("GET", "/manage/investment/enquiries/"),
    ("GET", _OF_OFFICE),
    *(("POST", f"{_OF_OFFICE}{verb}") for verb in ("interested", "decline", "close", "contacts", "deal")),
}


def make_enquired(organization: Organization) -> dict[str, Any]:
    """An offer of that organization, and an enquiry about it that awaits an answer."""
    offer = make_offer("样例园", organization=organization, details={"provinces": ["310000"]})
    return {"investment_offer_id": offer.id, "investment_enquiry_id": make_enquiry(offer).id}
