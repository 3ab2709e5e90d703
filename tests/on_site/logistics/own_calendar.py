"""Steps of the tests of own calendar, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import transaction
from eventmgr.on_site.logistics.models import Direction, VehicleKind
from eventmgr.on_site.logistics.transport import services as transport
from eventmgr.on_site.logistics.transport.services import RideDraft, VehicleDraft
from tests.factories import NOON
from tests.on_site.logistics.factories import ACT


def rides(event, *people, hours=24 * 42 - 4, published=True):
    """A pick-up that these people ride on."""
    with transaction():
        draft = VehicleDraft(
            {"zh": "考斯特", "en": "Minibus"}, VehicleKind.VAN, 19, "沪A·样003", "郑师傅", "15400000303"
        )
        vehicle = transport.put_vehicle(event, None, draft, act=ACT)
        ride = transport.put_ride(event, None, draft_of(vehicle.id, hours), act=ACT)
        for person in people:
            transport.move(event, Direction.ARRIVAL, person, ride, act=ACT)
        if published:
            transport.publish_rides(event, Direction.ARRIVAL, withdraw=False, act=ACT)
    return ride


def draft_of(vehicle_id, hours, start="上海虹桥站", goal="样例宾馆"):
    return RideDraft(
        vehicle_id, Direction.ARRIVAL, NOON + timedelta(hours=hours), {}, in_chinese(start), in_chinese(goal)
    )


def in_chinese(place):
    return {"zh": place} if isinstance(place, str) else place
