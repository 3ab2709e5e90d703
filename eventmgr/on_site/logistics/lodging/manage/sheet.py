"""Rooms as a spreadsheet."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.forms.fields import GENDERS
from eventmgr.event.forms.words import unit_name
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.arranging.rooms import RoomReason
from eventmgr.on_site.logistics.labels import KINDS
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.lodging.manage.blueprint import bp
from eventmgr.on_site.logistics.lodging.queries import Lodging
from eventmgr.on_site.logistics.rows import Cells
from eventmgr.tools.sheets import Value, as_xlsx
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/rooms.xlsx")
def export(slug: str) -> ResponseReturnValue:
    """Everybody who needs a room, with or without one; who took it is in the change log."""
    event = event_for(slug, "registrations.export")
    now = queries.load_lodging(event)
    rows = [_row(now, need) for need in now.needs]
    name = _("Room list")
    body = as_xlsx(_columns(), rows, title=f"{localized(event.title)} · {name}")
    write(lambda: services.note_export(event, len(rows), act=act_now()))
    return list_file(body, "xlsx", name, plain="rooms")


def _columns() -> list[Cells]:
    words = {
        "hotel": _("Hotel"),
        "room": _("Hotel room"),
        "beds": _("Beds"),
        "name": _("Name"),
        "gender": _("Gender"),
        "unit": _("Delegation"),
        "organization": _("Organization"),
        "kind": _("Accommodation"),
        "arrives": _("First night"),
        "leaves": _("Check-out date"),
        "nights": _("Number of nights"),
        "why": _("Reason for this room"),
    }
    return [Cells(label, key) for key, label in words.items()]


def _row(now: Lodging, need: Any) -> dict[str, Value]:
    guest, stay = now.guests[need.person], now.stays.get(need.person)
    room = now.rooms.get((stay.room_id if stay else None) or 0)
    return {
        "hotel": localized(room.hotel.name) if room else "",
        "room": room.label if room else "",
        "beds": room.beds if room else "",
        "name": guest.name,
        "gender": str(GENDERS.get(need.sex, "")),
        "unit": unit_name(guest.unit, language()),
        "organization": guest.organization,
        "kind": str(KINDS[need.kind]),
        "arrives": need.nights.arrives,
        "leaves": need.nights.leaves,
        "nights": need.nights.number,
        "why": _("; ").join(str(RoomReason(code).label) for code in (stay.why if stay else ())),
    }
