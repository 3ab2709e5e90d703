"""The audit trail in words: names of fields, acts and objects, and values as people write them.

Features upstairs record their own objects; only their words are here, never their code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eventmgr.errors import NotFound
from eventmgr.events.labels import (
    APPROVALS,
    FIELD_MODES,
    HOST_ROLES,
    KINDS,
    QUESTION_KINDS,
    QUOTA_MODES,
    STATUSES,
    TEAM_ROLES_SHORT,
)
from eventmgr.events.receipt import LABELS
from eventmgr.i18n import _, _l, format_date, format_instant, localized
from eventmgr.log.models import ActorKind, AuditEntry
from eventmgr.taxonomy import get_province, get_sector, get_topic, get_unit

OBJECTS = {
    "event": _l("Event"),
    "notice": _l("Notice"),
    "attachment": _l("File"),
    "privacy_notice": _l("Notice on personal data"),
    "team_member": _l("Member of the team"),
    "team_invitation": _l("Invitation"),
    "agenda_item": _l("Item of the agenda"),
    "registration": _l("Registration"),
    "conclusion": _l("Conclusion"),
    "letter": _l("Letter"),
}
ACTIONS = {
    "created": _l("created"),
    "changed": _l("changed"),
    "changed_late": _l("changed after the deadline"),
    "looked_at": _l("looked at"),
    "removed": _l("removed"),
    "published": _l("published"),
    "postponed": _l("postponed"),
    "cancelled": _l("cancelled"),
    "finished": _l("finished"),
    "archived": _l("archived"),
    "restored": _l("restored"),
    "revoked": _l("revoked"),
    "joined": _l("joined"),
    "agenda_published": _l("agenda published"),
    "agenda_withdrawn": _l("agenda withdrawn"),
    "registered": _l("handed in"),
    "confirmed": _l("confirmed"),
    "rejected": _l("rejected"),
    "withdrawn": _l("withdrawn"),
    "waitlisted": _l("put on the waiting list"),
    "promoted": _l("moved up from the waiting list"),
    "attended": _l("marked as attended"),
    "absent": _l("marked as absent"),
    "unmarked": _l("mark taken back"),
    "exported": _l("exported"),
    "group_given": _l("place in the group"),
    "group_waiting": _l("on the waiting list of the group"),
    "group_promoted": _l("promoted from the waiting list of the group"),
    "group_left": _l("left the group"),
    "group_gone": _l("group does not take place"),
    "pending": _l("put up for review"),
    "moved": _l("moved"),
    "printed": _l("printed"),
    "consent_withdrawn": _l("consent withdrawn"),
    "forgotten": _l("personal information deleted"),
    "stay_deleted": _l("accommodation, travel and dietary requirements deleted"),
    "records_deleted": _l("personal information of registrations deleted"),
    "feed_renewed": _l("calendar address renewed"),
    "link_renewed": _l("link renewed"),
    "link_shown": _l("new link shown to print"),
    "substituted": _l("passed to another person"),
    "consented": _l("agreed to the notice"),
    "sent_again": _l("sent again"),
    "done": _l("done"),
}
FIELDS = {
    **LABELS,
    "title": _l("Title"),
    "summary": _l("Summary"),
    "description": _l("Description"),
    "public_summary": _l("Public summary"),
    "kind": _l("Kind"),
    "status": _l("State"),
    "status_reason": _l("Reason"),
    "series": _l("Series"),
    "slug": _l("Address"),
    "published_on": _l("Publication date"),
    "starts_at": _l("Begins"),
    "ends_at": _l("Ends"),
    "timezone": _l("Time zone"),
    "province_code": _l("Province"),
    "city": _l("City"),
    "venues": _l("Venues"),
    "rooms": _l("Rooms"),
    "hosts": _l("Host bodies"),
    "region_sets": _l("Region sets"),
    "units": _l("Invited units"),
    "sectors": _l("Sectors"),
    "topics": _l("Topics"),
    "tracks": _l("Tracks"),
    "deadlines": _l("Deadlines"),
    "questions": _l("Own questions"),
    "contact": _l("Contact"),
    "fields": _l("Receipt fields"),
    "capacity": _l("Number of places"),
    "approval": _l("A place is given"),
    "has_waiting_list": _l("Waiting list"),
    "quota_mode": _l("Quotas of delegations"),
    "registration_opens_at": _l("Registration opens"),
    "registration_closes_at": _l("Registration closes"),
    "retention_months": _l("Keep the record of attendance (months)"),
    "text": _l("Text"),
    "body": _l("Text"),
    "number": _l("Document number"),
    "filename": _l("File name"),
    "size": _l("Size (bytes)"),
    "is_public": _l("Public"),
    "room_id": _l("Room"),
    "track_id": _l("Track"),
    "parent_id": _l("Part of"),
    "sector_code": _l("Sector"),
    "unit_code": _l("Delegation"),
    "topic_id": _l("Topic"),
    "speakers": _l("Speakers"),
    "is_cancelled": _l("Cancelled"),
    "owner": _l("Responsible"),
    "note": _l("Note"),
    "office_note": _l("Note of the office"),
    "rank": _l("Rank"),
    "source": _l("Entered by"),
    "looks_like_id": _l("Perhaps the same person"),
    "changed_late_at": _l("changed after the deadline"),
    "consent_processing_on": _l("Consent"),
    "consent_sensitive_on": _l("Consent to sensitive data"),
    "columns": _l("Columns"),
    "rows": _l("Rows"),
    "format": _l("File type"),
    "q": _l("Search"),
    "held": _l("Holding a place"),
    "todo": _l("To do"),
    "province": _l("Province"),
    "created": _l("Handed in"),
    "changed": _l("Last changed"),
    "reason": _l("Reason"),
    "role": _l("Role"),
    "position": _l("Order"),
    "due_on": _l("Due"),
    "due_at": _l("Until"),
    "is_done": _l("Done"),
    "registrations": _l("Registrations"),
    "answers": _l("Answers"),
    "organization_name": _l("Organization"),
    "language": _l("Language"),
    "venue": _l("Venue"),
    "address": _l("Address"),
    "directions": _l("Directions"),
    "label": _l("Name"),
    "options": _l("Answers to choose from"),
    "required": _l("Must be answered"),
    "help": _l("Hint"),
    "phone": _l("Phone"),
    "province_codes": _l("Provinces"),
}
_WORDS: dict[str, Any] = {
    **{
        one.value: words
        for labels in (KINDS, STATUSES, APPROVALS, QUOTA_MODES, TEAM_ROLES_SHORT)
        for one, words in labels.items()
    },
    **{one.value: words for one, words in HOST_ROLES.items()},
    **FIELD_MODES,
    "delegate": _l("Delegate"),
    "leader": _l("Head of delegation"),
    "contact": _l("Contact of a delegation"),
    "expert": _l("Expert"),
    "speaker": _l("Speaker"),
    "company": _l("Company representative"),
    "media": _l("Media"),
    "staff": _l("Staff"),
    "pending": _l("Pending"),
    "confirmed": _l("Confirmed"),
    "waitlisted": _l("Waiting list"),
    "rejected": _l("Not accepted"),
    "withdrawn": _l("Withdrawn"),
    "attended": _l("Attended"),
    "absent": _l("Absent"),
    "open": _l("open"),
    "done": _l("done"),
    "dropped": _l("dropped"),
}
_BY_FIELD: dict[str, Mapping[str, Any]] = {
    "kind": {**{one.value: words for one, words in KINDS.items()}, **{o.value: w for o, w in QUESTION_KINDS.items()}},
    "source": {
        "self": _l("the participant"),
        "staff": _l("the office"),
        "unit": _l("the delegation's contact"),
        "import": _l("an import"),
        "walk_in": _l("check-in, on the spot"),
    },
    "gender": {"female": _l("Female"), "male": _l("Male")},
    "lodging": {"none": _l("No room needed"), "single": _l("Single room"), "shared": _l("Shared room")},
    "diet": {
        "none": _l("No special diet"),
        "vegetarian": _l("Vegetarian"),
        "halal": _l("Halal"),
        "allergy": _l("Allergy (say which beside it)"),
    },
}
_CODES: dict[str, Callable[[str], Any]] = {
    "province_code": get_province,
    "province_codes": get_province,
    "unit_code": get_unit,
    "unit": get_unit,
    "province": get_province,
    "sector": get_sector,
    "units": get_unit,
    "sector_code": get_sector,
    "sectors": get_sector,
    "topic_id": get_topic,
    "topics": get_topic,
}
_LONGEST = 300


@dataclass(frozen=True)
class Change:
    """One field: its name, what it was, what it is; empty where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An entry as a reader sees it."""

    entry: AuditEntry
    who: str
    act: str
    changes: list[Change]


def line_of(entry: AuditEntry, zone: str) -> Line:
    """The entry in the language spoken, instants on the clock of `zone`."""
    changes = [
        Change(label_of(name, entry.object_type), *(value_of(name, value, zone) for value in pair))
        for name, pair in entry.changes.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    noun = OBJECTS.get(entry.object_type, entry.object_type)
    act = ACTIONS.get(entry.action, entry.action.replace("_", " "))
    return Line(entry, _who(entry), _("%(object)s: %(act)s", object=noun, act=act), changes)


def label_of(name: str, object_type: str = "") -> str:
    """What a field is called; a title is a person's position in a registration."""
    if name.startswith("filter."):
        return _("Filter: %(label)s", label=label_of(name.removeprefix("filter."), "registration"))
    name = name.removeprefix("answers.")
    if object_type == "registration" and name in LABELS:
        return str(LABELS[name])
    return str(FIELDS.get(name) or name.replace("_", " "))


def value_of(name: str, value: Any, zone: str) -> str:
    """A value as people write it, at most 300 characters."""
    text = _value(name, value, zone)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _value(name: str, value: Any, zone: str) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        joiner = _("; ") if any(isinstance(one, dict) for one in value) else _(", ")
        return joiner.join(filter(None, (_value(name, one, zone) for one in value)))
    if isinstance(value, dict):
        return _mapping(name, value, zone)
    if isinstance(value, str):
        return _text(name, value, zone)
    return str(value)


def _mapping(name: str, value: dict[str, Any], zone: str) -> str:
    if value.keys() <= {"zh", "en"}:
        return localized(value)
    if name == "options":
        return localized(value.get("label"))
    if name in _CODES:
        pairs = [(_text(name, code, zone), number) for code, number in value.items()]
        return _(", ").join(words if number is None else f"{words} {number}" for words, number in pairs)
    parts: list[str] = []
    for key, inner in value.items():
        words = _value(key, inner, zone)
        if words and key in ("name", "label"):
            parts.insert(0, words)
        elif words:
            parts.append(_("%(label)s: %(value)s", label=label_of(key), value=words))
    return _(", ").join(parts)


def _text(name: str, value: str, zone: str) -> str:
    name = name.removeprefix("filter.")
    if name == "columns":
        return _(", ").join(label_of(key, "registration") for key in value.split(","))
    if name in _CODES:
        try:
            return str(_CODES[name](value).short())
        except NotFound:
            return value
    if name.endswith(("_at", "_on")):
        try:
            if name.endswith("_on"):
                return format_date(date.fromisoformat(value))
            return format_instant(datetime.fromisoformat(value), zone)
        except ValueError:
            return value
    if name in _BY_FIELD and value in _BY_FIELD[name]:
        return str(_BY_FIELD[name][value])
    if name in _ENUMERATED and value in _WORDS:
        return str(_WORDS[value])
    return value


_ENUMERATED = {"status", "role", "approval", "quota_mode", "kind", *LABELS}
"""Fields whose values are codes of ours."""


def _who(entry: AuditEntry) -> str:
    if entry.by_link:
        return _("%(name)s (by the participant's link)", name=entry.actor_name)
    if entry.actor_name:
        return entry.actor_name
    return {
        ActorKind.PARTICIPANT: _("the participant"),
        ActorKind.SYSTEM: _("the system"),
        ActorKind.USER: _("an account"),
    }[entry.actor_kind]
