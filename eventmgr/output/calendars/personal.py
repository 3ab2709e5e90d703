"""What a participant's own calendar holds: sessions, meetings, room and rides; and what it has held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.delegations.services import LIAISON_FEED
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import is_on
from eventmgr.matchmaking.meeting_parties.letter_frame import FEED
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.timetables.calendar_entries import entries_of_representative
from eventmgr.matchmaking.timetables.queries import list_representatives_of_registration
from eventmgr.on_site.logistics.calendar_entries import entries_of_travel
from eventmgr.on_site.logistics.switch import HOSPITALITY
from eventmgr.on_site.signup.queries import find_waiting
from eventmgr.on_site.signup.switch import GROUPS
from eventmgr.output.calendars import feeds, queries
from eventmgr.programme.study_visits.panels import OwnStop, own_stops
from eventmgr.programme.study_visits.switch import VISITS
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.web import tokens

GOODBYE = timedelta(days=35)
"""So long an address that opens nothing any more answers with an empty calendar."""
_KINDS = ("feed", FEED, LIAISON_FEED)
"""Of what addresses of personal calendars are signed for."""


def find_fed(token: str) -> Registration | None:
    """Whose calendar the token opens; None: nobody's, or nobody's any more."""
    read = tokens.read("feed", token)
    registration = queries.find_registration(read[0]) if read else None
    return registration if registration is not None and read and registration.feed_version == read[1] else None


def former_of(token: str) -> str | None:
    """Whose calendar a token has opened that opens none now; None: it was never signed for one."""
    signed = ((kind, tokens.read(kind, token)) for kind in _KINDS)
    return next((readers.former(kind, *read) for kind, read in signed if read is not None), None)


@dataclass(frozen=True)
class OwnCalendar:
    """What the database says of one participant's calendar."""

    registration: Registration
    items: Sequence[AgendaItem]
    waits_for: int | None
    """Number of the group in which no place is given yet."""
    stops: Mapping[int, OwnStop]
    representatives: Sequence[PartyRepresentative]
    """As whom the participant sits at tables."""


def load(registration: Registration, *, at: datetime) -> OwnCalendar:
    """A number of statements that does not depend on how much there is."""
    event = registration.event
    return OwnCalendar(
        registration,
        queries.list_items(event, at=at),
        find_waiting(registration.id) if is_on(GROUPS, event) else None,
        own_stops(event.id, only=registration.id).get(registration.id, {}) if is_on(VISITS, event) else {},
        list_representatives_of_registration(registration.id) if is_on(MEETINGS, event) else [],
    )


def shown_of(own: OwnCalendar, language: str, *, base_url: str, at: datetime) -> Shown:
    """Everything that is shown, and what was and is not any more."""
    registration = own.registration
    sessions = feeds.entries_of_registration(
        registration, own.items, language, base_url=base_url, waits_for=own.waits_for, stops=own.stops
    )
    met = [entries_of_representative(row, language, base_url=base_url) for row in own.representatives]
    has_travel = is_on(HOSPITALITY, registration.event)
    travel = entries_of_travel(registration, language, base_url=base_url, at=at) if has_travel else []
    return Shown(
        [*sessions, *(entry for row in met for entry in row.entries), *travel],
        [
            *feeds.entries_left(registration, own.items, language, base_url=base_url),
            *(entry for row in met for entry in row.gone),
        ],
        feeds.remnant_of(registration.event, language, base_url=base_url),
        untimed={entry.uid for entry in travel},
    )
