"""The papers that accommodation and transport tell of, and what each says of a person."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.features import Paper, Printing
from eventmgr.i18n import _l
from eventmgr.logistics.labels import READ
from eventmgr.logistics.lodging.queries import list_hotels
from eventmgr.logistics.papers.queries import get_room_list

_HOTEL = "hotel"


def _rooms(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.logistics.papers import documents  # noqa: PLC0415 - loads ReportLab, for documents only

    data = get_room_list(event, lang, printing.asked.get(_HOTEL, ""), printing.people)
    return documents.room_list(data, lang=lang)


def _of_rooms(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    data = get_room_list(event, lang, printing.asked.get(_HOTEL, ""), printing.people)
    return {
        one.id: {
            "name": f"{one.name}\n{one.latin}",
            "organization": one.organization,
            "unit": one.unit,
            "room": f"{hotel.name} {room.label}\n{one.gender}\n{one.nights}",
        }
        for hotel in data.hotels
        for room in hotel.rooms
        for one in room.people
    }


def _has_hotels(event: Event) -> bool:
    return may(event, READ) and bool(list_hotels(event.id))


PAPERS = (
    Paper(
        "rooms",
        _l("Room list"),
        _l(
            "For each hotel its rooms, who has them and in which nights, for the reception desk. Not to be handed to the hotel: use a list for a recipient."
        ),
        _rooms,
        is_personal=True,
        is_for=_has_hotels,
        asks=(_HOTEL,),
        variant=_HOTEL,
        parts=_of_rooms,
    ),
)
