"""What organizers type about vehicles and rides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eventmgr.ground.i18n import _, _l, localized
from eventmgr.on_site.logistics.models import Direction, Ride, Vehicle, VehicleKind
from eventmgr.on_site.logistics.transport.services import RideDraft, VehicleDraft
from eventmgr.tools.web.forms import BilingualLine, CodeSelect, Form, InstantField, IntField, LineField, Required


class VehicleForm(Form):
    """A vehicle: name, kind and seats."""

    name = BilingualLine(_l("Name of the vehicle"), [Required()], longest=60)
    kind = CodeSelect(_l("Kind of vehicle"), [Required()], choices=VehicleKind.choices())
    seats = IntField(_l("Seats for guests"), [Required()], least=1, most=100)
    plate = LineField(_l("Plate number"), longest=20)
    driver = LineField(_l("Driver"), longest=50)
    phone = LineField(_l("Driver's telephone"), longest=40)

    def draft(self) -> VehicleDraft:
        """The vehicle as it was typed."""
        return VehicleDraft(
            self.name.data,
            VehicleKind(self.kind.data),
            self.seats.data or 1,
            self.plate.data or "",
            self.driver.data or "",
            self.phone.data or "",
        )


def vehicle_values(vehicle: Vehicle) -> dict[str, Any]:
    """What stands in the form of a vehicle."""
    names = ("name", "seats", "plate", "driver", "phone")
    return {"kind": vehicle.kind.value, **{name: getattr(vehicle, name) for name in names}}


class RideForm(Form):
    """A ride: vehicle, direction, time and way."""

    vehicle = CodeSelect(_l("Vehicle"), [Required()], choices=[])
    direction = CodeSelect(_l("Purpose"), [Required()], choices=Direction.choices())
    leaves_at = InstantField(_l("Leaves at"), [Required()])
    title = BilingualLine(
        _l("Name of the outing"),
        longest=100,
        description=_l("Vehicles with the same name and time share their passengers."),
    )
    start = BilingualLine(_l("Departure point"), longest=100)
    goal = BilingualLine(_l("Destination"), longest=100)

    def prepare(self, vehicles: Iterable[Vehicle], zone: str) -> RideForm:
        """The vehicles of the event, and its clock."""
        self.vehicle.offer([(str(one.id), _in_words(one)) for one in vehicles])
        self.leaves_at.zone = zone
        return self

    def draft(self) -> RideDraft:
        """The ride as it was typed."""
        if self.leaves_at.data is None:  # `Required` has seen to it
            raise ValueError
        return RideDraft(
            int(self.vehicle.data or 0),
            Direction(self.direction.data),
            self.leaves_at.data,
            self.title.data or {},
            self.start.data or {},
            self.goal.data or {},
        )


def _in_words(vehicle: Vehicle) -> str:
    return _("%(name)s · seats: %(seats)s", name=localized(vehicle.name), seats=vehicle.seats)


def ride_values(ride: Ride) -> dict[str, Any]:
    """What stands in the form of a ride."""
    names = ("leaves_at", "title", "start", "goal")
    return {
        "vehicle": str(ride.vehicle_id),
        "direction": ride.direction.value,
        **{name: getattr(ride, name) for name in names},
    }
