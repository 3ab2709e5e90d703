"""What every channel answers: taken, later, or never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Delivered:
    """The channel has accepted the text."""


@dataclass(frozen=True)
class RetryAfter:
    """Not this time; `is_certain` that it was not taken all the same."""

    reason: str
    seconds: float = 0.0
    is_certain: bool = True


@dataclass(frozen=True)
class Refused:
    """A refusal that repeating does not change, and its reason."""

    reason: str


Result = Delivered | RetryAfter | Refused


class Channel(Protocol):
    """Carries one text at a time; reasons hold neither text nor number nor key."""

    @property
    def knows_repeats(self) -> bool:
        """Whether a text that is sent once more under its number reaches nobody twice."""

    def send(self, text: str, to: str, uid: str) -> Result:
        """Hand the text over to the channel."""


@dataclass(frozen=True)
class Outgoing:
    """A text at the moment it leaves."""

    channel: Channel
    text: str
    to: str


@dataclass(frozen=True)
class LeftOut:
    """It is not to be sent any more, and why: a code of the room that wrote it."""

    reason: str
