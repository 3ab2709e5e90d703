"""Who hears of rooms, rides and stops: whoever is shown something else than their mailbox was told; one e-mail with an
entry for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from eventmgr.event.agenda.calendar_entry import item_entry_of
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.derived.calendar_entry import cancelled, short_name
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import organizer_of
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_holding_at, list_registrations_by_id
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import speaking
from eventmgr.ground.prepared import insert_many
from eventmgr.on_site.logistics import letters
from eventmgr.on_site.logistics.calendar_entries import entries_of, load_travel
from eventmgr.programme.study_visits.calendar_entries import at_stop, uid_at_stop
from eventmgr.programme.study_visits.panels import OwnStop, own_stops
from eventmgr.programme.study_visits.queries import list_former_visit_items, list_visit_items
from eventmgr.tools.ical import Attendee, Entry
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.messages.letters import safe_name
from eventmgr.tools.messages.mailings import take_back_since
from eventmgr.tools.messages.services import new_rows
from eventmgr.tools.messages.telling import Choice, choice, has_sample, note_passed_over, note_reader, note_unreached
from eventmgr.tools.numbering.mailing import Mailings, mailings
from eventmgr.tools.numbering.readers import participant

_EVER = timedelta(days=3650)


@dataclass(frozen=True)
class _Own:
    """What one person has, in that person's language."""

    registration: Registration
    entries: Sequence[Entry]
    untimed: Collection[str]
    """Rooms and rides: what calendars were told of them is kept sealed, and nowhere else."""
    common: Mapping[str, str]
    """UIDs of stops that all visit together → those of their agenda items."""
    former: Sequence[Entry]
    """Stops under the UIDs of their agenda items, cancelled: e-mails bore these once."""

    @property
    def all(self) -> Sequence[Entry]:
        """What the person has, and what is taken out of the calendars that have it."""
        return [*self.entries, *self.former]


def announce(event: Event, people: Collection[int], *, at: datetime, standing: bool = False) -> None:
    """Those of these people whose room, rides or stops read otherwise than they were e-mailed are written to, once
    each; what was written to them before and has not left never leaves, so each e-mail bears everything of its reader.
    A fixed number of statements.

    Args:
        standing: those alone who have been e-mailed any of it before.
    """
    owned, mailed = _load(event, people, at=at)
    concerned = []
    for own in owned:
        reader = _reader(own.registration)
        if not standing or mailed.knows(reader):
            news = mailed.news(reader, own.all, untimed=own.untimed)
            if news:
                concerned.append((own, news if mailed.knows(reader) else ()))
    _write(event, letters.TRAVEL, concerned, mailed, at=at)


def take_back(event: Event, registration: Registration, *, at: datetime) -> None:
    """The mailbox that this registration names now is left: what stands in the calendar behind it is cancelled."""
    owned, mailed = _load(event, [registration.id], at=at)
    left = []
    for own in owned:
        known = mailed.knows(_reader(registration))
        with speaking(registration.language):
            held = [cancelled(entry) for entry in own.entries if entry.uid in known]
        taken = replace(own, entries=held)
        if mailed.news(_reader(registration), taken.all, untimed=own.untimed):
            left.append((taken, ()))
    _write(event, letters.LEFT, left, mailed, at=at)


def _reader(registration: Registration) -> str:
    """One for all mailboxes that a place had: so numbers rise from the cancellation at one to the invitation at the
    next."""
    return participant(registration.id, 0)


def _load(event: Event, people: Collection[int], *, at: datetime) -> tuple[list[_Own], Mailings]:
    rows = [
        row
        for row in list_registrations_by_id(event.id, sorted(people))
        if row.restricted_at is None and row.forgotten_at is None
    ]
    if event.status is EventStatus.DRAFT:
        rows = []
    ids = [row.id for row in rows]
    travel, stops = load_travel(event.id, ids) if rows else {}, _Stops(event) if rows else None
    owned = []
    for row in rows:
        with speaking(row.language):
            moving = entries_of(row, travel[row.id], row.language, base_url=base_url(), at=at, is_mailed=True)
            visited, common, former = stops.entries_of(row) if stops else ([], {}, [])
        entries = [entry for entry in (*moving, *visited) if entry.ends_at > at]
        owned.append(
            _Own(
                row,
                sorted(entries, key=lambda one: (one.starts_at, one.uid)),
                {entry.uid for entry in moving},
                common,
                [entry for entry in former if entry.ends_at > at],
            )
        )
    mailed = mailings(
        [_reader(row) for row in rows],
        sorted({entry.uid for own in owned for entry in own.all}),
        organizer=(event.contact.get("name", ""), organizer_of(event)),
        at=at,
    )
    return [_without_common(own, mailed) for own in owned], mailed


def _without_common(own: _Own, mailed: Mailings) -> _Own:
    """Without stops that all visit together, unless the person was e-mailed a batch of them: those stand in the
    agenda."""
    known = mailed.knows(_reader(own.registration))
    return replace(
        own,
        entries=[
            entry
            for entry in own.entries
            if entry.uid not in own.common or not {entry.uid, own.common[entry.uid]}.isdisjoint(known)
        ],
    )


class _Stops:
    """The stops of an event and who visits them how; a fixed number of statements."""

    def __init__(self, event: Event) -> None:
        self._event = event
        visits, former = list_visit_items(event.id), list_former_visit_items(event.id)
        self._items: Sequence[AgendaItem] = visits if event.agenda_published else []
        self._stops: Mapping[int, Mapping[int, OwnStop]] = own_stops(event.id) if self._items else {}
        self._former: Sequence[AgendaItem] = former if event.agenda_published else [*visits, *former]

    def list_visited(self, registration_id: int) -> list[AgendaItem]:
        """Those that admit the person, who holds a place."""
        stops = self._stops.get(registration_id, {})
        return [item for item in self._items if item.id in stops and not stops[item.id].is_refused]

    def entries_of(self, registration: Registration) -> tuple[list[Entry], dict[str, str], list[Entry]]:
        """Of one person, in the language spoken, cancelled where the place is given up, the agenda is not public or the
        item is no stop any more; which of them all visit together, as in `_Own`; and all cancelled under the UIDs of
        their agenda items."""
        language = registration.language
        is_given_up = registration.status not in HOLDING
        stops = self._stops.get(registration.id, {})
        entries, common, former = [], {}, []
        whole_of = partial(
            item_entry_of,
            event=self._event,
            language=language,
            base_url=base_url(),
            is_given_up=is_given_up,
            event_name=short_name(self._event, language),
        )
        for item in self._former:
            whole = whole_of(item)
            entry = replace(cancelled(whole), uid=uid_at_stop(whole.uid, registration.id), is_busy=False)
            common[entry.uid] = whole.uid
            entries.append(entry)
        for item in self._items:
            stop, whole = stops.get(item.id), whole_of(item)
            former.append(replace(cancelled(whole), is_busy=False))
            entry = at_stop(whole, stop, registration.id)
            if stop is None or stop.is_refused or not stop.batch:
                common[entry.uid] = whole.uid
            entries.append(replace(entry, is_busy=entry.status == "CONFIRMED"))
        return entries, common, former


def _write(
    event: Event, kind: str, concerned: Sequence[tuple[_Own, Collection[str]]], mailed: Mailings, *, at: datetime
) -> None:
    reached = [(own, news) for own, news in concerned if own.registration.email]
    note_unreached(len(concerned) - len(reached))
    if not reached:
        return
    take_back_since([letters.about(own.registration.id) for own, _news in reached], at=at - _EVER)
    if choice() is Choice.NOBODY:
        note_passed_over(len(reached))
        return
    shared, rows = _shared(event, [own for own, _news in reached], mailed, at=at), []
    for own, news in reached:
        reader = own.registration
        if has_sample(kind, reader.language):
            note_reader(reader.name, kind, reader.language)
            continue
        attendee = Attendee(safe_name(reader.name), reader.email)
        files = mailed.attachments(
            _reader(reader), attendee, own.all, untimed=own.untimed, shared=shared.get(reader.id, ())
        )
        if not files:
            continue
        try:
            rows += new_rows(letters.letter_to(kind, reader, event, own.entries, files, news=news), at=at)
        except BadValue:
            continue
    insert_many(rows)
    mailed.keep()


def _shared(event: Event, owned: Sequence[_Own], mailed: Mailings, *, at: datetime) -> dict[int, set[str]]:
    """Number of a registration → UIDs of agenda items that somebody else with its mailbox was e-mailed for a stop, and
    is not written to now: what stands there is that person's. No statement where nobody knows such a UID, a fixed
    number otherwise."""
    off = {
        own.registration.id: gone
        for own in owned
        if (gone := {row.uid for row in own.former}.intersection(mailed.knows(_reader(own.registration))))
    }
    if not off or event.status is EventStatus.CANCELLED:
        return {}
    mailboxes = {own.registration.id: own.registration.email.lower() for own in owned if own.registration.id in off}
    holding = list_holding_at(event.id, mailboxes.values())
    written = {own.registration.id for own in owned}
    fellows = sorted({number for numbers in holding.values() for number in numbers} - written)
    known = mailings([participant(number, 0) for number in fellows], [], organizer=mailed.organizer, at=at)
    stops = _Stops(event)
    standing = {number: _standing(number, stops, known) for number in fellows}
    return {
        number: {uid for fellow in holding.get(mailboxes[number], ()) for uid in gone & standing.get(fellow, set())}
        for number, gone in off.items()
    }


def _standing(number: int, stops: _Stops, mailed: Mailings) -> set[str]:
    """UIDs of agenda items under which that person was e-mailed stops, and under no other yet."""
    known = mailed.knows(participant(number, 0))
    uids = {item.uid for item in stops.list_visited(number)}
    return {uid for uid in uids if uid in known and uid_at_stop(uid, number) not in known}
