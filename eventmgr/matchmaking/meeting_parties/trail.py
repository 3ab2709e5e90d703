"""What the trail says of parties; of representatives which details changed, never what they say."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.registration.covering import CONTACT_FIELDS, CONTACT_SHOWN, CONTACT_VALUES
from eventmgr.ground.features import EventWords, Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_parties.labels import FIELDS, PERSON_FIELDS
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_side_names, list_table_numbers
from eventmgr.tools.taxonomy.feature import province_name, sector_name, unit_name


def _of_event(event_id: int) -> EventWords:
    """Sides by the names of the event's region sets, tables by their numbers."""
    return EventWords(values={"side": list_side_names(event_id), "home_table_id": list_table_numbers(event_id)})


WORDS = (
    Words(
        Event,
        actions={
            "parties_taken_over": _l("organizations taken over into meetings"),
            "representatives_invited": _l("links to meetings sent"),
        },
        fields={
            "organizations": _l("Organizations"),
            "representatives": _l("New representatives"),
            "representatives_linked": _l("Representatives linked to their registration"),
            "representatives_removed": _l("Representatives removed"),
        },
    ),
    Words(
        MeetingParty,
        _l("Organization in meetings"),
        actions={
            "left": _l("has left the meetings"),
            "rejoined": _l("takes part in the meetings again"),
            "absences_set": _l("times of absence changed"),
            "contact_shared": _l("consent to sharing contact details given"),
            "contact_hidden": _l("consent to sharing contact details withdrawn"),
            "links_revoked": _l("links revoked"),
        },
        fields={**FIELDS, "absences": _l("Spans of time")},
        say={"province_code": province_name, "unit_code": unit_name, "sector_code": sector_name},
        of_event=_of_event,
        named_in_event=("side", "home_table_id"),
        records=frozenset({"contact_shared", "contact_hidden"}),
    ),
    Words(
        PartyRepresentative,
        _l("Representative in meetings"),
        actions={"link_sent": _l("link sent"), **CONTACT_SHOWN},
        fields={"details": _l("Details"), "position": _l("Order"), **CONTACT_FIELDS},
        values={"details": PERSON_FIELDS, **CONTACT_VALUES},
        keeps=frozenset({"details", "position"}),
    ),
    Words(PartyExclusion, _l("Exclusion from meetings")),
)
