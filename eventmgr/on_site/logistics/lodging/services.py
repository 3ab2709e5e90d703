"""Rooms are proposed, given by hand, locked, repaired and published; hotels are made and changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.event.events.services.moving import Shift
from eventmgr.event.registration.models import Registration
from eventmgr.ground.columns import state_of, taken_along
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _, localized
from eventmgr.on_site.logistics.arranging.nights import Nights, kept_nights
from eventmgr.on_site.logistics.arranging.room_repairs import Repair, StepKind, repair
from eventmgr.on_site.logistics.arranging.rooms import RoomReason, propose
from eventmgr.on_site.logistics.lodging import queries
from eventmgr.on_site.logistics.lodging.needs import asks_for_room, nights_in_words_of
from eventmgr.on_site.logistics.lodging.queries import Lodging
from eventmgr.on_site.logistics.lodging.telling import tell_rooms
from eventmgr.on_site.logistics.models import Hotel, HotelRoom, HotelStay, LodgingPlan
from eventmgr.tools.log.services import Act, difference, record

MOST_HOTELS, MOST_ROOMS = 20, 2000
_TAIL = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True)
class HotelDraft:
    """What organizers say about a hotel."""

    name: Bilingual
    address: Bilingual = field(default_factory=dict)
    phone: str = ""


def name_of(hotel: Hotel) -> str:
    """The name of the hotel as the log calls it."""
    return localized(hotel.name, "zh")


def add_hotel(event: Event, draft: HotelDraft, *, act: Act) -> Hotel:
    """A new hotel without rooms.

    Raises:
        Refusal: the event has too many.
    """
    if len(queries.list_hotels(event.id)) >= MOST_HOTELS:
        raise Refusal(_("This event has %(most)s hotels. Delete one first.", most=MOST_HOTELS))
    hotel = Hotel(event_id=event.id, name=draft.name, address=draft.address, phone=draft.phone)
    db.session.add(hotel)
    db.session.flush()
    record(act, "created", hotel, event_id=event.id, object_name=name_of(hotel))
    return hotel


def edit_hotel(event: Event, hotel: Hotel, draft: HotelDraft, *, act: Act) -> None:
    """Change what is said of it."""
    before = state_of(hotel)
    hotel.name, hotel.address, hotel.phone = draft.name, draft.address, draft.phone
    if changes := difference(before, state_of(hotel)):
        db.session.flush()
        tell_rooms(event.id, at=act.at)
        record(act, "changed", hotel, event_id=event.id, object_name=name_of(hotel), changes=changes)


def remove_hotel(event: Event, hotel: Hotel, *, act: Act) -> None:
    """It goes with its rooms; whoever had one has none."""
    record(act, "removed", hotel, event_id=event.id, object_name=name_of(hotel))
    db.session.delete(hotel)
    db.session.flush()
    tell_rooms(event.id, at=act.at)


def add_rooms(event: Event, hotel: Hotel, *, first: str, number: int, beds: int, act: Act) -> None:
    """So many rooms, numbered on from the first.

    Raises:
        Refusal: one of them is there already, or there would be too many.
    """
    known = {room.label for room in hotel.rooms}
    labels = _numbered(first, number)
    twice = [label for label in labels if label in known]
    if twice:
        raise Refusal(_("Room %(label)s already exists.", label=twice[0]), field="first")
    if any(len(label) > 20 for label in labels):
        raise Refusal(_("Room numbers may have at most 20 characters."), field="first")
    if len(known) + number > MOST_ROOMS:
        raise Refusal(_("A hotel may have at most %(most)s rooms.", most=MOST_ROOMS), field="number")
    db.session.add_all(HotelRoom(hotel_id=hotel.id, label=label, beds=beds) for label in labels)
    db.session.flush()
    rooms = labels[0] if number == 1 else f"{labels[0]}–{labels[-1]}"
    changes: dict[str, list[object]] = {"rooms": [None, rooms], "beds": [None, beds]}
    record(act, "rooms_added", hotel, event_id=event.id, object_name=name_of(hotel), changes=changes)


def _numbered(first: str, number: int) -> list[str]:
    tail = _TAIL.match(first)
    if tail is None:
        return [first, *(f"{first}{index}" for index in range(2, number + 1))]
    head, digits = tail[1], tail[2]
    return [f"{head}{int(digits) + index:0{len(digits)}d}" for index in range(number)]


def rename_room(event: Event, room: HotelRoom, label: str, beds: int, *, act: Act) -> None:
    """Its number as the hotel says it, and its beds.

    Raises:
        Refusal: another room of the hotel has that number.
    """
    hotel = queries.get_hotel(event, room.hotel_id)
    if any(other.label == label for other in hotel.rooms if other.id != room.id):
        raise Refusal(_("Room %(label)s already exists.", label=label), field="label")
    changes = difference({"label": room.label, "beds": room.beds}, {"label": label, "beds": beds})
    room.label, room.beds = label, beds
    if changes:
        db.session.flush()
        tell_rooms(event.id, at=act.at)
        record(act, "room_changed", hotel, event_id=event.id, object_name=name_of(hotel), changes=changes)


def remove_room(event: Event, room: HotelRoom, *, act: Act) -> None:
    """Delete the room; the people in it have none afterwards."""
    changes = {"rooms": [room.label, None]}
    record(act, "room_removed", room.hotel, event_id=event.id, object_name=name_of(room.hotel), changes=changes)
    db.session.delete(room)
    db.session.flush()
    tell_rooms(event.id, at=act.at)


def set_plan(event: Event, usual: Nights, roommate_key: str, *, act: Act) -> None:
    """The nights of those who say none, and which question tells with whom somebody would like to share."""
    hold(event)
    plan = _plan(event, usual)
    before = {"arrives_on": plan.arrives_on, "leaves_on": plan.leaves_on, "roommate_key": plan.roommate_key}
    plan.arrives_on, plan.leaves_on, plan.roommate_key = usual.arrives, usual.leaves, roommate_key
    after = {"arrives_on": plan.arrives_on, "leaves_on": plan.leaves_on, "roommate_key": plan.roommate_key}
    changes = difference(before, after)
    record(act, "lodging_planned", event, event_id=event.id, changes=changes)


def _plan(event: Event, usual: Nights, roommate_key: str = "") -> LodgingPlan:
    plan = queries.find_plan(event.id)
    if plan is None:
        plan = LodgingPlan(
            event_id=event.id, arrives_on=usual.arrives, leaves_on=usual.leaves, roommate_key=roommate_key
        )
        db.session.add(plan)
        db.session.flush()
    return plan


def propose_rooms(event: Event, *, anew: bool, act: Act) -> int:
    """A room for everybody who has none; `anew`: for everybody who is not locked. How many got one.

    Raises:
        Refusal: there is no room.
    """
    hold(event)
    now = queries.load_lodging(event)
    if not now.rooms:
        raise Refusal(_("Add a hotel and its rooms first."))
    _settle_merged(now)
    wanted = {need.person: need.nights for need in now.needs}
    staying = {stay.person: stay.room for stay in now.given if stay.person in wanted and (stay.is_locked or not anew)}
    if anew:
        for person, stay in now.stays.items():
            if person not in staying:
                _take(stay)
    proposal = propose(now.needs, now.places, staying)
    for person, room in proposal.rooms.items():
        _give(event, now, person, room, wanted[person], proposal.why[person])
    db.session.flush()
    tell_rooms(event.id, at=act.at)
    record(act, "rooms_proposed", event, event_id=event.id, changes={"rows": [None, len(proposal.rooms)]})
    return len(proposal.rooms)


def find_repair(now: Lodging) -> Repair:
    """The smallest repair of what does not hold; nothing where everything does."""
    return repair(now.needs, now.given, now.places) if now.breaks and now.rooms else Repair()


def apply_repair(event: Event, *, act: Act) -> int:
    """Do what the smallest repair says now; how many steps it took."""
    hold(event)
    now = queries.load_lodging(event)
    steps = find_repair(now).steps
    _settle_merged(now)
    wanted = {need.person: need.nights for need in now.needs}
    for step in steps:
        if step.kind == StepKind.LEAVE:
            _take(now.stays[step.person])
        else:
            why = step.why or tuple(now.stays[step.person].why)
            _give(event, now, step.person, step.after, wanted[step.person], why)
    db.session.flush()
    tell_rooms(event.id, at=act.at)
    if steps:
        record(act, "rooms_repaired", event, event_id=event.id, changes={"rows": [None, len(steps)]})
    return len(steps)


def move(event: Event, registration: Registration, room: HotelRoom | None, *, act: Act) -> None:
    """Give somebody this room by hand, or none; it is locked then, the nights stay as they are.

    Raises:
        Refusal: the room has too few beds in one of the nights, or the registration holds no place.
    """
    hold(event)
    now = queries.load_lodging(event)
    stay = now.stays.get(registration.id)
    set_nights = kept_nights(stay.set_nights) if stay else None
    _settle(event, now, registration, room, set_nights, is_locked=room is not None, act=act)


def settle(
    event: Event,
    registration: Registration,
    room: HotelRoom | None,
    *,
    set_nights: Nights | None,
    is_locked: bool,
    act: Act,
) -> None:
    """What organizers settle about one person: room, nights (None: as the registration says), whether it is locked;
    raises as `move`."""
    hold(event)
    _settle(event, queries.load_lodging(event), registration, room, set_nights, is_locked=is_locked, act=act)


def _settle(
    event: Event,
    now: Lodging,
    registration: Registration,
    room: HotelRoom | None,
    set_nights: Nights | None,
    *,
    is_locked: bool,
    act: Act,
) -> None:
    guest = now.guests.get(registration.id)
    if guest is None:
        raise Refusal(_("This registration holds no place, so there is no room to give."))
    said = nights_in_words_of(guest, now.facts)
    if room is not None and set_nights is None and not asks_for_room(guest):
        set_nights = said
    nights = set_nights or said
    if room is not None:
        _refuse_full(now, registration.id, room, nights)
    _settle_merged(now)
    stay = now.stays.get(registration.id) or _new_stay(event, registration.id)
    before = now.rooms.get(stay.room_id or 0)
    stay.set_nights = set_nights.stored() if set_nights else {}
    stay.room_id, stay.is_locked = (room.id if room else None), is_locked and room is not None
    stay.nights, stay.why = (nights.stored(), [RoomReason.BY_HAND]) if room else ({}, [])
    db.session.flush()
    tell_rooms(event.id, at=act.at)
    changes = difference({"room": _name_of(before)}, {"room": _name_of(now.rooms.get(stay.room_id or 0))})
    record(act, "room_settled", registration, event_id=event.id, object_name=registration.name, changes=changes)


def _refuse_full(now: Lodging, person: int, room: HotelRoom, nights: Nights) -> None:
    others = [stay.nights for stay in now.given if stay.room == room.id and stay.person != person]
    for day in nights.days():
        if sum(one.arrives <= day < one.leaves for one in others) >= room.beds:
            raise Refusal(
                _("Room %(label)s has no free bed on the night of %(day)s.", label=room.label, day=day.isoformat()),
                field="room",
            )


def _name_of(room: HotelRoom | None) -> str:
    return f"{localized(room.hotel.name, 'zh')} {room.label}" if room else ""


def lock_room(event: Event, room: HotelRoom, *, is_locked: bool, act: Act) -> None:
    """Proposals and repairs leave those who have it as they are, or may move them again."""
    hold(event)
    room = queries.get_room(event, room.id)
    number = 0
    for stay in queries.list_stays(event.id):
        if stay.room_id == room.id and stay.is_locked is not is_locked:
            stay.is_locked, number = is_locked, number + 1
    if number:
        action = "room_locked" if is_locked else "room_unlocked"
        changes = {"rooms": [None, room.label]}
        record(act, action, room.hotel, event_id=event.id, object_name=name_of(room.hotel), changes=changes)


def publish(event: Event, *, act: Act) -> int:
    """Participants are shown the rooms as they are now; how many have one."""
    hold(event)
    now = queries.load_lodging(event)
    plan = _plan(event, now.facts.usual, now.facts.roommate.removeprefix("q_"))
    plan.published_at = act.at
    shown = 0
    for stay in queries.list_stays(event.id):
        stay.shown_room_id, stay.shown_nights = stay.room_id, dict(stay.nights or {})
        shown += stay.room_id is not None
    db.session.flush()
    tell_rooms(event.id, at=act.at)
    record(act, "rooms_published", event, event_id=event.id, changes={"rows": [None, shown]})
    return shown


def withdraw(event: Event, *, act: Act) -> None:
    """Participants see no room any more."""
    hold(event)
    plan = queries.find_plan(event.id)
    if plan is not None and plan.published_at is not None:
        plan.published_at = None
        db.session.flush()
        tell_rooms(event.id, at=act.at)
        record(act, "rooms_withdrawn", event, event_id=event.id)


def move_nights(event: Event, shift: Shift, *, act: Act) -> None:
    """The nights of the plan and those that were settled lie so many days later, also as they are shown; what people
    have said of their way stays as they said it. The event must be locked; whoever hears of its dates hears of these
    too."""
    plan = queries.find_plan(event.id)
    if plan is not None:
        before = {"arrives_on": plan.arrives_on, "leaves_on": plan.leaves_on}
        plan.arrives_on, plan.leaves_on = _day(plan.arrives_on, shift), _day(plan.leaves_on, shift)
        changes = difference(before, {"arrives_on": plan.arrives_on, "leaves_on": plan.leaves_on})
        record(act, "lodging_planned", event, event_id=event.id, changes=changes)
    for stay in queries.list_stays(event.id):
        for name in ("nights", "set_nights", "shown_nights"):
            nights = kept_nights(getattr(stay, name))
            if nights is not None:
                moved = Nights(_day(nights.arrives, shift), _day(nights.leaves, shift))
                setattr(stay, name, moved.stored())
    db.session.flush()
    tell_rooms(event.id, at=act.at, is_told=False)


def _day(day: date, shift: Shift) -> date:
    noon = datetime.combine(day, time(12), ZoneInfo(shift.before))
    return shift(noon).astimezone(ZoneInfo(shift.after)).date()


def copy_hotels(copy: Event, source: Event, *, days: int) -> None:
    """The copy of an event has the hotels of the source with their rooms, and its nights so many days later; nobody's
    room."""
    plan = queries.find_plan(source.id)
    if plan is not None:
        first, last = (day + timedelta(days=days) for day in (plan.arrives_on, plan.leaves_on))
        db.session.add(LodgingPlan(event_id=copy.id, arrives_on=first, leaves_on=last, roommate_key=plan.roommate_key))
    for hotel in queries.list_hotels(source.id):
        rooms = [HotelRoom(label=room.label, beds=room.beds) for room in hotel.rooms]
        db.session.add(Hotel(event_id=copy.id, rooms=rooms, **taken_along(hotel)))


def pass_on(registration_ids: Collection[int]) -> None:
    """Another person has these places now: the room stays with the place, what the one before said of it goes."""
    for stay in queries.list_substituted(registration_ids):
        stay.set_nights, stay.why = dict(stay.nights or stay.set_nights or {}), []


def _settle_merged(now: Lodging) -> None:
    """What was settled of a registration that became one with another is that one's from now on."""
    for person, stay in list(now.stays.items()):
        if stay.registration_id != person:
            new = HotelStay(
                registration_id=person,
                event_id=stay.event_id,
                room_id=stay.room_id,
                nights=dict(stay.nights or {}),
                set_nights=dict(stay.set_nights or {}),
                is_locked=stay.is_locked,
                why=list(stay.why),
                shown_room_id=stay.shown_room_id,
                shown_nights=dict(stay.shown_nights or {}),
            )
            db.session.delete(stay)
            db.session.add(new)
            now.stays[person] = new
    db.session.flush()


def _give(event: Event, now: Lodging, person: int, room: int, nights: Nights, why: Iterable[str]) -> None:
    stay = now.stays.get(person) or _new_stay(event, person)
    stay.room_id, stay.nights, stay.why = room, nights.stored(), list(why)
    now.stays[person] = stay


def _new_stay(event: Event, person: int) -> HotelStay:
    stay = HotelStay(
        registration_id=person, event_id=event.id, is_locked=False, why=[], nights={}, set_nights={}, shown_nights={}
    )
    db.session.add(stay)
    return stay


def _take(stay: HotelStay) -> None:
    stay.room_id, stay.nights, stay.why, stay.is_locked = None, {}, [], False


def note_export(event: Event, rows: int, *, act: Act) -> None:
    """The list left the house as a file."""
    record(act, "rooms_exported", event, event_id=event.id, changes={"rows": [None, rows]})
