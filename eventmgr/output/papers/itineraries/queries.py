"""Reading what itineraries say, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.event.agenda.labels import QUIET, place_of, title_of
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.letters.writing import signed_check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, format_date, format_hours, format_time, localized
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.access import TIMETABLE
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.timetables.papers.queries import get_timetable
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.on_site.logistics.labels import place_name, vehicle_name, way_of
from eventmgr.on_site.logistics.lodging.queries import Shown, list_shown
from eventmgr.on_site.logistics.models import Ride
from eventmgr.on_site.logistics.papers.wording import nights_in_words
from eventmgr.on_site.logistics.switch import HOSPITALITY
from eventmgr.on_site.logistics.transport.queries import list_shown_rides
from eventmgr.on_site.seating.papers.queries import list_seats_by_item
from eventmgr.on_site.seating.switch import SEATING
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.itineraries.contents import Itineraries, Itinerary, Line
from eventmgr.output.papers.queries import get_roster
from eventmgr.programme.study_visits.panels import OwnStop, own_stops
from eventmgr.programme.study_visits.switch import VISITS

_WHO = RosterChoice(("organization", "title", "role"))


def get_itineraries(
    event: Event, lang: str, people: Collection[int] | None = None, *, sees: Collection[str]
) -> Itineraries:
    """The agenda as it stands without the single talks of its items, of groups and of visits at the same time only the
    own one, the own published meetings and seats.

    Args:
        sees: permissions of the reader; rooms, rides and meetings are left out without theirs.
    """
    roster = get_roster(event, lang, _WHO, people=people, with_unlisted=True)
    items = list_items(event.id)
    common = [
        (item.id, _line(item, event, lang))
        for item in items
        if item.kind is not ItemKind.GROUP and item.parent_id is None
    ]
    seats, gatherings = list_seats_by_item(event, lang) if is_on(SEATING, event) else ({}, {})
    groups = {item.id: _line(item, event, lang) for item in items if item.kind is ItemKind.GROUP}
    around = {item.id: item.parent_id for item in items if item.id in groups}
    visits = [item for item in items if item.kind is ItemKind.VISIT and item.parent_id is None]
    stops = own_stops(event.id) if is_on(VISITS, event) else {}
    chosen, versions = _groups_of(event.id), _link_versions(event.id)
    meetings = _meetings_of(event, lang) if TIMETABLE in sees and is_on(MEETINGS, event) else {}
    has_travel = LOGISTICS in sees and is_on(HOSPITALITY, event)
    shown, rides = (list_shown(event.id), list_shown_rides(event.id)) if has_travel else ({}, {})
    itineraries = []
    for part in roster.delegations:
        for person in part.people:
            own = [groups[number] for number in chosen[person.id] if number in groups]
            own += [_ride_line(ride, event, lang) for ride in rides.get(person.id, ())]
            visiting = stops.get(person.id, {})
            elsewhere = {around.get(number) for number in chosen[person.id]} | _elsewhere(visits, visiting)
            visited = [
                (number, _at_stop(line, visiting.get(number), event, lang))
                for number, line in common
                if number not in elsewhere
            ]
            seated = [
                _with_seat(line, seats.get((person.id, number), "")) for number, line in visited if line is not None
            ]
            more = [_gathering(*told, event, lang) for told in gatherings.get(person.id, ())]
            lines = sorted((*seated, *own, *more, *meetings.get(person.id, ())), key=lambda line: line.key)
            code = signed_check_in_code(person.id, versions[person.id])
            itineraries.append(Itinerary(person, part.name, code, tuple(lines), _stay(shown.get(person.id), lang)))
    return Itineraries(roster.occasion, tuple(itineraries))


def _elsewhere(visits: Sequence[AgendaItem], own: Mapping[int, OwnStop]) -> set[int]:
    """Visits at the same time as one for which this person has a batch."""
    placed = [visit for visit in visits if visit.id in own and own[visit.id].is_placed]
    return {
        visit.id
        for visit in visits
        if visit not in placed
        and any(visit.starts_at < one.ends_at and one.starts_at < visit.ends_at for one in placed)
    }


def _with_seat(line: Line, seat: str) -> Line:
    return replace(line, place=f"{line.place} {seat}".strip()) if seat else line


def _gathering(at: datetime, title: str, seat: str, event: Event, lang: str) -> Line:
    day = at.astimezone(ZoneInfo(event.timezone)).date()
    return Line(at.isoformat(), format_date(day, lang), format_time(at, event.timezone), title, seat)


def _ride_line(ride: Ride, event: Event, lang: str) -> Line:
    way = way_of(ride, lang)
    vehicle = vehicle_name(ride.vehicle, lang)
    return Line(
        key=ride.leaves_at.isoformat(),
        day=format_date(ride.leaves_at.astimezone(ZoneInfo(event.timezone)).date(), lang),
        time=format_time(ride.leaves_at, event.timezone),
        title=_("%(vehicle)s: %(way)s", vehicle=vehicle, way=way) if way else vehicle,
        place=place_name(ride.start, lang),
        field="ride",
    )


def _stay(shown: Shown | None, lang: str) -> str:
    if shown is None:
        return ""
    room = _("Hotel: %(hotel)s, room %(room)s.", hotel=localized(shown.hotel.name, lang), room=shown.label)
    return " ".join(part for part in (room, nights_in_words(shown.nights, lang) if shown.nights else "") if part)


def _line(item: AgendaItem, event: Event, lang: str) -> Line:
    return Line(
        key=item.starts_at.isoformat(),
        day=format_date(item.starts_at.astimezone(ZoneInfo(event.timezone)).date(), lang),
        time=format_hours(item.starts_at, item.ends_at, event.timezone, lang),
        title=title_of(item, lang),
        place=place_of(item, lang),
        quiet=item.kind in QUIET,
    )


def _at_stop(line: Line, stop: OwnStop | None, event: Event, lang: str) -> Line | None:
    """The line of a stop with the hours of the own batch; None for whom the host does not admit."""
    if stop is None or not stop.batch:
        return None if stop is not None and stop.is_refused else line
    hours = format_hours(stop.starts_at, stop.ends_at, event.timezone, lang)
    title = "\n".join((line.title, _("Batch %(number)s", number=stop.batch)))
    return replace(line, key=stop.starts_at.isoformat(), time=hours, title=title)


def _groups_of(event_id: int) -> dict[int, list[int]]:
    """Registration → agenda items that are groups in which it has a place."""
    query = (
        select(Signup.registration_id, Signup.item_id)
        .join(Signup.item)
        .where(AgendaItem.event_id == event_id, Signup.state == SignupState.HELD)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for number, item_id in db.session.execute(query):
        found[number].append(item_id)
    return found


def _meetings_of(event: Event, lang: str) -> dict[int, list[Line]]:
    """Registration → its meetings: with whom, at which table."""
    lines_of: dict[int, list[Line]] = defaultdict(list)
    if find_plan(event.id) is None:
        return lines_of
    query = (
        select(PartyRepresentative.id, PartyRepresentative.registration_id)
        .join(MeetingParty, MeetingParty.id == PartyRepresentative.party_id)
        .where(MeetingParty.event_id == event.id, PartyRepresentative.registration_id.is_not(None))
    )
    registrations = {row.id: row.registration_id for row in db.session.execute(query)}
    for held in get_timetable(event, lang).held:
        for side, seat in enumerate(held.seats):
            number = registrations.get(seat)
            if number is not None:
                table = _("table %(number)s", number=held.table) if held.table else ""
                line = Line(
                    key=held.time.starts_at.isoformat(),
                    day=format_date(held.time.day, lang),
                    time=held.time.span,
                    title=_("Meeting with %(name)s", name=held.names[1 - side]),
                    place=" ".join(part for part in (held.hall, table) if part),
                    field="meetings",
                )
                lines_of[number].append(line)
    return lines_of


def _link_versions(event_id: int) -> dict[int, int]:
    query = select(Registration.id, Registration.link_version)
    query = query.where(Registration.event_id == event_id, Registration.status.in_(HOLDING))
    return {row.id: row.link_version for row in db.session.execute(query)}
