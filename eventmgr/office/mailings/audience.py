"""Who gets a mailing: the people of the organizers' list whom its channel is for, and why it does not reach some of
them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import LIVE, Status
from eventmgr.event.registration.filters import ListFilter, filter_of
from eventmgr.event.registration.office_list.queries import iterate_rows
from eventmgr.ground.settings import sms_per_day
from eventmgr.office.mailings.models import RecipientState, TeamMessage
from eventmgr.office.mailings.queries import DAY, count_recent
from eventmgr.tools.messages.optouts.services import left_alone

_COLUMNS = ("id", "name", "language", "status", "forgotten_at")
_LONGEST_DOMAIN = 190


@dataclass(frozen=True)
class Listed:
    """Somebody on the list, and whether it reaches them."""

    id: int
    name: str
    address: str
    """Of e-mail, or the mobile number; empty: there is none."""
    language: str
    status: Status
    state: RecipientState

    @property
    def domain(self) -> str:
        """The domain of the e-mail address, in lower case."""
        return domain_of(self.address)


@dataclass(frozen=True)
class Audience:
    """All of them, in the order of the official list."""

    listed: tuple[Listed, ...] = field(default_factory=tuple)

    def of(self, state: RecipientState) -> list[Listed]:
        """The people on the list in that state."""
        return [person for person in self.listed if person.state is state]

    @property
    def reached(self) -> list[Listed]:
        """The people whom the message reaches."""
        return self.of(RecipientState.WAITING)

    def count_states(self) -> dict[Status, int]:
        """State of the registration → how many of those who get it."""
        return dict(Counter(person.status for person in self.reached))

    @property
    def gone(self) -> int:
        """How many get it although they have cancelled or were declined."""
        return sum(person.status not in LIVE for person in self.reached)

    def count_languages(self) -> dict[str, int]:
        """Language → how many of those who get it."""
        return dict(Counter(person.language for person in self.reached))


@dataclass(frozen=True)
class Channel:
    """Whom a way of sending is for, and how much one of them may get."""

    columns: tuple[str, ...]
    """What is read of a registration to know its address."""
    address_of: Callable[[Any], str | None]
    """Where it reaches that person of the list; empty: nowhere; None: it is not meant for them."""
    left_of_day: Callable[[Collection[str], datetime], dict[str, int]] | None = None
    """Address → how many more it may get now; None: as many as are sent."""


def _left_of_day(numbers: Collection[str], at: datetime) -> dict[str, int]:
    """What each number may still get within a day, of all events."""
    most, used = sms_per_day(), count_recent(numbers, since=at - DAY)
    return {number: most - used.get(number, 0) for number in numbers}


EMAIL = Channel(("email",), lambda row: str(row.email))
"""To everybody on the list."""
SHORT_TEXT = Channel(("email", "mobile"), lambda row: None if row.email else str(row.mobile), _left_of_day)
"""To those who have no e-mail address."""


def audience_of(event: Event, mailing: TeamMessage, channel: Channel, *, at: datetime) -> Audience:
    """Who is on its list now; who is only kept is never among them.

    Raises:
        BadValue: the list knows its filter no longer.
    """
    filters = filter_of(mailing.filters, event)
    return audience_by(event, filters, channel, is_necessary=mailing.is_necessary, at=at)


def audience_by(event: Event, filters: ListFilter, channel: Channel, *, is_necessary: bool, at: datetime) -> Audience:
    """Who is on the list that is narrowed so. Two or three statements, and one more for each some hundred people."""
    rows = [
        (row, address)
        for row in iterate_rows(event.id, filters, (*_COLUMNS, *channel.columns))
        if row.forgotten_at is None and (address := channel.address_of(row)) is not None
    ]
    alone = set() if is_necessary else left_alone(address for _row, address in rows)
    numbers = {address for _row, address in rows if address}
    left = channel.left_of_day(numbers, at) if channel.left_of_day is not None else None

    def state_of(address: str) -> RecipientState:
        if not address:
            return RecipientState.UNREACHED
        if address in alone:
            return RecipientState.UNSUBSCRIBED
        if left is not None:
            left[address] -= 1
            if left[address] < 0:
                return RecipientState.ENOUGH
        return RecipientState.WAITING

    return Audience(
        tuple(Listed(row.id, row.name, address, row.language, row.status, state_of(address)) for row, address in rows)
    )


def count_bounced(event: Event, filters: ListFilter) -> int:
    """How many on the list have an address from which an e-mail came back; nought where the list has another hint
    already."""
    if filters.flag:
        return 0
    return sum(1 for _row in iterate_rows(event.id, replace(filters, flag="bounced"), ("id",)))


def domain_of(email: str) -> str:
    """What stands behind the last @, in small letters."""
    return email.rpartition("@")[2].lower()[:_LONGEST_DOMAIN]
