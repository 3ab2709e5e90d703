"""What other rooms show of accommodation and transport."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.queries import list_people
from eventmgr.event.events.access import may
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import Oddity, OddityRule, OpenWork
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Note, merged_ids
from eventmgr.event.registration.panels import people_seen
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, _n, format_days, format_instant, language, localized
from eventmgr.on_site.logistics.arranging.nights import Nights, kept_nights
from eventmgr.on_site.logistics.labels import EDIT, NIGHTS, READ, RIDES, vehicle_name, way_of
from eventmgr.on_site.logistics.lodging.queries import (
    find_shown,
    find_stay,
    list_hotels,
    list_rooms_by_id,
    list_shown,
    list_stays,
    load_lodging,
)
from eventmgr.on_site.logistics.models import Ride
from eventmgr.on_site.logistics.papers.wording import nights_in_words, ride_in_words
from eventmgr.on_site.logistics.queries import Guest, list_guests
from eventmgr.on_site.logistics.transport.queries import (
    is_vehicle_used_twice,
    list_own_rides,
    list_rides,
    list_shown_rides,
)
from eventmgr.on_site.logistics.transport.services import TURNAROUND

_WISH = re.compile(
    r"(?<!不)(?<!不需要)(?<!不用)(?<!无需)(住宿|订房|酒店|接站|接机|送站|送机)"
    r"|(?<!no )(?<!need no )\b(accommodation|hotel room|pick-?up|airport transfer)\b",
    re.IGNORECASE,
)
NEAR = timedelta(days=2)
"""So many days before and after an event people come, stay and go."""


def need(event: Event, at: datetime) -> str:
    """How many people with a place have asked for a room or to be fetched, before the event is over."""
    if at > event.ends_at or not people_seen(event.id)["taken"].number:
        return ""
    number = sum(map(_asks, list_guests(event.id)))
    if not number:
        return ""
    return _n(
        "%(num)s person has asked for a room or a ride. Arrange accommodation and transport?",
        "%(num)s people have asked for a room or a ride. Arrange accommodation and transport?",
        number,
    )


def _asks(guest: Guest) -> bool:
    """Whether somebody has chosen a room, or wrote of one or of a ride among the remarks, where the form does not ask
    for it."""
    wants_room = guest.answer("lodging") not in ("", "none")
    return wants_room or _WISH.search(guest.answer("remarks")) is not None


def own_room(registration: Registration) -> Note | None:
    """Hotel, room and nights, once they are published, on the pages of somebody who holds a place."""
    if registration.status not in HOLDING or registration.restricted_at is not None:
        return None
    shown = find_shown(registration.id)
    if shown is None:
        return None
    lang = language()
    where = " · ".join(part for part in (localized(shown.hotel.address, lang), shown.hotel.phone) if part)
    nights = nights_in_words(shown.nights, lang) if shown.nights else ""
    said = _("Hotel: %(hotel)s, room %(room)s.", hotel=localized(shown.hotel.name, lang), room=shown.label)
    return Note(" ".join(part for part in (said, _("%(nights)s.", nights=nights) if nights else "", where) if part))


def own_notes(registration: Registration) -> Note | None:
    """The person's room and rides in one note."""
    found = [note.text for note in (own_room(registration), own_rides(registration)) if note]
    return Note(" ".join(found)) if found else None


def own_rides(registration: Registration) -> Note | None:
    """The rides of somebody who holds a place, once they are published."""
    if registration.status not in HOLDING or registration.restricted_at is not None:
        return None
    rides = list_own_rides([registration.id], published=True)
    if not rides:
        return None
    said = _("; ").join(ride_in_words(ride, registration.event.timezone, language()) for ride in rides)
    return Note(_("Your transport: %(rides)s", rides=said))


def of_liaison(liaison: Liaison) -> str | None:
    """On a liaison's page: rooms and rides of the own delegation as its people are shown them, each hotel and ride once
    with those whose it is, once anything of them is published; three statements."""
    event, lang = liaison.event, language()
    people = [person for person in list_people(event.id, liaison.unit_code) if person.status in HOLDING]
    numbers = [person.id for person in people]
    rooms, rides = list_shown(event.id, numbers), list_shown_rides(event.id, numbers)
    if not rooms and not rides:
        return None
    hotels: dict[tuple[str, str], list[str]] = {}
    travellers: dict[int, list[str]] = {}
    by_number = {ride.id: ride for ridden in rides.values() for ride in ridden}
    for person in people:
        if (shown := rooms.get(person.id)) is not None:
            nights = nights_in_words(shown.nights, lang) if shown.nights else ""
            room = _("%(name)s, room %(room)s", name=person.name, room=shown.label)
            hotels.setdefault((localized(shown.hotel.name, lang), nights), []).append(room)
        for ride in rides.get(person.id, ()):
            travellers.setdefault(ride.id, []).append(person.name)
    leaving = sorted(by_number.values(), key=lambda ride: (ride.leaves_at, ride.id))
    return render_template(
        "on_site/logistics/_of_liaison.html",
        hotels=hotels,
        rides=[(ride_in_words(ride, event.timezone, lang), travellers[ride.id]) for ride in leaving],
        without_room=[person.name for person in people if rooms and person.id not in rooms],
        without_ride=[person.name for person in people if rides and person.id not in rides],
        number=len(people),
        is_over=is_over(event, at=clock.now()),
    )


def rides_of(registration_id: int) -> Sequence[Mapping[str, str | datetime]]:
    """Rides on which somebody has a seat, for the person's own copy."""
    rides = list_own_rides([registration_id, *merged_ids(registration_id)], published=False)
    return [
        {
            "vehicle": vehicle_name(ride.vehicle),
            "leaves_at": ride.leaves_at,
            "way": way_of(ride),
        }
        for ride in rides
    ]


def moves(event: Event) -> Iterator[tuple[str, str]]:
    """Rides and settled nights move along with the event, each by a tick."""
    rides = [ride.leaves_at for ride in list_rides(event.id)]
    if rides:
        words = _n("%(num)s ride (%(span)s)", "%(num)s rides (%(span)s)", len(rides), span=_span(event, rides))
        yield RIDES, words
    nights = _settled(event)
    if nights:
        words = _n("the nights of %(num)s person", "the nights of %(num)s people", len(nights))
        yield NIGHTS, words


def _span(event: Event, instants: Sequence[datetime]) -> str:
    zone = ZoneInfo(event.timezone)
    return format_days(min(instants).astimezone(zone).date(), max(instants).astimezone(zone).date(), weekday=False)


def _settled(event: Event) -> list[Nights]:
    return [
        nights for stay in list_stays(event.id) if (nights := kept_nights(stay.nights) or kept_nights(stay.set_nights))
    ]


def open_work(event: Event) -> Sequence[OpenWork]:
    """Rooms that do not hold any more, and rides and nights that lie outside the days of the event, for those who
    settle them."""
    if not may(event, READ):
        return []
    rooms, transport = (url_for(f"{part}_manage.index", slug=event.slug) for part in ("lodging", "transport"))
    entries = []
    number = len({item.person for item in load_lodging(event).breaks}) if list_hotels(event.id) else 0
    if number:
        words = _n("%(num)s person still needs a room", "%(num)s people still need a room", number)
        entries.append(OpenWork(words, rooms, EDIT, figure="rooms_to_settle"))
    zone = ZoneInfo(event.timezone)
    first, last = (item.astimezone(zone).date() for item in (event.starts_at, event.ends_at))
    away = sum(
        not first - NEAR <= item.leaves_at.astimezone(zone).date() <= last + NEAR for item in list_rides(event.id)
    )
    if away:
        words = _n(
            "%(num)s ride is outside the days of the event", "%(num)s rides are outside the days of the event", away
        )
        entries.append(OpenWork(words, transport, EDIT))
    apart = sum(item.leaves < first - NEAR or item.arrives > last + NEAR for item in _settled(event))
    if apart:
        words = _n(
            "The nights of %(num)s person are outside the days of the event",
            "The nights of %(num)s people are outside the days of the event",
            apart,
        )
        entries.append(OpenWork(words, rooms, EDIT))
    return entries


def held_of(registration_id: int) -> Sequence[Mapping[str, str | datetime]]:
    """Hotel, room and nights, for the person's own copy."""
    stays = [stay for number in (registration_id, *sorted(merged_ids(registration_id))) if (stay := find_stay(number))]
    rooms = list_rooms_by_id([stay.room_id for stay in stays if stay.room_id])
    rows = []
    for stay in stays:
        room = rooms.get(stay.room_id or 0)
        nights = kept_nights(stay.nights) or kept_nights(stay.set_nights)
        rows.append(
            {
                "hotel": localized(room.hotel.name) if room else "",
                "room": room.label if room else "",
                "nights": nights_in_words(nights, language()) if nights else "",
            }
        )
    return rows


def oddities(event: Event) -> list[Oddity]:
    """Vehicles that leave for two rides so shortly one after the other that they cannot be back."""
    listed: list[Oddity] = []
    last: dict[int, Ride] = {}
    for ride in list_rides(event.id):
        before = last.get(ride.vehicle_id)
        last[ride.vehicle_id] = ride
        if before is None or ride.leaves_at - before.leaves_at >= TURNAROUND:
            continue
        text = _(
            "%(vehicle)s leaves at %(first)s (%(one)s) and at %(second)s (%(other)s): give one of these rides another vehicle or time.",
            vehicle=localized(ride.vehicle.name),
            one=way_of(before) or "—",
            other=way_of(ride) or "—",
            first=format_instant(before.leaves_at, event.timezone, year=False),
            second=format_instant(ride.leaves_at, event.timezone, year=False),
        )
        listed.append(Oddity(text, url_for("transport_manage.edit_ride", slug=event.slug, ride_id=ride.id), EDIT))
    return listed


VEHICLES = OddityRule(is_vehicle_used_twice, oddities)
