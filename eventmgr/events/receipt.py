"""The fields of a receipt (参会回执) that an event may ask for, and the purpose of each.

Name, organization, delegation unit and mobile are always asked; the province follows the unit. Everything else is
`off`, `optional` or `required` per event (`Event.fields`). Source: domain.md 2.2, PIPL art. 6 (minimum).
"""

from __future__ import annotations

from eventmgr.i18n import _l

ALWAYS = ("name", "organization", "unit", "mobile")
OPTIONAL = (
    "sector", "title", "email", "role", "gender", "lodging", "arrival", "departure", "diet", "group", "remarks",
)  # fmt: skip
MODES = ("off", "optional", "required")
DEFAULTS = {
    "sector": "optional", "title": "optional", "email": "optional", "role": "off", "gender": "off", "lodging": "off",
    "arrival": "off", "departure": "off", "diet": "off", "group": "off", "remarks": "optional",
}  # fmt: skip
NEVER_REQUIRED = ("diet", "remarks")
"""Sensitive or free: refusing them never blocks a registration (PIPL art. 16)."""
SENSITIVE = ("diet",)

LABELS = {
    "name": _l("Name"),
    "organization": _l("Organization (full name)"),
    "unit": _l("Delegation"),
    "mobile": _l("Mobile number"),
    "sector": _l("Sector"),
    "title": _l("Position or professional title"),
    "email": _l("E-mail"),
    "role": _l("Coming as"),
    "gender": _l("Sex"),
    "lodging": _l("Lodging"),
    "arrival": _l("Arrival"),
    "departure": _l("Departure"),
    "diet": _l("Diet"),
    "group": _l("Discussion group"),
    "remarks": _l("Remarks"),
}
PURPOSES = {
    "name": _l("name list, badge and desk card"),
    "organization": _l("name list and badge"),
    "unit": _l("delegations and quotas"),
    "mobile": _l("notice of changes and check-in"),
    "sector": _l("statistics and grouping"),
    "title": _l("name list and desk card"),
    "email": _l("confirmation and calendar entry"),
    "role": _l("badge"),
    "gender": _l("pairing of shared rooms"),
    "lodging": _l("booking of rooms"),
    "arrival": _l("pick-up"),
    "departure": _l("transfer"),
    "diet": _l("meals"),
    "group": _l("group lists"),
    "remarks": _l("wishes to the office"),
}


def mode(fields: dict[str, str], field: str) -> str:
    """How `field` is asked in an event with `fields`: `off`, `optional` or `required`."""
    if field in ALWAYS:
        return "required"
    chosen = fields.get(field, DEFAULTS.get(field, "off"))
    if field in NEVER_REQUIRED and chosen == "required":
        return "optional"
    return chosen if chosen in MODES else "off"
