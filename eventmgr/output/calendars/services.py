"""Numbers of all entries at once: after a new address or release, and after a backup was restored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from eventmgr.event.agenda.calendar_entry import item_entry_of
from eventmgr.event.agenda.models import AgendaItem, Speaker, SpeakerRole
from eventmgr.event.agenda.receivers import settle_items
from eventmgr.event.events.derived.calendar_entry import entry_of, mailed_entry_of, short_name
from eventmgr.event.events.models import Event, EventKind, EventStatus, Room, Venue
from eventmgr.event.events.services import compare_again, lock, touch
from eventmgr.ground.db import db
from eventmgr.ground.i18n import LANGUAGES
from eventmgr.output.calendars import queries, statements
from eventmgr.tools.ical import digest_of
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering import services as told

_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_AT_ONCE = 50
_PROBED = (EventStatus.PUBLISHED, EventStatus.POSTPONED, EventStatus.CANCELLED)
_TEXT = {"zh": "样例", "en": "Sample"}


def form_of_entries() -> str:
    """A digest of everything that entries show and no row says: the public address, words and order of this release."""
    entries = []
    for status in _PROBED:
        event, item = _probe(status)
        for language in LANGUAGES:
            entries += [
                entry_of(event, language, base_url=base_url()),
                mailed_entry_of(event, language, base_url=base_url(), organizer_email="a@example.com"),
                item_entry_of(item, event, language, base_url=base_url(), event_name=short_name(event, language)),
            ]
    return digest_of(entries)


def _probe(status: EventStatus) -> tuple[Event, AgendaItem]:
    """An event and an item that are in no database."""
    times = {"starts_at": _BEGAN, "ends_at": _BEGAN + timedelta(hours=1)}
    venue = Venue(id=1, name=_TEXT, address=_TEXT)
    event = Event(
        uid="probe",
        slug="probe",
        status=status,
        kind=EventKind.SEMINAR,
        title={"zh": "样例" * 20, "en": "Sample " * 9},
        short_title={},
        summary=_TEXT,
        city=_TEXT,
        status_reason=_TEXT,
        timezone="Europe/Berlin",
        contact={"name": "A", "phone": "1", "email": "a@example.com"},
        venues=[venue],
        sequence=0,
        mail_sequence=0,
        calendar_changed_at=_BEGAN,
        created_at=_BEGAN,
        **times,
    )
    speakers = [Speaker(role=role, name=_TEXT, organization=_TEXT, title=_TEXT) for role in SpeakerRole]
    item = AgendaItem(
        id=1,
        uid="item",
        title=_TEXT,
        description=_TEXT,
        room=Room(venue_id=1, name=_TEXT),
        speakers=speakers,
        is_cancelled=False,
        sequence=0,
        calendar_changed_at=_BEGAN,
        **times,
    )
    return event, item


def settle_some(after_id: int, *, at: datetime) -> int | None:
    """Compare the entries of the next public events after that number with what was last shown, and raise the numbers
    of those that differ; the last number looked at, None at the end."""
    numbers = queries.list_public_ids(after_id=after_id, limit=_AT_ONCE)
    for number in numbers:
        event = db.session.get_one(Event, number)
        lock(event)
        raised = compare_again(event, at=at)
        raised |= settle_items(event, at=at, first_look=True) > 0
        if raised:
            touch(event, programme=True, site=True)
    return numbers[-1] if len(numbers) == _AT_ONCE else None


def lift_numbers(*, at: datetime) -> int:
    """Raise the number of every entry above what may have been sent since a backup was made: to the seconds since 2020,
    which no entry has reached by being changed; how many events there are.

    A number that was lifted before rises by one a change, so a second lift is above it as well.
    """
    number = int((at - _BEGAN).total_seconds())
    told.lift(number, at=at)
    return statements.lift(number, at=at)
