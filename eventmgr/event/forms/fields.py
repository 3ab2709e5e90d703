"""The fields of a registration form (参会回执) that an event may ask for, the purpose of each, and its fixed answers. Pure.

Name, organization, delegation unit and mobile are always asked; the province follows the unit. Everything else is
`off`, `optional` or `required` per event (`Event.fields`). Source: domain.md 2.2, PIPL art. 6 (minimum).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy.identity_documents import KINDS
from eventmgr.tools.taxonomy.sizes import SizeClass

ALWAYS = ("name", "organization", "unit", "mobile")
OPTIONAL = (
    "sector",
    "size",
    "title",
    "email",
    "role",
    "gender",
    "lodging",
    "arrival",
    "departure",
    "diet",
    "group",
    "id_number",
    "remarks",
)
MODES = ("off", "optional", "required")
DEFAULTS = {
    "sector": "optional",
    "size": "off",
    "title": "optional",
    "email": "optional",
    "role": "off",
    "gender": "off",
    "lodging": "off",
    "arrival": "off",
    "departure": "off",
    "diet": "off",
    "group": "off",
    "id_number": "off",
    "remarks": "optional",
}
NEVER_REQUIRED = ("diet", "remarks", "size")
"""Sensitive or free: refusing them never blocks a registration (PIPL art. 16); and what only an enterprise has."""
SENSITIVE = ("diet",)
SEALED = ("lodging", "arrival", "departure", "diet", "diet_note")
"""Answers that may tell of health, belief or whereabouts: encrypted in the database, never told in trail or letters."""
DOCUMENT = ("id_kind", "id_number")
"""An identity document: encrypted apart from those, asked for a purpose in the organizers' words, gone after the last
day."""
ENCRYPTED = (*SEALED, *DOCUMENT)
"""Every answer that the database holds encrypted."""
PASSED_ON = ("lodging", "arrival", "departure")
"""What a hotel or a carrier is told with the separate consent; they answer for it themselves (PIPL art. 23)."""
FOLLOWS = {"diet_note": "diet", "id_kind": "id_number"}
"""A field that is asked only beside another."""
IN_ORDER = (
    "name",
    "name_latin",
    "organization",
    "unit",
    "province",
    "country",
    "sector",
    "size",
    "title",
    "mobile",
    "email",
    "role",
    "gender",
    "lodging",
    "arrival",
    "departure",
    "diet",
    "diet_note",
    "id_kind",
    "id_number",
    "remarks",
    "group",
)
"""Fields in the order in which they are read."""

LABELS = {
    "name": _l("Name"),
    "organization": _l("Organization (full name)"),
    "unit": _l("Delegation"),
    "province": _l("Province/region"),
    "country": _l("Country or region"),
    "name_latin": _l("Name in Latin letters"),
    "mobile": _l("Mobile number"),
    "sector": _l("Sector"),
    "size": _l("Size of the enterprise"),
    "title": _l("Job title"),
    "email": _l("E-mail"),
    "role": _l("Attending as"),
    "gender": _l("Gender"),
    "lodging": _l("Accommodation"),
    "arrival": _l("Arrival"),
    "departure": _l("Departure"),
    "diet": _l("Dietary requirements"),
    "diet_note": _l("Allergy or other need"),
    "group": _l("Discussion group"),
    "id_kind": _l("Type of identity document"),
    "id_number": _l("Identity document number"),
    "remarks": _l("Remarks"),
}
PURPOSES = {
    "name": _l("list of participants, badge and place card"),
    "organization": _l("list of participants and badge"),
    "unit": _l("delegations and quotas"),
    "country": _l("statistics"),
    "name_latin": _l("list of participants and badge in English"),
    "mobile": _l("notice of changes and check-in"),
    "sector": _l("statistics and grouping"),
    "size": _l("statistics: share of small and medium-sized enterprises"),
    "title": _l("list of participants and place card"),
    "email": _l("confirmation and calendar invitation"),
    "role": _l("badge"),
    "gender": _l("room sharing"),
    "lodging": _l("room booking"),
    "arrival": _l("arrival pick-up"),
    "departure": _l("departure transfer"),
    "diet": _l("meals"),
    "group": _l("group lists"),
    "remarks": _l("requests to the organizers"),
}
"""Field → what it is for; of an identity document organizers say it themselves (`Event.id_purpose`)."""

MODE_WORDS = {
    "off": _l("not asked"),
    "optional": _l("optional"),
    "required": _l("required"),
}
GENDERS = {"female": _l("Female"), "male": _l("Male")}
LODGINGS = {"none": _l("No accommodation needed"), "single": _l("Single room"), "shared": _l("Twin share")}
SIZES = {size.value: size.label for size in SizeClass}
DIETS = {
    "none": _l("None"),
    "vegetarian": _l("Vegetarian"),
    "halal": _l("Halal"),
    "allergy": _l("Allergy (please specify)"),
}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "size": SIZES,
    "gender": GENDERS,
    "lodging": LODGINGS,
    "diet": DIETS,
    "id_kind": KINDS,
}
"""Answers that are one of a few words."""
UNREADABLE = _l("cannot be read: the data key is missing")
"""Instead of a sealed answer that no key opens."""


def mode(fields: dict[str, str], field: str) -> str:
    """How `field` is asked in an event with `fields`: `off`, `optional` or `required`."""
    if field in ALWAYS:
        return "required"
    chosen = fields.get(field, DEFAULTS.get(field, "off"))
    if field in NEVER_REQUIRED and chosen == "required":
        return "optional"
    return chosen if chosen in MODES else "off"
