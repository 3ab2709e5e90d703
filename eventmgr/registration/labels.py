"""The words for states, roles, sources and the fixed answers of a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from eventmgr.events.receipt import LABELS
from eventmgr.i18n import Bilingual, _l, format_date, localized
from eventmgr.registration.models import Role, Source, Status

STATUSES = {
    Status.PENDING: _l("awaiting review"),
    Status.CONFIRMED: _l("confirmed"),
    Status.WAITLISTED: _l("on the waiting list"),
    Status.REJECTED: _l("rejected"),
    Status.WITHDRAWN: _l("withdrawn"),
    Status.ATTENDED: _l("attended"),
    Status.ABSENT: _l("absent"),
}
ROLES = {
    Role.DELEGATE: _l("Delegate"),
    Role.LEADER: _l("Head of delegation"),
    Role.CONTACT: _l("Contact of a delegation"),
    Role.EXPERT: _l("Expert"),
    Role.SPEAKER: _l("Speaker"),
    Role.COMPANY: _l("Company representative"),
    Role.MEDIA: _l("Media"),
    Role.STAFF: _l("Staff"),
}
SOURCES = {
    Source.SELF: _l("by the participant"),
    Source.STAFF: _l("by the office"),
    Source.UNIT: _l("by the delegation's contact"),
    Source.IMPORT: _l("from a spreadsheet"),
    Source.WALK_IN: _l("at the desk"),
}
GENDERS = {"female": _l("Female"), "male": _l("Male")}
LODGINGS = {"none": _l("No room needed"), "single": _l("Single room"), "shared": _l("Shared room")}
DIETS = {
    "none": _l("No special diet"),
    "vegetarian": _l("Vegetarian"),
    "halal": _l("Halal"),
    "allergy": _l("Allergy (say which beside it)"),
}
FIXED = {"gender": GENDERS, "lodging": LODGINGS, "diet": DIETS}
"""Answers that are one of a few words."""
PURPOSES_OF_CONSENT = {
    "processing": _l("Consent"),
    "sensitive": _l("Consent to sensitive data"),
    "name_published": _l("Consent to publish the name"),
}
UNREADABLE = _l("cannot be read: the data key is missing")
"""Instead of a sensitive answer that no key opens."""
ACTIONS = {
    "registered": _l("registered"),
    "confirmed": _l("confirmed"),
    "rejected": _l("rejected"),
    "waitlisted": _l("put on the waiting list"),
    "promoted": _l("promoted from the waiting list"),
    "withdrawn": _l("withdrawn"),
    "consent_withdrawn": _l("consent withdrawn"),
    "forgotten": _l("personal information deleted"),
    "restored": _l("restored"),
    "attended": _l("marked as attended"),
    "absent": _l("marked as absent"),
    "unmarked": _l("mark taken back"),
    "changed": _l("changed"),
    "changed_late": _l("changed after the deadline"),
    "link_renewed": _l("link renewed"),
    "link_shown": _l("new link shown to print"),
    "substituted": _l("passed to another person"),
    "consented": _l("agreed to the notice"),
    "feed_renewed": _l("calendar address renewed"),
    "looked_at": _l("looked at"),
    "exported": _l("exported"),
    "group_given": _l("place in the group"),
    "group_waiting": _l("on the waiting list of the group"),
    "group_promoted": _l("promoted from the waiting list of the group"),
    "group_left": _l("left the group"),
    "group_gone": _l("group does not take place"),
}
FIELDS = {
    **LABELS,
    "organization_name": LABELS["organization"],
    "unit_code": LABELS["unit"],
    "province_code": _l("Province"),
    "sector_code": LABELS["sector"],
    "status": _l("State"),
    "source": _l("Entered"),
    "rank": _l("Rank within the delegation"),
    "office_note": _l("Note of the office, not shown to the participant"),
    "diet_note": _l("Allergy or other need"),
    "looks_like_id": _l("Perhaps the same person"),
    "changed_late_at": _l("changed after the deadline"),
    "consent_processing_on": _l("Consent"),
    "consent_sensitive_on": _l("Consent to sensitive data"),
}
"""What the trail's fields are called."""


def field_label(name: str) -> Any:
    """A field of the trail in words; the event's own questions stay `q_<key>`."""
    short = name.removeprefix("answers.")
    return FIELDS.get(short, short)


def word_of(field: str, value: Any, groups: Mapping[str, Bilingual]) -> Any:
    """A value of the trail in words where it is one of a few, a date, or the number of a group whose title is in `groups`."""
    if value in (None, ""):
        return "—"
    if isinstance(value, dict):
        return localized(value)
    if field == "status":
        return STATUSES[Status(value)]
    if field == "role":
        return ROLES[Role(value)]
    if field == "source":
        return SOURCES[Source(value)]
    if field == "answers.group":
        return localized(groups.get(str(value))) or value
    if field.endswith("_on"):
        return format_date(date.fromisoformat(value))
    return FIXED.get(field.removeprefix("answers."), {}).get(str(value), value)
