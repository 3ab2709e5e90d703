"""What the trail says of the agenda."""

from __future__ import annotations

from eventmgr.event.agenda import queries
from eventmgr.event.agenda.models import AgendaItem, SpeakerRole
from eventmgr.event.events.models import Event
from eventmgr.ground.features import EventWords, Words
from eventmgr.ground.i18n import _, _l, localized


def say_speaker(value: object) -> str:
    """A speaker as the trail keeps one (`chair: 王敏 · 院长`), the role in the language spoken."""
    role, colon, rest = str(value).partition(": ")
    if not colon or role not in {known.value for known in SpeakerRole}:
        return str(value)
    return _("%(label)s: %(value)s", label=SpeakerRole(role).label, value=rest)


def names_in(event_id: int) -> EventWords:
    """Rooms, tracks and items of the event by their numbers."""
    return EventWords(
        values={
            field: {str(number): localized(name) for number, name in names}
            for field, names in queries.list_names(event_id).items()
        }
    )


WORDS = (
    Words(
        Event,
        actions={
            "agenda_published": _l("agenda published"),
            "agenda_withdrawn": _l("agenda unpublished"),
            "agenda_shifted": _l("agenda items shifted"),
        },
        fields={"minutes": _l("Minutes"), "items": _l("Agenda items")},
    ),
    Words(
        AgendaItem,
        _l("Agenda item"),
        say={"speakers": say_speaker},
        of_event=names_in,
        named_in_event=("room_id", "track_id", "parent_id"),
    ),
)
