"""Every path of states of event, session and registration: what a person's calendar then holds, by mail and by feed.

From each state that can be reached every act is tried, and of the first `DEEP` acts every order. A state is what event, session
and registration are, and whose and where the place is. Beside the calendar that hears of everything stands one for each kind
of letter that never gets that kind: it has to come out untrue, so a REQUEST or CANCEL that is left out is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events import services as events
from eventmgr.event.events.models import Approval, Event, EventStatus, HostBody, HostRole, Venue
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm, reject, restore, revoke, withdraw
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.output.calendars import feeds, queries
from eventmgr.tools.ical import Entry, digest_of
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.factories import NOON, make_event, make_item, make_user
from tests.output.calendars.mailbox import Mailbox, list_letters_after, put, read
from tests.soak import either

DEEP = either(1, 2)
"""So many acts are tried in every order, known states or not."""
REASON = {"zh": "台风", "en": "typhoon"}
HOUR = timedelta(hours=1)


@dataclass
class World:
    """What acts change; the rows are read anew after each."""

    event_id: int
    item_id: int
    place_id: int
    applicants: tuple[Applicant, ...]
    """The person, the same one with another mailbox, somebody else with a third."""

    @property
    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id)

    @property
    def item(self) -> AgendaItem:
        return db.session.get_one(AgendaItem, self.item_id)

    @property
    def place(self) -> Registration:
        return db.session.get_one(Registration, self.place_id)


def _move(world: World, *, act: Act) -> None:
    event = world.event
    dates = {"starts_at": event.starts_at + HOUR, "ends_at": event.ends_at + HOUR}
    events.edit(event, dates, act=act, move_agenda=True)


def _rename(world: World, *, act: Act) -> None:
    title = world.event.title["zh"]
    events.edit(world.event, {"title": {"zh": title + "二", "en": "Another"}}, act=act)


def _another_zone(world: World, *, act: Act) -> None:
    """The clock stays as it is, and shows another time."""
    event = world.event
    is_home = event.timezone == "Asia/Shanghai"
    shift = 2 * HOUR if is_home else -2 * HOUR
    dates = {"starts_at": event.starts_at + shift, "ends_at": event.ends_at + shift}
    zone = {"timezone": "Asia/Urumqi" if is_home else "Asia/Shanghai"}
    events.edit(event, dates | zone, act=act, move_agenda=True)


def _move_item(world: World, *, act: Act) -> None:
    if world.item.is_cancelled:
        raise Refusal("gone")
    agenda.move_item(world.event, world.item, minutes=5, act=act)


def _remove_item(world: World, *, act: Act) -> None:
    if world.item.is_cancelled:
        raise Refusal("gone")
    agenda.remove_item(world.event, world.item, act=act)


def _become(number: int) -> Callable[..., None]:
    def change(world: World, *, act: Act) -> None:
        if world.place.email == world.applicants[number].email or world.place.status not in LIVE:
            raise Refusal("nothing to change")
        edit(world.event, world.place, world.applicants[number], act=act)

    return change


ACTS: dict[str, Callable[..., object]] = {
    "let wait": lambda world, *, act: put_on_waiting_list(world.event, [world.place], act=act),
    "delete": lambda world, *, act: delete(world.event, world.place, reason="本人要求", act=act),
    "publish": lambda world, *, act: events.publish(world.event, act=act),
    "postpone": lambda world, *, act: events.postpone(world.event, REASON, act=act),
    "cancel": lambda world, *, act: events.cancel(world.event, REASON, act=act),
    "restore event": lambda world, *, act: events.restore(world.event, act=act),
    "move": _move,
    "rename": _rename,
    "another zone": _another_zone,
    "move item": _move_item,
    "remove item": _remove_item,
    "confirm": lambda world, *, act: confirm(world.event, [world.place], act=act),
    "reject": lambda world, *, act: reject(world.event, [world.place], reason="重复", act=act),
    "revoke": lambda world, *, act: revoke(world.event, [world.place], reason="名额压减", act=act),
    "withdraw": lambda world, *, act: withdraw(world.event, world.place, act=act),
    "restore": lambda world, *, act: restore(world.event, world.place, act=act),
    "another mailbox": _become(1),
    "somebody else": _become(2),
}


CARRIERS = (
    *("confirmed", "promoted", "changed", "postponed", "substitute", "published", "restored", "rescheduled"),
    *("cancelled", "revoked", "withdrawn", "deleted", "replaced", "moved"),
)
"""Letters that bear a REQUEST or a CANCEL."""


@dataclass
class Seen:
    """What readers have at a point of the path."""

    mailboxes: dict[str, dict[str, Mailbox]] = field(default_factory=lambda: {"": {}})
    """Kind of letter that never arrives ("": all do) → address → calendar."""
    letter: int = 0
    personal: dict[str, Entry] = field(default_factory=dict)
    public: dict[str, Entry] = field(default_factory=dict)

    def copy(self) -> Seen:
        return Seen(
            {
                missing: {address: box.copy() for address, box in boxes.items()}
                for missing, boxes in self.mailboxes.items()
            },
            self.letter,
            dict(self.personal),
            dict(self.public),
        )


@pytest.mark.soak
@pytest.mark.one_engine
def test_every_path_of_states_leaves_true_entries_by_mail_and_by_feed(database):
    walk = Walk(make_world())
    with pytest.raises(_Undo), transaction():
        seen = Seen(mailboxes={missing: {} for missing in ("", *CARRIERS)})
        walk.look(seen, ())
        walk.go_on(seen, ())
        raise _Undo

    assert walk.faults[:3] == []
    assert len(walk.states) >= 40
    assert {step for path in walk.edges for step in path[-1:]} == set(ACTS)
    assert walk.noticed == set(CARRIERS)


def make_world() -> World:
    event = make_event(
        status=EventStatus.DRAFT,
        approval=Approval.REVIEW,
        ends_at=NOON + timedelta(days=42, hours=6),
        agenda_published=True,
        summary={"zh": "样例"},
        contact={"name": "王敏", "phone": "021-1", "email": "office@example.com"},
        hosts=[HostBody(role=HostRole.HOST, name={"zh": "样例局"})],
        venues=[Venue(name={"zh": "样例中心", "en": "Centre"})],
        created_by_id=make_user().id,
    )
    item = make_item(event)
    one = make_applicant()
    moved = replace(one, email="moved@example.com")
    other = replace(make_applicant(), email="other@example.com")
    with transaction():
        place = register(event, one, act=Act(OFFICE, NOON), source=Source.STAFF)
    return World(event.id, item.id, place.id, (one, moved, other))


class Walk:
    """Tries every act in every state, each inside a savepoint that is undone."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._held = (world.event, world.item, world.place)
        """The session forgets a row that nobody holds, and fetches it again each time that it is asked for."""
        self.states: set[tuple[object, ...]] = set()
        self.edges: list[tuple[str, ...]] = []
        self.faults: list[str] = []
        self.noticed: set[str] = set()
        """Kinds of letters without which some calendar was untrue."""

    def go_on(self, seen: Seen, path: tuple[str, ...]) -> None:
        """Every act from here, and on from where it leads, if that is not known. Every other act comes by a clock that was
        set back."""
        at = NOON + (9 * HOUR if len(path) % 2 else 8 * HOUR) + len(path) * timedelta(seconds=1)
        for name, act in ACTS.items():
            with _undone():
                try:
                    act(self.world, act=Act(OFFICE, at))
                except Refusal:
                    continue
                db.session.flush()
                now, longer = seen.copy(), (*path, name)
                self.edges.append(longer)
                self.look(now, longer)
                state = self._state()
                if not self.faults and (state not in self.states or len(longer) < DEEP):
                    self.states.add(state)
                    self.go_on(now, longer)

    def look(self, seen: Seen, path: tuple[str, ...]) -> None:
        """Deliver what was written, fetch both feeds, and compare with what holds."""
        letters = list_letters_after(seen.letter)
        seen.letter = letters[-1].id if letters else seen.letter
        said = [(letter.kind, message) for letter in letters if (message := read(letter)) is not None]
        for missing, boxes in seen.mailboxes.items():
            if missing not in self.noticed:
                put(boxes, [message for kind, message in said if kind != f"registration.{missing}"])
                if missing and any(self._by_mail(boxes)):
                    self.noticed.add(missing)
        faults = [*self._by_mail(seen.mailboxes[""]), *self._by_feeds(seen)]
        self.faults += [f"{' → '.join(path)}: {fault}" for fault in faults]

    def _state(self) -> tuple[object, ...]:
        world = self.world
        tells_who = world.place.status in HOLDING and not world.item.is_cancelled
        who = [one.email for one in world.applicants].index(world.place.email) if tells_who else None
        is_deleted = world.place.forgotten_at is not None
        return world.event.status, world.item.is_cancelled, world.place.status, is_deleted, who

    def _by_mail(self, boxes: dict[str, Mailbox]) -> Iterator[str]:
        event, place = self.world.event, self.world.place
        wanted = place.status in HOLDING and event.status not in (EventStatus.CANCELLED, EventStatus.DRAFT)
        for address, box in boxes.items():
            yield from box.faults
            held = box.held.get(event.uid)
            if (held is not None) != (wanted and address == place.email):
                yield f"{address} holds {held}"
            elif held is not None:
                yield from self._compared(held.summary, held.status, held.starts_at, held.ends_at)
        if wanted and event.uid not in boxes.get(place.email, Mailbox()).held:
            yield f"{place.email} holds nothing"

    def _compared(self, summary: str, status: str, starts_at: datetime, ends_at: datetime) -> Iterator[str]:
        event = self.world.event
        late = event.status is EventStatus.POSTPONED
        wanted = ("已延期：" if late else "") + event.title["zh"], "TENTATIVE" if late else "CONFIRMED"
        if (summary, status, starts_at, ends_at) != (*wanted, event.starts_at, event.ends_at):
            yield f"the entry says {summary} {status} {starts_at}, true is {wanted} {event.starts_at}"

    def _by_feeds(self, seen: Seen) -> Iterator[str]:
        event, place = self.world.event, self.world.place
        items = queries.list_items(event, at=NOON)
        is_public = event.status is not EventStatus.DRAFT
        public = feeds.entries_of_event(event, items, "zh", base_url="http://localhost") if is_public else []
        personal = feeds.entries_of_registration(place, items, "zh", base_url="http://localhost")
        yield from self._told_truly(event.uid, personal, given_up=place.status not in LIVE)
        yield from self._as_by_mail(seen.mailboxes[""].get(place.email, Mailbox()), personal)
        yield from self._told_truly(event.uid, public, given_up=False)
        yield from _compared_with(seen.public, public, strictly=True)
        yield from _compared_with(seen.personal, personal, strictly=False)
        seen.public, seen.personal = {entry.uid: entry for entry in public}, {entry.uid: entry for entry in personal}

    def _as_by_mail(self, box: Mailbox, personal: list[Entry]) -> Iterator[str]:
        """Who has a place finds the same in the personal feed as in what was mailed."""
        held = box.held.get(self.world.event.uid)
        for entry in personal:
            if held is not None and entry.uid == held.uid:
                in_feed = entry.summary, entry.status, entry.starts_at, entry.ends_at, entry.location
                by_mail = held.summary, held.status, held.starts_at, held.ends_at, held.location
                if in_feed != by_mail:
                    yield f"the feed says {in_feed}, the letter {by_mail}"

    def _told_truly(self, event_uid: str, entries: list[Entry], *, given_up: bool) -> Iterator[str]:
        """Every entry that does not take place says so in its title, and no other."""
        event, item = self.world.event, self.world.item
        for entry in entries:
            gone = given_up or event.status is EventStatus.CANCELLED
            gone = gone or (entry.uid != event_uid and item.is_cancelled)
            if (entry.status == "CANCELLED", entry.summary.startswith("已取消：")) != (gone, gone):
                yield f"{entry.summary} {entry.status}, gone: {gone}"
            if entry.summary.startswith("已延期：") != (event.status is EventStatus.POSTPONED and not gone):
                yield f"{entry.summary}: {event.status}"


def _compared_with(before: dict[str, Entry], now: list[Entry], *, strictly: bool) -> Iterator[str]:
    """A difference has a higher number and no earlier date; `strictly`: a later date, and where there is none, both stay."""
    for entry in now:
        old = before.get(entry.uid)
        if old is None:
            continue
        is_news = digest_of([old]) != digest_of([entry])
        numbers, dates = (old.sequence, entry.sequence), (old.last_modified, entry.last_modified)
        if numbers[1] < numbers[0] or dates[1] < dates[0]:
            yield f"{entry.summary} runs back: {numbers} {dates}"
        if is_news and (numbers[1] == numbers[0] or (strictly and dates[1] < dates[0] + timedelta(seconds=1))):
            yield f"{old.summary} became {entry.summary} under {numbers} {dates}"
        if strictly and not is_news and (numbers[0], dates[0]) != (numbers[1], dates[1]):
            yield f"{entry.summary} is as it was under {numbers} {dates}"


@contextmanager
def _undone() -> Iterator[None]:
    """What is written inside is taken back at the end."""
    savepoint = db.session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
        db.session.expire_all()


class _Undo(Exception):
    """The end of the walk: nothing is kept."""
