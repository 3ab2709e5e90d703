"""Fields that a listing has by its kind."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import ListingKind


class Answer(enum.Enum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    """CompanyOfKeeper as `YYYY-MM-DD`."""
    AMOUNT = "amount"
    """Whole numbers of 10,000 yuan (万元)."""
    COUNT = "count"
    PROVINCES = "provinces"
    SECTORS = "sectors"
    CHOICE = "choice"
    PARK = "park"
    """One of the parks that everybody reads; kept as `Listing.park_id`, not among the fields."""
    DOCUMENT = "document"
    """Number of a document that a room above keeps (`documents.py`)."""


@dataclass(frozen=True)
class DetailField:
    """One field.

    Attributes:
        choices: value → word, where one is chosen.
        not_below: name of the field before it that it may not be below, or earlier than.
    """

    name: str
    label: Any
    answer: Answer = Answer.LINE
    choices: Mapping[str, Any] | None = None
    not_below: str = ""


_MATURITY = {
    "laboratory": _l("laboratory"),
    "pilot": _l("pilot plant"),
    "batch": _l("small batches"),
    "industrial": _l("industrial scale"),
}
_COOPERATION = {
    "license": _l("licence"),
    "transfer": _l("transfer"),
    "joint": _l("joint development"),
    "equity": _l("equity participation"),
}
STANDARD_STATES: Mapping[str, Any] = {
    "planned": _l("planned"),
    "drafting": _l("being drafted"),
    "published": _l("published"),
}
"""States of a standard → their words."""
FUND_STAGES: Mapping[str, Any] = {
    "seed": _l("seed stage"),
    "early": _l("early stage"),
    "growth": _l("growth stage"),
    "mature": _l("mature stage"),
    "merger": _l("mergers and acquisitions"),
}
"""Stages that a fund invests in → their words."""
_SERVES = (
    DetailField("provinces", _l("Provinces served"), Answer.PROVINCES),
    DetailField("sectors", _l("Sectors served"), Answer.SECTORS),
)
PRICES: Mapping[str, DetailField] = {
    "land_auction": DetailField("land_auction", _l("Land by public tender (10,000 yuan per mu)"), Answer.COUNT),
    "land_build": DetailField("land_build", _l("Land to buy and build on (10,000 yuan per mu)"), Answer.COUNT),
    "plant_rent": DetailField("plant_rent", _l("Plant to rent (yuan per m² a month)"), Answer.COUNT),
    "office_rent": DetailField("office_rent", _l("Offices to rent (yuan per m² a month)"), Answer.COUNT),
}
"""Way of using a park → what it costs there; the unit stands in the label, so that prices of one way alone are
compared."""
DETAILS: Mapping[ListingKind, Sequence[DetailField]] = {
    ListingKind.PRODUCT: (
        DetailField("models", _l("Models, specifications")),
        DetailField("quantity", _l("Quantity or capacity a year")),
        DetailField("certificates", _l("Certificates")),
        DetailField("deliver_by", _l("Delivery by"), Answer.DATE),
    ),
    ListingKind.TECHNOLOGY: (
        DetailField("maturity", _l("Maturity"), Answer.CHOICE, _MATURITY),
        DetailField("patents", _l("Patents, registrations")),
        DetailField("cooperation", _l("Form of cooperation"), Answer.CHOICE, _COOPERATION),
    ),
    ListingKind.PLATFORM: (*_SERVES, DetailField("users", _l("Companies connected"), Answer.COUNT)),
    ListingKind.RND: (
        DetailField("targets", _l("Target values"), Answer.TEXT),
        DetailField("budget", _l("Budget (10,000 yuan)"), Answer.AMOUNT),
        DetailField("needed_by", _l("Needed by"), Answer.DATE),
    ),
    ListingKind.INVESTMENT: (
        DetailField("total", _l("Total investment (10,000 yuan)"), Answer.AMOUNT),
        DetailField("sought", _l("Sought or offered (10,000 yuan)"), Answer.AMOUNT),
        DetailField("provinces", _l("Province/region"), Answer.PROVINCES),
        DetailField("site", _l("Site of the project")),
        DetailField("stage", _l("Stage of the project")),
    ),
    ListingKind.FUND: (
        DetailField("size", _l("Size of the fund (10,000 yuan)"), Answer.AMOUNT),
        DetailField("single", _l("Amount of one investment (10,000 yuan)"), Answer.AMOUNT),
        DetailField("single_most", _l("Largest single investment (10,000 yuan)"), Answer.AMOUNT, not_below="single"),
        DetailField("fund_stage", _l("Main stage invested in"), Answer.CHOICE, FUND_STAGES),
        DetailField("stages", _l("Stages invested in")),
        *_SERVES,
    ),
    ListingKind.SUBSIDY: (
        DetailField("basis", _l("Document it is based on")),
        DetailField("document", _l("Policy it rests on"), Answer.DOCUMENT),
        DetailField("for_whom", _l("What and whom it supports")),
        DetailField("amount", _l("Amount or rate")),
        DetailField("ceiling", _l("Ceiling (10,000 yuan)"), Answer.AMOUNT),
        DetailField("apply_from", _l("Apply from"), Answer.DATE),
        DetailField("apply_by", _l("Apply by"), Answer.DATE, not_below="apply_from"),
        *_SERVES,
    ),
    ListingKind.PARK: (
        DetailField("provinces", _l("Province/region"), Answer.PROVINCES),
        DetailField("address", _l("Address of the park")),
        DetailField("area", _l("Area available")),
        DetailField("land_mu", _l("Land available (mu)"), Answer.COUNT),
        DetailField("plant_m2", _l("Plant area available (m²)"), Answer.COUNT),
        DetailField("leading", _l("Leading industries"), Answer.SECTORS),
        DetailField("cluster", _l("Industrial cluster")),
        DetailField("utilities", _l("Utilities"), Answer.TEXT),
        *PRICES.values(),
        DetailField("terms", _l("Terms for companies that move in"), Answer.TEXT),
    ),
    ListingKind.SERVICE: (
        DetailField("park", _l("Park it belongs to"), Answer.PARK),
        DetailField("qualification", _l("Qualifications")),
        DetailField("price", _l("Pricing")),
        *_SERVES,
    ),
    ListingKind.TRAINING: (
        DetailField("people", _l("Number of people"), Answer.COUNT),
        DetailField("duration", _l("Duration")),
        DetailField("certificate", _l("Certificate")),
        DetailField("begins", _l("Begins on"), Answer.DATE),
    ),
    ListingKind.STANDARD: (
        DetailField("number", _l("Number of the standard")),
        DetailField("status", _l("State of the standard"), Answer.CHOICE, STANDARD_STATES),
        DetailField("role", _l("Part sought or offered")),
    ),
}
"""Kind → its fields, in the order of the form."""
PARK, DOCUMENT = "park", "document"
"""The fields that link a listing with something else."""


def is_serving(kind: ListingKind) -> bool:
    """Whether a listing of the kind names the provinces that it serves."""
    return any(field.answer is Answer.PROVINCES for field in DETAILS[kind])


def filled_details(kind: ListingKind, details: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was filled in what belongs to the kind and says anything, in the order of the form."""
    return {field.name: details[field.name] for field in DETAILS[kind] if details.get(field.name) not in (None, "", [])}
