"""Who counts as what at an event: the one place that tells participants from staff. Pure.

People who come to work (`Role.STAFF`: the organizers' own and those of a company they have hired) hold places, but they
are no participants. Every page and paper that says how many people come counts `People.participants`; places (capacity,
quotas, the waiting list) are counted with everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.participant_types.keys import Role
from eventmgr.event.quotas.tally import TallyRow


@dataclass(frozen=True)
class People:
    """All registrations of an event, counted by unit, province, sector, capacity and state."""

    everybody: tuple[TallyRow, ...] = ()
    abroad: Mapping[str, int] = field(default_factory=dict)
    """Country or region → participants from there who hold a place; they count for no province."""
    restricted: tuple[TallyRow, ...] = ()
    """Participants whose data is only kept."""

    @cached_property
    def participants(self) -> tuple[TallyRow, ...]:
        """Everybody but the staff."""
        return tuple(row for row in self.everybody if row.role != Role.STAFF)

    @cached_property
    def staff(self) -> tuple[TallyRow, ...]:
        """Those who come to work."""
        return tuple(row for row in self.everybody if row.role == Role.STAFF)

    @property
    def shown(self) -> tuple[TallyRow, ...]:
        """Participants whom public numbers count: all but those whose data is only kept."""
        return tuple(_without(self.participants, self.restricted))

    def __bool__(self) -> bool:
        """Whether there is any registration."""
        return bool(self.everybody)

    @property
    def countries(self) -> int:
        """From how many countries and regions abroad participants come."""
        return len(self.abroad)


def day_offset(event: Event) -> timedelta:
    """The clock by which days of registration are counted: the zone's offset when the event begins stands for all of them
    (registrations of one event lie within some months)."""
    return event.starts_at.astimezone(ZoneInfo(event.timezone)).utcoffset() or timedelta()


def _without(rows: Iterable[TallyRow], others: Iterable[TallyRow]) -> Iterable[TallyRow]:
    fewer = Counter({_cell(row): row.n for row in others})
    for row in rows:
        n = row.n - fewer[_cell(row)]
        if n:
            yield row._replace(n=n)


def _cell(row: TallyRow) -> tuple[object, ...]:
    return row.unit, row.province, row.sector, row.role, row.status
