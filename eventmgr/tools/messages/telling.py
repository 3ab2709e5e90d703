"""What becomes of the e-mails of one act of an organizer: they leave after some minutes, are collected, or are not
written.

A page that may write to people does its work inside `telling(…)`. Whatever the rooms enqueue meanwhile, at any depth,
is treated as was chosen there; nobody on the way has to know. A rehearsal (no choice yet) writes nothing and keeps who
would be written to; its transaction is rolled back (`services.rehearse`). Outside of `telling` an e-mail is due at
once.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from eventmgr.tools.messages.models import Mailing, OutboxLetter


class Choice(enum.Enum):
    """When those concerned hear of an act."""

    NOW = "now"
    COLLECT = "collect"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Reader:
    """Somebody who would be written to: name, and kind and language of the e-mail."""

    name: str
    kind: str
    language: str


@dataclass
class Telling:
    """One act and its e-mails.

    Attributes:
        choice: None in a rehearsal.
        event_id: the event that the act is about.
        hold: how long e-mails of `Choice.NOW` can be taken back.
        readers: who is written to or would be, in order; announcements that a worker goes on with included.
        samples: (kind, language) → the first e-mail of it.
        unreached: people without an e-mail address whom the act concerns.
        mailing: what the e-mails belong to, once there is one.
    """

    choice: Choice | None
    event_id: int
    at: datetime
    hold: timedelta = timedelta()
    readers: list[Reader] = field(default_factory=list)
    samples: dict[tuple[str, str], OutboxLetter] = field(default_factory=dict)
    unreached: int = 0
    mailing: Mailing | None = None

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing is kept, and the question is who would be written to."""
        return self.choice is None

    @property
    def is_held(self) -> bool:
        """Whether its e-mails leave, and can be taken back until then: only those of an act that tells now."""
        return self.choice is Choice.NOW and bool(self.hold)

    @property
    def leaves_at(self) -> datetime:
        """When e-mails that can be taken back leave."""
        return self.at + self.hold

    def note(self, values: dict[str, Any]) -> None:
        """Somebody is written to; `values` are those of the row."""
        kind, language = values["kind"], values["language"]
        self.readers.append(Reader(values["to_name"], kind, language))
        if self.is_rehearsal and (kind, language) not in self.samples:
            self.samples[kind, language] = OutboxLetter(**values)

    def add_unnamed(self, number: int) -> None:
        """So many more are written to, by one statement."""
        self.readers += [Reader("", "", "")] * number

    def count_kinds(self) -> dict[str, int]:
        """Kind → e-mails, in the order of their first."""
        return dict(Counter(reader.kind for reader in self.readers))


_now: ContextVar[Telling | None] = ContextVar("telling", default=None)


def current() -> Telling | None:
    """How the act that is under way tells people; None: at once."""
    return _now.get()


def choice() -> Choice:
    """The same as a choice; a rehearsal is of an act that tells now."""
    telling = _now.get()
    return (telling.choice if telling else None) or Choice.NOW


def is_rehearsal() -> bool:
    """Whether the act under way will be undone."""
    telling = _now.get()
    return telling is not None and telling.is_rehearsal


@contextmanager
def telling(how: Telling) -> Iterator[Telling]:
    """What is enqueued inside is treated as `how` says."""
    token = _now.set(how)
    try:
        yield how
    finally:
        _now.reset(token)


def has_sample(kind: str, language: str) -> bool:
    """In a rehearsal: whether an e-mail of that kind and language was made; the others need not be."""
    how = _now.get()
    return how is not None and how.is_rehearsal and (kind, language) in how.samples


def note_reader(name: str, kind: str, language: str) -> None:
    """In a rehearsal: somebody would be written to whose e-mail was not made."""
    if (how := _now.get()) is not None:
        how.readers.append(Reader(name, kind, language))


def note_passed_over(number: int) -> None:
    """So many people are not told of what all of them would be told."""
    if (how := _now.get()) is not None:
        how.add_unnamed(number)


def note_unreached(number: int) -> None:
    """The act concerns so many people who have no e-mail address."""
    if (how := _now.get()) is not None:
        how.unreached += number
