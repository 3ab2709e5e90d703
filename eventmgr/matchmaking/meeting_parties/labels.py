"""Words of parties."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l, localized

FIELDS = {
    "kind": _l("Type of organization"),
    "state": _l("State"),
    "side": _l("Side of the event"),
    "unit_code": _l("Delegation"),
    "province_code": _l("Province/region"),
    "sector_code": _l("Sector"),
    "group_name": _l("Group of companies"),
    "maximum": _l("Most meetings"),
    "minimum": _l("Meetings guaranteed"),
    "home_table_id": _l("Fixed table"),
    "shares_contact": _l("Shares contact details"),
    "shows_tentative": _l("Calendars show what is provisional"),
    "language": _l("Language of the e-mails"),
}
PERSON_FIELDS = {
    "name": _l("Name"),
    "title": _l("Job title"),
    "mobile": _l("Mobile"),
    "email": _l("E-mail"),
    "languages": _l("Languages"),
    "position": _l("Order"),
}


def sides_of(event: Event) -> dict[str, str]:
    """Key of each side of the event → its name in the language spoken."""
    return {str(one.id): localized(one.name) for one in event.region_sets}


def side_of(event: Event, province_code: str) -> str:
    """The key of the side to which a province belongs: the first region set that has it; empty: none."""
    found = (str(one.id) for one in event.region_sets if province_code and province_code in one.province_codes)
    return next(found, "")
