"""The cube of people: everybody of an event, or the participants of several, counted once and asked for measures. Pure.

A measure is a key of `counting.figures.FIGURES`. Which people it counts is read from the filter that opens its rows in the
organizers' list, so that a number and its list cannot differ. Pages and papers that say how many people come ask measures
of participants; places (capacity, quotas, the waiting list) are counted with everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.tools.crosstabs.measured import Measured


class Cube:
    """People told apart by state and by what was asked for."""

    def __init__(self, cells: Iterable[TallyRow]) -> None:
        self.cells = tuple(cells)

    def __bool__(self) -> bool:
        """Whether there is any registration."""
        return bool(self.cells)

    def __getitem__(self, measure: str) -> Measured[TallyRow]:
        """The people whom a measure counts.

        Raises:
            KeyError: there is no such measure, or its filter asks for what no cube knows.
        """
        figure = FIGURES[measure]
        return Measured(figure.among(self.cells), "" if figure.counts == "rows" else figure.counts)

    @cached_property
    def shown(self) -> Cube:
        """The people whom public numbers count: all but those whose data is only kept."""
        return Cube(cell for cell in self.cells if not cell.is_restricted)

    def values(self, name: str) -> set[str]:
        """What an attribute is among participants of any state, also among those who have cancelled."""
        return {getattr(cell, name) for cell in self.cells if cell.role != Role.STAFF}

    def missing(self, *, has_begun: bool) -> int | None:
        """Participants who are expected and not present; None as long as nobody can be missing."""
        return self["missing"].number if can_be_missing(self["attended"].number, has_begun=has_begun) else None

    @property
    def attendance(self) -> float | None:
        """Participants present of those expected, in [0, 1]; None while nobody is expected."""
        expected = self["expected"].number
        return self["attended"].number / expected if expected else None


def can_be_missing(here: int, *, has_begun: bool) -> bool:
    """Whether somebody who is not here is missing: not before it begins, unless people have begun to arrive."""
    return has_begun or here > 0


def day_offset(event: Event) -> timedelta:
    """The clock by which days of registration are counted: the zone's offset when the event begins stands for all of them
    (registrations of one event lie within some months)."""
    return event.starts_at.astimezone(ZoneInfo(event.timezone)).utcoffset() or timedelta()
