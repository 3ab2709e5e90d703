"""Telling people: by letter, or, where no address is known, by noting that the organizers owe them a call."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.registration import statements
from eventmgr.event.registration.letters.writing import TAKES_PLACE, differences_since, write_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import (
    Reached,
    find_live,
    list_locked,
    list_reachable,
    list_reached,
    list_registrations_by_id,
)
from eventmgr.ground.db import db
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages import mailings, telling
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.rate_limits.mail_limits import may_write_from_job

AT_ONCE = 500
"""So many letters are written in the transaction of what they tell; more are left to a worker."""
_JOB = "registration.announce"
_TO_HOLDERS = ("published",)
"""Letters that go to nobody who waits or is under review."""
_STATES = {
    "cancelled": frozenset({EventStatus.CANCELLED}),
    "postponed": frozenset({EventStatus.POSTPONED}),
    **dict.fromkeys(TAKES_PLACE, frozenset(EventStatus) - {EventStatus.CANCELLED, EventStatus.POSTPONED}),
    "changed": frozenset(EventStatus) - {EventStatus.CANCELLED},
}
"""Letter → states of the event in which it is still true."""

SEND_LINK = "registration.send_link"
"""The job that looks for whom a link is; payload: {"event_id", "identity"}."""


Before = Mapping[str, dict[str, str]]
"""Language → what letters have said of the event so far; see `mailed_facts`."""


def tell(kind: str, registration: Registration, event: Event, *, act: Act, **own: Any) -> None:
    """Write the letter `kind`; somebody without an address is to be phoned instead, unless it was their own act or
    nobody is to be told. Whose data is only kept hears of their own acts alone.

    Args:
        own: as `write_letter` takes it.
    """
    if registration.restricted_at is not None and not act.by.acts_by_link:
        return
    write_letter(kind, registration, event, at=act.at, **own)
    if telling.choice() is Choice.NOBODY:
        return
    owes_call = not registration.email and not act.by.acts_by_link
    registration.untold_since = act.at if owes_call else None
    telling.note_unreached(int(owes_call))


def note_told(event: Event, registrations: Sequence[Registration], *, act: Act, action: str = "told_by_phone") -> int:
    """The organizers have phoned these people, or reached them otherwise; of how many that was news."""
    rows = [row for row in list_locked(registrations) if row.untold_since is not None]
    for row in rows:
        row.untold_since = None
        record(act, action, row, event_id=event.id, object_name=row.name)
    return len(rows)


@dataclass(frozen=True)
class Announcement:
    """What all are told of an event.

    Attributes:
        kind: of the letter.
        before: what they know of the event; the letter says what is otherwise.
        told_at: who asked for a place later than that knows it already.
        heard: mailings whose readers know it already.
    """

    kind: str
    before: Before
    told_at: datetime
    heard: tuple[int, ...] = ()

    @property
    def readers(self) -> Collection[Status]:
        """In which states people are told."""
        return HOLDING if self.kind in _TO_HOLDERS else LIVE


def announce(event: Event, announcement: Announcement, *, at: datetime) -> None:
    """Write the letter to live registrations with an address, in the transaction of the event's change; those without
    one are to be phoned.

    Beyond `AT_ONCE` of them the rest is a job of the same transaction, and the job's own the next ones: a worker that
    dies loses none and writes none twice. In a rehearsal one letter a language is written, and all readers are counted.
    """
    to_phone = statements.note_untold(event.id, holders_only=announcement.kind in _TO_HOLDERS, at=at)
    telling.note_unreached(to_phone)
    if telling.is_rehearsal():
        _rehearse(event, announcement, at=at)
    else:
        _write_some(event, announcement, after_id=0, at=at)


def count_reached(event: Event, told: Announcement, *, after_id: int = 0) -> int:
    """How many people `announce` would write to."""
    return len(_reached(event, told, after_id))


def _reached(event: Event, told: Announcement, after_id: int = 0) -> list[Reached]:
    return list_reached(event.id, asked_until=told.told_at, statuses=told.readers, after_id=after_id, heard=told.heard)


def _rehearse(event: Event, announcement: Announcement, *, at: datetime) -> None:
    """As `_write_some` in constant statements: who is written to, and one letter in each language."""
    reached = _reached(event, announcement)
    first = {reader.language: reader.id for reader in reversed(reached)}
    for row in list_registrations_by_id(event.id, sorted(first.values())):
        facts = announcement.before.get(row.language)
        changed = differences_since(event, row.language, facts) if facts else ()
        write_letter(announcement.kind, row, event, at=at, differences=changed)
    for reader in reached:
        if first[reader.language] != reader.id:
            telling.note_reader(reader.name, f"registration.{announcement.kind}", reader.language)


def _write_some(event: Event, announcement: Announcement, *, after_id: int, at: datetime) -> None:
    rows = list_reachable(
        event.id, after_id=after_id, asked_until=announcement.told_at, limit=AT_ONCE + 1, heard=announcement.heard
    )
    now = rows[:AT_ONCE]
    changed = {language: differences_since(event, language, facts) for language, facts in announcement.before.items()}
    for row in now:
        if row.status in announcement.readers:
            write_letter(announcement.kind, row, event, at=at, differences=changed.get(row.language, ()))
    if len(rows) > AT_ONCE:
        rest = {
            "event_id": event.id,
            "kind": announcement.kind,
            "before": announcement.before,
            "after_id": now[-1].id,
            "told_at": announcement.told_at.isoformat(),
            "heard": list(announcement.heard),
            "mailing": mailings.expect_more(count_reached(event, announcement, after_id=now[-1].id)),
        }
        enqueue(_JOB, rest, at=at)


@handler(_JOB)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """The job: the next letters of an announcement, unless the event's state says otherwise by now (of that all hear),
    or the announcement was taken back."""
    event = db.session.get(Event, payload["event_id"])
    if event is None:
        return
    lock(event)
    kind, mailing = payload["kind"], payload.get("mailing")
    if event.status not in _STATES.get(kind, _STATES["changed"]) or mailings.is_called_off(mailing):
        return
    told_at, heard = datetime.fromisoformat(payload["told_at"]), tuple(payload.get("heard", ()))
    told = Announcement(kind, payload.get("before", {}), told_at, heard)
    how = mailings.go_on(mailing, event.id, at=at)
    with telling.telling(how) if how else nullcontext():
        _write_some(event, told, after_id=payload["after_id"], at=at)


@handler(SEND_LINK)
def send_link(payload: dict[str, Any], at: datetime) -> None:
    """The job: the letter to the live registration of that identity, if there is one."""
    event = db.session.get(Event, payload["event_id"])
    registration = find_live(payload["event_id"], payload["identity"])
    if event is None or registration is None:
        return
    if may_write_from_job(registration.email, about=f"registration:{registration.id}", at=at):
        write_letter("link", registration, event, at=at)
