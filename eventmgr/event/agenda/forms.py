"""What an organizer types about an item of the agenda."""

from __future__ import annotations

from wtforms import Form as PlainForm
from wtforms import FormField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.agenda.services import ItemDraft, SpeakerDraft
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, format_instant, language, localized
from eventmgr.ground.text import whole_number
from eventmgr.tools.taxonomy import choices_sectors, choices_topics
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    NumberedList,
    Required,
)

SPARE_SPEAKERS = 2
MOST_SPEAKERS = 30
MOST_MINUTES = 720
"""By so many an item may be shifted at once."""


class SpeakerRow(PlainForm):
    """One person named in the item; an empty name leaves the row out."""

    role = CodeSelect(_l("Role"))
    name = BilingualLine(_l("Name"), longest=50)
    organization = BilingualLine(_l("Organization"))
    title = BilingualLine(_l("Position"), longest=100)

    @property
    def counts(self) -> bool:
        """Whether a speaker is named in this row."""
        return bool(self.name.data)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.offer(SpeakerRole.choices())


class ItemForm(Form):
    """An item: what, when, where, who."""

    kind = CodeSelect(_l("Kind"), [Required()])
    title = BilingualLine(_l("Title"), [Required()])
    starts = InstantField(_l("Begins"), [Required()])
    ends = InstantField(_l("Ends"), [Required()])
    room = CodeSelect(_l("Room"), blank=_l("none"))
    track = CodeSelect(_l("Track"), blank=_l("all tracks"))
    sector = CodeSelect(_l("Sector"), blank=_l("all sectors"))
    topic = CodeSelect(_l("Topic"), blank=_l("no topic"))
    parent = CodeSelect(
        _l("Part of"),
        blank=_l("independent"),
        description=_l("Parallel groups and single talks belong to their session."),
    )
    capacity = IntField(
        _l("Maximum"), least=1, most=100_000, description=_l("Only if lower than the room's number of seats.")
    )
    description = BilingualText(_l("Description"))
    speakers = NumberedList(FormField(SpeakerRow), _l("Speakers"), max_entries=MOST_SPEAKERS)

    def __init__(
        self, *args: object, event: Event, items: list[AgendaItem], item: AgendaItem | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.starts.zone = self.ends.zone = event.timezone
        self.kind.offer(ItemKind.choices())
        self.room.offer(
            [
                (str(room.id), _place(venue.name, room.name, len(event.venues)))
                for venue in event.venues
                for room in venue.rooms
            ]
        )
        self.track.offer([(str(track.id), localized(track.name)) for track in event.tracks])
        self.sector.offer(choices_sectors(language()))
        self.topic.offer(choices_topics(language()))
        tops = [choice for choice in items if choice.parent_id is None and (item is None or choice.id != item.id)]
        self.parent.offer([(str(top.id), _when(top, event)) for top in tops])
        while len(self.speakers) < MOST_SPEAKERS and self._filled() > len(self.speakers) - SPARE_SPEAKERS:
            self.speakers.append_entry()

    def _filled(self) -> int:
        return sum(bool(row.form.name.data) for row in self.speakers)

    def draft(self) -> ItemDraft:
        """The typed values as the service takes them."""
        assert self.starts.data, "it is required"
        assert self.ends.data, "it is required"
        return ItemDraft(
            kind=ItemKind(self.kind.data),
            title=self.title.data,
            description=self.description.data,
            starts_at=self.starts.data,
            ends_at=self.ends.data,
            room_id=_number(self.room.data),
            track_id=_number(self.track.data),
            parent_id=_number(self.parent.data),
            sector_code=self.sector.data,
            topic_id=self.topic.data if self.topic.raw_data else self.topic.object_data,
            capacity=self.capacity.data,
            speakers=tuple(
                SpeakerDraft(
                    role=SpeakerRole(row.form.role.data or "speaker"),
                    name=row.form.name.data,
                    organization=row.form.organization.data,
                    title=row.form.title.data,
                )
                for row in self.speakers
                if row.form.name.data
            ),
        )


class ShiftForm(Form):
    """By how much an item and all later ones of its day move."""

    direction = RadioField(
        _l("Direction"),
        choices=[SelectChoice("later", _l("later")), SelectChoice("earlier", _l("earlier"))],
        default="later",
    )
    minutes = IntField(_l("Minutes"), [Required()], least=1, most=MOST_MINUTES, default=15)

    @property
    def by(self) -> int:
        """By how many minutes items move; negative for earlier."""
        minutes: int = self.minutes.data or 0
        return -minutes if self.direction.data == "earlier" else minutes


def values_of(item: AgendaItem) -> dict[str, object]:
    """What the form shows of an existing item."""
    return {
        "kind": item.kind.value,
        "title": item.title,
        "description": item.description,
        "starts": item.starts_at,
        "ends": item.ends_at,
        "room": str(item.room_id) if item.room_id else None,
        "track": str(item.track_id) if item.track_id else None,
        "parent": str(item.parent_id) if item.parent_id else None,
        "sector": item.sector_code,
        "topic": item.topic_id,
        "capacity": item.capacity,
        "speakers": [
            {
                "role": speaker.role.value,
                "name": speaker.name,
                "organization": speaker.organization,
                "title": speaker.title,
            }
            for speaker in item.speakers
        ],
    }


def _place(venue: dict[str, str], room: dict[str, str], venues: int) -> str:
    return f"{localized(venue)} · {localized(room)}" if venues > 1 else localized(room)


def _when(item: AgendaItem, event: Event) -> str:
    when = format_instant(item.starts_at, event.timezone, year=False, weekday=False)
    return _("%(when)s %(title)s", when=when, title=localized(item.title))


def _number(code: str | None) -> int | None:
    return whole_number(code or "")
