"""What the papers of meetings say: plain values, in the language of the paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Time:
    """One slot: its instant, its day on the event's clock, and both ends as clocks show them."""

    starts_at: datetime
    day: date
    begins: str
    ends: str

    @property
    def span(self) -> str:
        """Begin and end, such as `14:00–14:20`."""
        return f"{self.begins}–{self.ends}"


@dataclass(frozen=True)
class Held:
    """A meeting of the timetable as papers print it."""

    time: Time
    table_id: int | None
    table: str
    """The number on it; empty: none."""
    hall_id: int | None
    hall: str
    sides: tuple[int, int]
    """Both parties."""
    names: tuple[str, str]
    sort_keys: tuple[str, str]
    seats: tuple[int | None, int | None]
    people: tuple[str, str]
    """Who sits there; empty: nobody by name."""


@dataclass(frozen=True)
class Person:
    """A representative and the organization they sit for."""

    id: int
    name: str
    title: str
    organization: str
    sort_key: str


@dataclass(frozen=True)
class Table:
    """A table in its hall."""

    id: int
    number: str
    hall_id: int
    hall: str


@dataclass(frozen=True)
class Timetable:
    """Everything that is printed of one event, meetings by time and table."""

    occasion: Occasion
    times: Sequence[Time]
    days: dict[date, str]
    """Day → its words."""
    tables: Sequence[Table]
    held: Sequence[Held]
    people: Sequence[Person]
    note: str = ""
    """That it is provisional; empty: it is final."""

    def times_of(self, day: date) -> list[Time]:
        """The slots of one day."""
        return [time for time in self.times if time.day == day]
