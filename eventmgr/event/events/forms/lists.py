"""The lists of an event: hosts, region sets, tracks, venues, rooms, deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from eventmgr.event.events.forms.rows import OrderedRowForm, RowForm, RowList, RowsForm
from eventmgr.event.events.models import Event, HostRole
from eventmgr.ground.columns import own_values
from eventmgr.ground.i18n import _l, language, localized
from eventmgr.tools.taxonomy import Region, choices_provinces, region_sets, schemes
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    InstantField,
    IntField,
    Required,
)


class PartForm(RowsForm):
    """The rows of one part of the event, whose fields are named as the columns."""

    part: str

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The rows that are stored, as the form shows them."""
        rows = enumerate(getattr(event, cls.part), 1)
        return {"rows": [{"id": row.id, "order": position, **cls._values(row)} for position, row in rows]}

    @staticmethod
    def _values(row: Any) -> dict[str, Any]:
        return {name: value.value if isinstance(value, Enum) else value for name, value in own_values(row).items()}


class HostRow(OrderedRowForm):
    """A body and what it is to the event."""

    role = CodeSelect(_l("Role"), [Required()], choices=HostRole.choices(), default="host")
    name = BilingualLine(_l("Name of the institution"), [Required()])


class HostsForm(PartForm):
    """The institutions that host, organize, co-organize and support the event."""

    part = "hosts"
    rows = RowList(HostRow, _l("Organizing institutions"))

    def values_of_row(self, form: Any) -> Mapping[str, Any]:
        """The columns of one host: role and name."""
        return {"role": HostRole(form.role.data), "name": form.name.data}


class RegionRow(OrderedRowForm):
    """A named set of provinces."""

    name = BilingualLine(_l("Name of the set"), [Required()], longest=60)
    province_codes = CodeMultiSelect(_l("Provinces/regions"), [Required()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.province_codes.offer(choices_provinces(language()))


class RegionsForm(PartForm):
    """The event's own region sets, perhaps begun from a preset."""

    part = "region_sets"
    rows = RowList(RegionRow, _l("Region sets"))

    def add_preset(self, code: str) -> None:
        """Append a preset's set (`seed:east`, see `region_presets`), for the organizer to change."""
        for region in (region for _scheme, regions in region_presets() for region in regions):
            if f"{region.scheme}:{region.code}" == code:
                names = {"zh": region.name("zh"), "en": region.name("en")}
                self.rows.append_entry({"name": names, "province_codes": list(region.province_codes)})


def region_presets() -> list[tuple[str, tuple[Region, ...]]]:
    """(name of the scheme, its regions): the first seminars' own sets first."""
    presets = [(scheme.name(), region_sets(scheme.code)) for scheme in schemes()]
    return [presets[-1], *presets[:-1]]


class TrackRow(OrderedRowForm):
    """A main line of the event."""

    name = BilingualLine(_l("Name of the track"), [Required()], longest=60)


class TracksForm(PartForm):
    """The tracks of the event."""

    part = "tracks"
    rows = RowList(TrackRow, _l("Tracks"))


class VenueRow(OrderedRowForm):
    """A building or a visited site."""

    name = BilingualLine(_l("Name of the venue"), [Required()])
    address = BilingualLine(_l("Street address"), longest=300)
    directions = BilingualText(_l("Directions"), longest=2000)


class VenuesForm(PartForm):
    """Where it takes place; the first one is the main venue."""

    part = "venues"
    rows = RowList(VenueRow, _l("Venues"))


class RoomRow(OrderedRowForm):
    """A space in a venue."""

    venue = CodeSelect(_l("Venue"), [Required()])
    name = BilingualLine(_l("Name of the room"), [Required()], longest=100)
    capacity = IntField(_l("Seats"), least=1, most=100_000)


class RoomsForm(RowsForm):
    """The rooms of all venues; the agenda chooses from them."""

    rows = RowList(RoomRow, _l("Rooms"))

    def prepare(self, event: Event) -> None:
        """Offer the venues of the event in each row."""
        offered = [(str(venue.id), localized(venue.name)) for venue in event.venues]
        for form in self.row_forms():
            form.venue.offer(offered)

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The rooms of all venues, as the form shows them."""
        rooms = [(venue, room) for venue in event.venues for room in venue.rooms]
        return {
            "rows": [
                {"id": room.id, "order": position, "venue": str(venue.id), "name": room.name, "capacity": room.capacity}
                for position, (venue, room) in enumerate(rooms, 1)
            ]
        }

    def values_of_row(self, form: Any) -> Mapping[str, Any]:
        """The columns of one room: venue, name and seats."""
        return {"venue_id": int(form.venue.data), "name": form.name.data, "capacity": form.capacity.data}


class DeadlineRow(RowForm):
    """An instant before which something is due."""

    content = ("label", "due_at")

    label = BilingualLine(_l("Deadline for"), [Required()], longest=100)
    due_at = InstantField(_l("Deadline"), [Required()])


class DeadlinesForm(PartForm):
    """Further deadlines, each with a time of day."""

    part = "deadlines"
    rows = RowList(DeadlineRow, _l("Deadlines"))

    def prepare(self, event: Event) -> None:
        """Times are typed on the event's clock."""
        for form in self.row_forms():
            form.due_at.zone = event.timezone
