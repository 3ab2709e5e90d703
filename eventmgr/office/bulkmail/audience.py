"""Who gets a bulk e-mail: the organizers' list itself, without those who cannot be reached or want none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import LIVE, Status
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.office_list.queries import iterate_rows
from eventmgr.office.bulkmail.models import RecipientState
from eventmgr.tools.messages.optouts.services import left_alone

_COLUMNS = ("id", "name", "email", "language", "status", "forgotten_at")
_LONGEST_DOMAIN = 190


@dataclass(frozen=True)
class Listed:
    """Somebody on the list, and how an e-mail would reach them."""

    id: int
    name: str
    email: str
    language: str
    status: Status
    state: RecipientState

    @property
    def domain(self) -> str:
        """Of the address, in small letters."""
        return domain_of(self.email)


@dataclass(frozen=True)
class Audience:
    """All of them, in the order of the official list."""

    listed: tuple[Listed, ...] = field(default_factory=tuple)

    def of(self, state: RecipientState) -> list[Listed]:
        """Those whom an e-mail would reach so."""
        return [one for one in self.listed if one.state is state]

    @property
    def reached(self) -> list[Listed]:
        """Those who get it."""
        return self.of(RecipientState.WAITING)

    def count_states(self) -> dict[Status, int]:
        """State of the registration → how many of those who get it."""
        return dict(Counter(one.status for one in self.reached))

    @property
    def gone(self) -> int:
        """How many get it although they have cancelled or were declined."""
        return sum(one.status not in LIVE for one in self.reached)

    def count_languages(self) -> dict[str, int]:
        """Language → how many of those who get it."""
        return dict(Counter(one.language for one in self.reached))


def audience_of(event: Event, filters: ListFilter, *, is_necessary: bool) -> Audience:
    """Who is on the list now. Two statements, and one more for each some hundred people."""
    rows = [row for row in iterate_rows(event.id, filters, _COLUMNS) if row.forgotten_at is None]
    alone = set() if is_necessary else left_alone(row.email for row in rows)

    def state_of(email: str) -> RecipientState:
        if not email:
            return RecipientState.UNREACHED
        return RecipientState.UNSUBSCRIBED if email in alone else RecipientState.WAITING

    return Audience(
        tuple(Listed(row.id, row.name, row.email, row.language, row.status, state_of(row.email)) for row in rows)
    )


def count_bounced(event: Event, filters: ListFilter) -> int:
    """How many on the list have an address from which an e-mail came back; nought where the list has another hint already."""
    if filters.flag:
        return 0
    return sum(1 for _row in iterate_rows(event.id, replace(filters, flag="bounced"), ("id",)))


def domain_of(email: str) -> str:
    """What stands behind the last @, in small letters."""
    return email.rpartition("@")[2].lower()[:_LONGEST_DOMAIN]
