"""Meetings as entries of their representatives' calendars, and the address of a calendar of somebody without a
registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventmgr.event.events.derived.calendar_entry import STATUSES, cancelled
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.meeting_parties.letter_frame import FEED
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_parties.queries import find_representative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables.models import MeetingState
from eventmgr.matchmaking.timetables.queries import OwnMeeting, list_meetings_of_party
from eventmgr.tools.ical import Entry, EntryStatus
from eventmgr.tools.web import tokens


def feed_token(representative: PartyRepresentative) -> str:
    """The token of the representative's calendar; void once the links of the party have been replaced; of one that has
    left it tells that nothing is held."""
    return tokens.sign(FEED, representative.id, representative.party.link_version)


def find_fed(token: str) -> PartyRepresentative | None:
    """Whose calendar the token opens, with party and event; None: nobody's, or nobody's any more."""
    read = tokens.read(FEED, token)
    found = find_representative(read[0]) if read is not None else None
    if found is None or read is None or found.party.link_version != read[1]:
        return None
    return found


@dataclass(frozen=True)
class Meetings:
    """Entries of a representative: those that are shown, and those that are not (yet, or any more), as cancelled."""

    entries: Sequence[Entry] = ()
    gone: Sequence[Entry] = ()


def entries_of_representative(representative: PartyRepresentative, language: str, *, base_url: str) -> Meetings:
    """Their meetings as the plan's stage lets calendars show them; two statements.

    Nothing before the first publication. Provisional ones are tentative, if their party wants to see them there; final
    ones are confirmed; cancelled ones, those where somebody else sits by now, and all of a party that has left, stay as
    cancelled.
    """
    party, event = representative.party, representative.party.event
    plan = find_plan(event.id)
    if plan is None:
        return Meetings()
    meetings = list_meetings_of_party(party.id)
    return entries_of_party(event, plan.stage, party, meetings, representative.id, language, base_url=base_url)


def entries_of_party(
    event: Event,
    stage: Stage,
    party: MeetingParty,
    meetings: Iterable[OwnMeeting],
    representative_id: int,
    language: str,
    *,
    base_url: str,
) -> Meetings:
    """The same of a representative of that party, whose meetings are known."""
    entries = entries_of(event, stage, meetings, representative_id, language, base_url=base_url)
    is_hidden = stage is Stage.NONE or event.status is EventStatus.DRAFT
    is_hidden |= stage is Stage.PROVISIONAL and not party.shows_tentative
    if is_hidden:
        return Meetings(gone=[cancelled(entry) for entry in entries])
    return Meetings([cancelled(one) for one in entries] if party.state is not PartyState.ACTIVE else entries)


def entries_of(
    event: Event, stage: Stage, meetings: Iterable[OwnMeeting], representative_id: int, language: str, *, base_url: str
) -> list[Entry]:
    """One entry for each meeting in which the representative sits, or sat."""
    return [
        _entry(event, stage, meeting, representative_id, language, base_url)
        for meeting in meetings
        if representative_id == meeting.own_seat_id or representative_id in meeting.former_ids
    ]


def _entry(
    event: Event, stage: Stage, meeting: OwnMeeting, representative_id: int, language: str, base_url: str
) -> Entry:
    status = _status_of(event, stage, meeting, representative_id)
    partner = (meeting.partner_en if language == "en" else "") or meeting.partner
    place = [localized(meeting.hall, language)] if meeting.hall else []
    if meeting.table is not None:
        place.append(_("table %(number)s", number=meeting.table))
    summary = _("Meeting: %(partner)s", partner=partner)
    facing = meeting.partner_seat
    if meeting.is_partner_open and status != "CANCELLED":
        facing = _("Nobody is coming for them at present. The organizers know and will let you know.")
    entry = Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=event.timezone,
        summary=summary,
        last_modified=meeting.calendar_changed_at,
        description="\n".join(part for part in (facing, localized(event.title, language)) if part),
        location=" ".join(place),
        url=f"{base_url}/events/{event.slug}/",
        status="CONFIRMED" if status == "CANCELLED" else status,
        created_at=meeting.created_at,
        related_to=event.uid,
        is_busy=status == "CONFIRMED",
    )
    return cancelled(entry) if status == "CANCELLED" else entry


def _status_of(event: Event, stage: Stage, meeting: OwnMeeting, representative_id: int) -> EntryStatus:
    if meeting.state is MeetingState.CANCELLED or meeting.own_seat_id != representative_id:
        return "CANCELLED"
    of_event = STATUSES.get(event.status, "CONFIRMED")
    if of_event != "CONFIRMED":
        return of_event
    return "CONFIRMED" if stage is Stage.FINAL and not meeting.is_partner_open else "TENTATIVE"
