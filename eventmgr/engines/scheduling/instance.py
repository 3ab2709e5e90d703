"""What is asked of the scheduler, in the words of those who organize an event.

The plain form is that of the published benchmark (Bofill et al., JAIR 12670): participants, slots, tables, absences,
meetings. Everything else here is optional. All numbers count from 0, except sessions, which count from 1 as in that
benchmark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_SPREAD = 2
"""How far the breaks of two people may differ, when an instance says nothing."""


@dataclass(frozen=True)
class Participant:
    """One participant: a person, or a company with several interchangeable representatives (`seats`)."""

    absent: frozenset[int] = frozenset()
    """Slots in which nobody of this participant can meet: absence, own agenda item, travel."""
    name: str = ""
    seats: int = 1
    """How many representatives meet at the same time; each is one person with breaks of its own."""
    seat_absent: tuple[frozenset[int], ...] = ()
    """Further absences of each representative; empty, or one set per seat."""
    home_table: int | None = None
    """The table where this host always sits; partners come to it, and nobody else uses it."""
    company: str = ""
    province: str = ""
    region: str = ""
    minimum: int = 0
    """Meetings that this participant is guaranteed, before weight counts (as far as the rules leave room)."""
    maximum: int | None = None
    """Meetings that this participant may have at most."""


@dataclass(frozen=True)
class Meeting:
    """One wanted meeting of participants `a` and `b`."""

    a: int
    b: int
    weight: int = 1
    session: int | None = None
    """1-based number of the session (half day) in which it must be held."""
    fixed: int | None = None
    """The slot in which it must be held."""
    table: int | None = None
    """The table at which it must be held."""
    locked: bool = False
    """In a repair: keeps its slot and table whatever happens."""
    cancelled: bool = False
    """Keeps its number, but is wanted no more: never placed, never missing."""
    after: tuple[int, ...] = ()
    """Meetings that must be held in earlier slots; without them this one is not held either."""
    language: str = ""
    """Needs an interpreter of this language."""
    moderated: bool = False
    """Needs a moderator."""
    seat_a: int | None = None
    """The named representative of `a`; None: any."""
    seat_b: int | None = None


@dataclass(frozen=True)
class Assistant:
    """An interpreter or a moderator: helps one meeting at a time, and rests."""

    name: str = ""
    languages: frozenset[str] = frozenset()
    moderates: bool = False
    absent: frozenset[int] = frozenset()
    most_in_a_row: int | None = None
    """Works in at most so many slots one after another, then has one slot free."""
    maximum: int | None = None
    """Works in at most so many slots altogether."""


@dataclass(frozen=True)
class Coverage:
    """`each` participant, company, province or region has at least `at_least` meetings across a border.

    Counted are meetings whose other side has another `across` label (or all meetings, where `across` is empty); with
    `distinct`, the different labels met are counted instead ("each province meets 3 others").
    """

    name: str
    each: str = "participant"
    across: str = ""
    at_least: int = 1
    distinct: bool = False


@dataclass(frozen=True)
class Hall:
    """Tables that stand together. Tables are numbered through, hall after hall."""

    tables: int
    name: str = ""


@dataclass(frozen=True)
class Instance:
    """A whole task. `slot_tables[t]` is the number of tables in slot t (numbers 0 … slot_tables[t] - 1)."""

    participants: tuple[Participant, ...]
    slots: int
    slot_tables: tuple[int, ...]
    meetings: tuple[Meeting, ...]
    name: str = ""
    sessions: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of slots, in order; session n of a meeting is `sessions[n - 1]`."""
    days: tuple[int, ...] = (0,)
    """First slot of each stretch within which a gap is a break; a night between two stretches is none. Plain form: one
    stretch."""
    spread: int | None = DEFAULT_SPREAD
    """Breaks of any two people differ by at most this (JSON: "fairness"); None: no limit."""
    halls: tuple[Hall, ...] = ()
    """Empty: all tables in one hall."""
    travel: tuple[tuple[int, ...], ...] = ()
    """`travel[g][h]`: empty slots needed between a meeting in hall g and one in hall h."""
    assistants: tuple[Assistant, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    tables_lost: frozenset[tuple[int, int]] = frozenset()
    """(slot, table) pairs that are out of use; the table's number stays its own."""
    now: int = 0
    """On the day itself: slots before this one are past; nothing new is placed there (`repairing`)."""
    labels: dict[str, str] = field(default_factory=dict, compare=False)
    """Members of the JSON form that the scheduler does not read."""
