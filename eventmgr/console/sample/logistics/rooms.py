"""Hotels of the seminar and of the study visit, and who sleeps where; the latest registrations have no room yet."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.on_site.logistics.arranging.rooms import propose
from eventmgr.on_site.logistics.lodging.queries import load_lodging
from eventmgr.on_site.logistics.models import Hotel, HotelRoom, HotelStay, LodgingPlan
from eventmgr.tools.log.services import Act, Actor

_SEMINAR = (
    (
        {"zh": "样例会议酒店", "en": "Sample Conference Hotel"},
        {"zh": "上海市样例路88号", "en": "88 Sample Road, Shanghai"},
        "021-55550100",
        ((1, "0801", 30), (2, "0901", 18)),
    ),
    (
        {"zh": "样例滨江酒店", "en": "Sample Riverside Hotel"},
        {"zh": "上海市样例路126号", "en": "126 Sample Road, Shanghai"},
        "021-55550200",
        ((1, "1501", 12), (2, "1601", 8)),
    ),
)
_VISIT = (
    (
        {"zh": "样例园区宾馆", "en": "Sample Park Hotel"},
        {"zh": "苏州市样例大道6号", "en": "6 Sample Avenue, Suzhou"},
        "0512-55550300",
        ((1, "301", 20), (2, "401", 10)),
    ),
)
_LATE = 3
"""So many who registered last wait for a room."""


_Hotels = tuple[tuple[dict[str, str], dict[str, str], str, tuple[tuple[int, str, int], ...]], ...]


def add_lodgings(seminar: Event, visit: Event, office: Actor, dates: Dates) -> list[Entry]:
    """Plan the rooms of the seminar and of the visit; return the entries of the log."""
    before = Act(office, visit.starts_at - timedelta(days=5))
    return [
        *_lodge(seminar, _SEMINAR, Act(office, dates.present - timedelta(days=1)), late=_LATE),
        *_lodge(visit, _VISIT, before, late=0),
    ]


def _lodge(event: Event, hotels: _Hotels, act: Act, *, late: int) -> list[Entry]:
    entries = []
    for name, address, phone, blocks in hotels:
        hotel = Hotel(event_id=event.id, name=name, address=address, phone=phone)
        for beds, first, number in blocks:
            width = len(first)
            hotel.rooms += [HotelRoom(label=f"{int(first) + index:0{width}d}", beds=beds) for index in range(number)]
        db.session.add(hotel)
        db.session.flush()
        entries.append(Entry(act, "created", hotel, event.id, name["zh"]))
    now = load_lodging(event)
    waiting = sorted(need.person for need in now.needs)[-late:] if late else []
    proposal = propose([need for need in now.needs if need.person not in waiting], now.places, {})
    for need in now.needs:
        room = proposal.rooms.get(need.person)
        if room is not None:
            db.session.add(
                HotelStay(
                    registration_id=need.person,
                    event_id=event.id,
                    room_id=room,
                    nights=need.nights.stored(),
                    why=list(proposal.why[need.person]),
                    is_locked=False,
                    shown_room_id=room,
                    shown_nights=need.nights.stored(),
                )
            )
    usual = now.facts.usual
    db.session.add(
        LodgingPlan(
            event_id=event.id, arrives_on=usual.arrives, leaves_on=usual.leaves, roommate_key="", published_at=act.at
        )
    )
    db.session.flush()
    rows: dict[str, list[object]] = {"rows": [None, len(proposal.rooms)]}
    return [
        *entries,
        *(Entry(act, action, event, event.id, "", rows) for action in ("rooms_proposed", "rooms_published")),
    ]
