"""Personal calendars are told of rides."""

from __future__ import annotations

from datetime import UTC, datetime

from eventmgr.ground.i18n import Bilingual
from eventmgr.on_site.logistics.entries import RIDE, Content, settle
from eventmgr.on_site.logistics.models import Ride
from eventmgr.on_site.logistics.transport.queries import list_shown_rides


def key_of(ride: Ride) -> str:
    """The key of the ride's calendar entry."""
    return f"{RIDE}{ride.id}"


def content_of(ride: Ride) -> Content:
    """What a calendar says of a ride that is shown."""
    vehicle = ride.vehicle
    return {
        "direction": ride.direction.value,
        "title": dict(ride.title),
        "start": _place(ride.start),
        "goal": _place(ride.goal),
        "leaves_at": ride.leaves_at.astimezone(UTC).isoformat(),
        "vehicle": dict(vehicle.name),
        "plate": vehicle.plate,
        "driver": vehicle.driver,
        "phone": vehicle.phone,
    }


def _place(place: Bilingual) -> str | Bilingual:
    """As it is kept: both languages, or the text alone where there is one, as all were before places had two."""
    texts = [text for text in place.values() if text]
    return dict(place) if len(texts) > 1 else "".join(texts)


def place_of(kept: str | Bilingual) -> Bilingual:
    """A place as it was kept, in the languages that it has."""
    return {"zh": kept} if isinstance(kept, str) else kept


def rides_shown(event_id: int) -> dict[tuple[int, str], Content]:
    """(registration, key) → what its calendar is to say, of everybody who is shown a ride."""
    return {
        (number, key_of(ride)): content_of(ride)
        for number, rides in list_shown_rides(event_id).items()
        for ride in rides
    }


def tell_rides(event_id: int, *, at: datetime, is_told: bool = True) -> None:
    """Their calendars say what is shown now; `is_told` as `settle`."""
    settle(event_id, RIDE, rides_shown(event_id), at=at, is_told=is_told)
