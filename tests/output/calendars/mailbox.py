"""A calendar program that hears by mail only: it applies REQUEST and CANCEL by UID and SEQUENCE (RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import icalendar
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter


@dataclass(frozen=True)
class Message:
    """What one letter says to a calendar program."""

    address: str
    method: str
    uid: str
    sequence: int
    stamp: datetime
    organizer: str
    summary: str
    status: str
    starts_at: datetime
    ends_at: datetime
    location: str
    description: str

    @property
    def shown(self) -> tuple[object, ...]:
        """What its reader sees."""
        return (self.summary, self.status, self.starts_at, self.ends_at, self.location, self.description)


@dataclass
class Mailbox:
    """What the calendar behind one address holds: UID → the message that stands."""

    held: dict[str, Message] = field(default_factory=dict)
    last: dict[str, Message] = field(default_factory=dict)
    """UID → the newest message, CANCEL included."""
    faults: list[str] = field(default_factory=list)
    """What a program would have to overlook or would show wrongly."""

    def take(self, message: Message) -> None:
        """Apply a message as a client does: an older number is overlooked, and who has not invited may not cancel."""
        last = self.last.get(message.uid)
        if last is not None:
            self._compare(last, message)
            if message.sequence < last.sequence:
                return
        self.last[message.uid] = message
        if message.method == "CANCEL":
            self.held.pop(message.uid, None)
        else:
            self.held[message.uid] = message

    def copy(self) -> Mailbox:
        """The same, to go on from."""
        return Mailbox(dict(self.held), dict(self.last), list(self.faults))

    def _compare(self, last: Message, message: Message) -> None:
        if message.organizer != last.organizer:
            self.faults.append(f"{last.organizer} has invited, {message.organizer} writes")
        if message.stamp < last.stamp:
            self.faults.append(f"DTSTAMP runs back from {last.stamp} to {message.stamp}")
        if message.sequence < last.sequence:
            self.faults.append(f"SEQUENCE runs back from {last.sequence} to {message.sequence}")
        is_news = message.method != last.method or message.shown != last.shown
        if is_news and message.sequence <= last.sequence:
            self.faults.append(f"{last.method} {last.shown} and {message.method} {message.shown}: both {last.sequence}")


def read(letter: OutboxLetter) -> Message | None:
    """What the letter says to a calendar program, if anything."""
    return next(iter(read_all(letter)), None)


def read_all(letter: OutboxLetter) -> list[Message]:
    """The same of a letter about several things."""
    found = []
    for spec in letter.attachments:
        if spec["type"].startswith("text/calendar"):
            calendar = icalendar.Calendar.from_ical(spec["content"])
            (entry,) = calendar.walk("VEVENT")
            assert spec["type"].endswith(f"method={calendar['METHOD']}")
            found.append(_message(letter.to_address, str(calendar["METHOD"]), entry))
    return found


def _message(address: str, method: str, entry: Any) -> Message:
    said = {name: str(entry.get(name.upper(), "")) for name in ("uid", "summary", "status", "location", "description")}
    return Message(
        address=address,
        method=method,
        sequence=int(entry["SEQUENCE"]),
        stamp=entry["DTSTAMP"].dt,
        organizer=str(entry["ORGANIZER"]),
        starts_at=entry["DTSTART"].dt,
        ends_at=entry["DTEND"].dt,
        **said,
    )


def list_letters_after(number: int = 0) -> list[OutboxLetter]:
    """Letters written after that one, in order."""
    return list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.id > number).order_by(OutboxLetter.id)))


def deliver(mailboxes: dict[str, Mailbox], letters: Iterable[OutboxLetter]) -> None:
    """Each letter into the mailbox that it goes to."""
    put(mailboxes, [message for letter in letters for message in read_all(letter)])


def put(mailboxes: dict[str, Mailbox], messages: Iterable[Message]) -> None:
    """Each message into the mailbox that it goes to."""
    for message in messages:
        mailboxes.setdefault(message.address, Mailbox()).take(message)
