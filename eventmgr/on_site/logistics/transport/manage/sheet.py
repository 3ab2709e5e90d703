"""Rides as a spreadsheet."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.forms.words import unit_name
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.models import Direction, Ride
from eventmgr.on_site.logistics.rows import Cells
from eventmgr.on_site.logistics.transport import queries, services
from eventmgr.on_site.logistics.transport.manage.blueprint import bp
from eventmgr.on_site.logistics.transport.queries import Transport
from eventmgr.tools.sheets import as_book
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/rides.xlsx")
def export(slug: str) -> ResponseReturnValue:
    """Everybody who rides or is to ride, a sheet for each direction; who took it is in the change log."""
    event = event_for(slug, "registrations.export")
    sheets, number = [], 0
    for direction in Direction:
        now = queries.load_transport(event, direction)
        rows = [row for person in now.wanting for row in _rows(now, person, ZoneInfo(event.timezone))]
        sheets.append((str(direction.label), _columns(), rows))
        number += len(rows)
    name = _("Transport")
    body = as_book(sheets, title=f"{localized(event.title)} · {name}")
    write(lambda: services.note_ride_export(event, number, act=act_now()))
    return list_file(body, "xlsx", name, plain="rides")


def _columns() -> list[Cells]:
    words = {
        "station": _("Station or airport"),
        "at": _("Time"),
        "number": _("Train or flight number"),
        "name": _("Name"),
        "unit": _("Delegation"),
        "organization": _("Organization"),
        "vehicle": _("Vehicle"),
        "plate": _("Plate number"),
        "leaves": _("Leaves at"),
    }
    return [Cells(label, key) for key, label in words.items()]


def _rows(now: Transport, person: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    guest, leg = now.guests[person], now.legs.get(person)
    rides: list[Ride | None] = [now.rides[seat.ride_id] for seat in now.seats if seat.registration_id == person]
    return [
        {
            "station": leg.station if leg else "",
            "at": leg.at.replace(tzinfo=None) if leg else "",
            "number": leg.number if leg else "",
            "name": guest.name,
            "unit": unit_name(guest.unit, language()),
            "organization": guest.organization,
            "vehicle": localized(ride.vehicle.name) if ride else "",
            "plate": ride.vehicle.plate if ride else "",
            "leaves": ride.leaves_at.astimezone(zone).replace(tzinfo=None) if ride else "",
        }
        for ride in rides or [None]
    ]
