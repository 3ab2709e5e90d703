"""What the trail says of accommodation and transport."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.models import Hotel, Ride, Vehicle

WORDS = (
    Words(
        Hotel,
        _l("Hotel"),
        actions={
            "rooms_added": _l("rooms added"),
            "room_changed": _l("room changed"),
            "room_removed": _l("room deleted"),
            "room_locked": _l("room locked"),
            "room_unlocked": _l("room unlocked"),
        },
        fields={
            "rooms": _l("Hotel rooms"),
            "label": _l("Room number"),
            "beds": _l("Beds"),
        },
    ),
    Words(
        Vehicle,
        _l("Vehicle"),
    ),
    Words(
        Ride,
        _l("Ride"),
        fields={"vehicle": _l("Vehicle")},
    ),
    Words(
        Event,
        actions={
            "rides_proposed": _l("rides proposed"),
            "rides_repaired": _l("rides repaired after changes"),
            "rides_published": _l("rides published"),
            "rides_withdrawn": _l("rides hidden from passengers"),
            "rides_exported": _l("list of rides exported"),
            "lodging_planned": _l("nights of the rooms set"),
            "rooms_proposed": _l("rooms proposed"),
            "rooms_repaired": _l("rooms repaired after changes"),
            "rooms_published": _l("rooms published"),
            "rooms_withdrawn": _l("rooms hidden from participants"),
            "rooms_exported": _l("list of rooms exported"),
        },
        fields={
            "arrives_on": _l("Usual first night"),
            "leaves_on": _l("Usual check-out date"),
            "roommate_key": _l("Question about the roommate"),
        },
    ),
    Words(
        Registration,
        actions={"room_settled": _l("room assigned by hand"), "seat_settled": _l("seat assigned by hand")},
        fields={"room": _l("Hotel and room"), "ride": _l("Ride")},
    ),
)
