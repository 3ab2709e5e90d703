"""What organizers type about hotels, rooms and nights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from eventmgr.ground.i18n import _, _l, localized
from eventmgr.on_site.logistics.arranging.nights import MOST_NIGHTS, Nights
from eventmgr.on_site.logistics.lodging.queries import Lodging
from eventmgr.on_site.logistics.lodging.services import HotelDraft
from eventmgr.on_site.logistics.models import Hotel, HotelRoom
from eventmgr.tools.web.forms import BilingualLine, CodeSelect, DateField, Form, IntField, LineField, Required

_NO_ROOM = "0"


class HotelForm(Form):
    """A hotel: name, address and telephone."""

    name = BilingualLine(_l("Name of the hotel"), [Required()], longest=100)
    address = BilingualLine(_l("Address of the hotel"), longest=200)
    phone = LineField(_l("Telephone"), longest=40)

    def draft(self) -> HotelDraft:
        """The hotel as it was typed."""
        return HotelDraft(self.name.data, self.address.data or {}, self.phone.data or "")


def hotel_values(hotel: Hotel) -> dict[str, Any]:
    """What stands in the form of a hotel."""
    return {"name": hotel.name, "address": hotel.address, "phone": hotel.phone}


class RoomsForm(Form):
    """Adds a run of rooms."""

    first = LineField(
        _l("First room number"),
        [Required()],
        longest=20,
        description=_l(
            "The others are numbered consecutively: 1201, 1202 … Any name will do until the hotel provides its numbers."
        ),
    )
    number = IntField(_l("How many"), [Required()], least=1, most=500)
    beds = IntField(_l("Beds in each"), [Required()], least=1, most=6)


class RoomForm(Form):
    """A room: its number and beds."""

    label = LineField(_l("Room number"), [Required()], longest=20)
    beds = IntField(_l("Beds"), [Required()], least=1, most=6)


class _NightsForm(Form):
    arrives_on = DateField(_l("First night"))
    leaves_on = DateField(_l("Check-out date"))

    def nights(self) -> Nights | None:
        """The nights typed; None: none."""
        if self.arrives_on.data is None or self.leaves_on.data is None:
            return None
        return Nights(self.arrives_on.data, self.leaves_on.data)

    def validate_leaves_on(self, field: Any) -> None:
        """Both or none, and some nights between them."""
        first, last = self.arrives_on.data, field.data
        if (first is None) != (last is None) and not self.arrives_on.errors:
            raise ValidationError(_("Enter both days, or neither."))
        if first is not None and last is not None and not 0 < (last - first).days <= MOST_NIGHTS:
            raise ValidationError(_("A stay lasts 1 to %(most)s nights.", most=MOST_NIGHTS))


class PlanForm(_NightsForm):
    """Nights of those who say none, and the question about roommates."""

    roommate_key = CodeSelect(
        _l("With whom people would like to share"), choices=[], blank=_l("no question asks for it")
    )

    def prepare(self, questions: Mapping[str, str]) -> PlanForm:
        """Questions to choose from: key → words."""
        self.arrives_on.validators = self.leaves_on.validators = (Required(),)
        self.roommate_key.offer(list(questions.items()))
        return self


class StayForm(_NightsForm):
    """What is settled about one person."""

    room = CodeSelect(_l("Hotel room"), choices=[])
    is_locked = BooleanField(_l("Locked: proposals and repairs leave it as it is"))

    def prepare(self, now: Lodging) -> StayForm:
        """All rooms, with who has them."""
        self.room.offer(
            [(_NO_ROOM, _("no room")), *((str(room.id), words_of(room, now)) for room in now.rooms.values())]
        )
        return self

    def chosen(self) -> int:
        """Number of the room; 0: none."""
        return int(self.room.data or 0)


def words_of(room: HotelRoom, now: Lodging) -> str:
    """A room as a list offers it: hotel, number, beds, who is there."""
    names = _(", ").join(now.guests[person].name for person in now.inside.get(room.id, ()) if person in now.guests)
    said = _("%(hotel)s %(room)s · beds: %(beds)s", hotel=localized(room.hotel.name), room=room.label, beds=room.beds)
    return f"{said} · {names}" if names else said
