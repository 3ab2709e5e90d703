"""Vehicles of the seminar and of the study visit: who is fetched from which station, and who rides in which vehicle."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.on_site.logistics.arranging.seats import Carrier, Rider, Seating, seat
from eventmgr.on_site.logistics.labels import station_names
from eventmgr.on_site.logistics.models import Direction, Ride, RideSeat, Vehicle, VehicleKind
from eventmgr.on_site.logistics.transport.queries import load_transport
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.tools.log.services import Act, Actor

_B, _V, _C = VehicleKind.BUS, VehicleKind.VAN, VehicleKind.CAR
_SEMINAR = (
    ("大巴一号", "Coach 1", _B, 45, "沪A·样001", "周师傅", "15400000301"),
    ("大巴二号", "Coach 2", _B, 45, "沪A·样002", "吴师傅", "15400000302"),
    ("考斯特", "Minibus", _V, 19, "沪A·样003", "郑师傅", "15400000303"),
    ("商务车一号", "Van 1", _V, 6, "沪A·样004", "孙师傅", "15400000304"),
    ("商务车二号", "Van 2", _V, 6, "沪A·样005", "钱师傅", "15400000305"),
    ("轿车一号", "Car 1", _C, 3, "沪A·样006", "冯师傅", "15400000306"),
)
_VISIT = (
    ("考察大巴", "Visit coach", _B, 45, "沪A·样011", "陈师傅", "15400000311"),
    ("随行商务车", "Accompanying van", _V, 7, "沪A·样012", "褚师傅", "15400000312"),
)
_HOTEL = {"zh": "样例会议酒店", "en": "Sample Conference Hotel"}
_STATION = {"zh": "接站", "en": "Pick-up"}
_WAY = {"zh": "赴样例汽车工厂", "en": "To the sample automotive plant"}
_FACTORY = {"zh": "赴样例智能工厂考察", "en": "Visit to the sample smart factory"}


def add_rides(seminar: Event, visit: Event, office: Actor, dates: Dates) -> list[Entry]:
    """Pick-ups and the outing of the seminar, the first ride of the visit; what the trail says of them."""
    ahead, before = Act(office, dates.present - timedelta(hours=20)), Act(office, visit.starts_at - timedelta(days=4))
    fleet = _vehicles(seminar, _SEMINAR)
    entries = [Entry(ahead, "created", vehicle, seminar.id, vehicle.name["zh"]) for vehicle in fleet]
    _fetch(seminar, fleet, ahead)
    _outing(seminar, fleet[:2], seminar.ends_at - timedelta(hours=4), _FACTORY, ahead)
    bus, van = _vehicles(visit, _VISIT)
    _outing(visit, [bus, van], visit.starts_at, _WAY, before)
    entries += [Entry(before, "created", vehicle, visit.id, vehicle.name["zh"]) for vehicle in (bus, van)]
    return [
        *entries,
        Entry(ahead, "rides_proposed", seminar, seminar.id, ""),
        Entry(before, "rides_published", visit, visit.id, ""),
    ]


def _vehicles(event: Event, fleet: tuple[tuple[str, str, VehicleKind, int, str, str, str], ...]) -> list[Vehicle]:
    made = [
        Vehicle(
            event_id=event.id,
            name={"zh": zh, "en": en},
            kind=kind,
            seats=seats,
            plate=plate,
            driver=driver,
            phone=phone,
        )
        for zh, en, kind, seats, plate, driver, phone in fleet
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _fetch(event: Event, fleet: list[Vehicle], act: Act) -> None:
    """The fullest half hours have a coach; the others follow when somebody proposes them."""
    now = load_transport(event, Direction.ARRIVAL)
    fullest = sorted(now.slots.items(), key=lambda slot: (-len(slot[1]), slot[0]))[:2]
    for vehicle, (slot, people) in zip(fleet[2:4], fullest, strict=False):
        ride = Ride(
            event_id=event.id,
            vehicle_id=vehicle.id,
            direction=Direction.ARRIVAL,
            title={},
            start=station_names(slot.station),
            goal=_HOTEL,
            leaves_at=slot.begins + timedelta(minutes=30),
            published_at=act.at,
            list_id=_list(event, vehicle, _STATION, act).id,
        )
        db.session.add(ride)
        db.session.flush()
        seating = seat(
            [Rider(person, now.guests[person].unit, order=now.guests[person].order) for person in people],
            [Carrier(ride.id, vehicle.seats)],
            {},
        )
        _sit(seating)


def _list(event: Event, vehicle: Vehicle, title: dict[str, str], act: Act) -> CheckinList:
    """By which its passengers are counted."""
    names = {lang: f"{vehicle.name[lang]} · {title[lang]}" for lang in title}
    listed = CheckinList(event_id=event.id, kind=ListKind.BUS, title=names, created_at=act.at)
    db.session.add(listed)
    db.session.flush()
    return listed


def _outing(event: Event, fleet: list[Vehicle], leaves_at: datetime, title: dict[str, str], act: Act) -> None:
    rides = []
    for vehicle in fleet:
        listed = _list(event, vehicle, title, act)
        rides.append(
            Ride(
                event_id=event.id,
                vehicle_id=vehicle.id,
                direction=Direction.OUTING,
                title=title,
                leaves_at=leaves_at,
                list_id=listed.id,
                published_at=act.at,
            )
        )
    db.session.add_all(rides)
    db.session.flush()
    now = load_transport(event, Direction.OUTING)
    riders = [Rider(guest.id, guest.unit, guest.leadership is not None, guest.order) for guest in now.guests.values()]
    seating = seat(riders, [Carrier(ride.id, vehicle.seats) for ride, vehicle in zip(rides, fleet, strict=True)], {})
    _sit(seating)


def _sit(seating: Seating) -> None:
    for person, ride in seating.seats.items():
        db.session.add(RideSeat(ride_id=ride, registration_id=person, is_locked=False, why=seating.why[person]))
    db.session.flush()
