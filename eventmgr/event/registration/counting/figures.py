"""Every number about the people of an event: its name, what it counts, and the filter of the list that shows its rows;
and the cube that counts them. Pure.

Pages and papers take numbers from here alone; `docs/formats/figures.md` is written from this table, and one test
follows every number of the sample to its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.ground.features import Number
from eventmgr.ground.i18n import _l
from eventmgr.tools.crosstabs.measured import Measured

STATE_SETS: dict[str, tuple[Status, ...]] = {
    "live": LIVE,
    "missing": (Status.CONFIRMED, Status.ABSENT),
    "gone": (Status.REJECTED, Status.WITHDRAWN),
}
"""What the filter of states takes beside single states: registrations that stand, people who hold a place and have not
arrived, registrations that are given up."""
_STATES = {**{status.value: (status,) for status in Status}, **STATE_SETS}
_CONDITIONS: Mapping[str, Callable[[TallyRow, str], bool]] = {
    "status": lambda cell, value: cell.status in _STATES[value],
    "held": lambda cell, _value: cell.status in HOLDING,
    "participants": lambda cell, _value: cell.role != Role.STAFF,
    "role": lambda cell, value: cell.role == value,
    "abroad": lambda cell, _value: bool(cell.country),
}
"""Part of a list's filter → whether it finds those of a row; other parts are known of single registrations alone."""


@dataclass(frozen=True)
class Figure:
    """A number: how it is called, what it counts, and what of the list opens it.

    Args:
        asks: query of the organizers' list; a place of the page narrows it (`unit`, `province`, `sector`, `from`,
        `to`).
        counts: what is counted of those rows: themselves, or how many different values they have in a column.
    """

    name: Any
    says: Any
    asks: Mapping[str, str] = field(default_factory=dict)
    counts: str = "rows"

    def among(self, cells: Iterable[TallyRow]) -> tuple[TallyRow, ...]:
        """Those rows of the cube whose people it counts.

        Raises:
            KeyError: its filter asks for what no row says.
        """
        for part, value in self.asks.items():
            is_met = _CONDITIONS[part]
            cells = [cell for cell in cells if is_met(cell, value)]
        return tuple(cells)


_PARTICIPANTS = {"participants": "1"}
_EXPECTED = {"held": "1", **_PARTICIPANTS}

FIGURES: dict[str, Figure] = {
    "registered": Figure(
        _l("Registered"),
        _l("Participants with a valid registration: neither cancelled nor declined. Staff are not counted."),
        {"status": "live", **_PARTICIPANTS},
    ),
    "expected": Figure(
        _l("Expected"),
        _l("Participants who hold a place, whether they have come or not. Staff are not counted."),
        _EXPECTED,
    ),
    "attended": Figure(
        _l("Present"),
        _l("Participants who are marked as attended. Staff are not counted."),
        {"status": "attended", **_PARTICIPANTS},
    ),
    "missing": Figure(
        _l("Missing"),
        _l("Participants who hold a place and are not marked as attended. Staff are not counted."),
        {"status": "missing", **_PARTICIPANTS},
    ),
    "staff": Figure(
        _l("Staff"),
        _l("People who hold a place to work there: the organizers' own and those of hired companies."),
        {"held": "1", "role": "staff"},
    ),
    "staff_attended": Figure(
        _l("Staff present"),
        _l("Staff who are marked as attended."),
        {"status": "attended", "role": "staff"},
    ),
    "provinces": Figure(
        _l("Provinces/regions"),
        _l(
            "Provinces, autonomous regions, municipalities, Hong Kong, Macao and Taiwan from which expected participants come. A separately planned city is counted under its province, the Corps under Xinjiang, a guest under the province named in the form."
        ),
        _EXPECTED,
        "province",
    ),
    "delegations": Figure(
        _l("Delegations"),
        _l(
            "Delegations to which expected participants belong. A separately planned city and the Corps are delegations of"
            " their own; guests belong to none."
        ),
        _EXPECTED,
        "unit",
    ),
    "countries": Figure(
        _l("Countries and regions abroad"),
        _l(
            "Countries and regions abroad from which expected participants come; these people are not counted under any province."
        ),
        {"abroad": "1", **_EXPECTED},
        "country",
    ),
    "taken": Figure(
        _l("Confirmed or attended"),
        _l("Places at the event that are taken, by expected participants and staff."),
        {"held": "1"},
    ),
    "group_held": Figure(
        _l("Places held in a group"),
        _l("People who hold a place in a group of the agenda, staff included; they also hold a place at the event."),
        {"in_group": "held"},
    ),
    "group_waiting": Figure(
        _l("Waiting list of a group"),
        _l("People who hold a place at the event and are waiting for one in the group they chose."),
        {"in_group": "waiting"},
    ),
    "standing": Figure(
        _l("Valid registrations"),
        _l("Everybody with a valid registration, staff included: neither cancelled nor declined."),
        {"status": "live"},
    ),
    "recommended": Figure(
        _l("Recommended"),
        _l("Valid registrations that are recommended by their delegation."),
        {"status": "live", "word": "recommended"},
    ),
    "pending": Figure(_l("Pending"), _l("Registrations that await review."), {"status": "pending"}),
    "waitlisted": Figure(_l("Waiting list"), _l("Registrations on the waiting list."), {"status": "waitlisted"}),
    "offered": Figure(
        _l("Places offered"),
        _l(
            "People on the waiting list who have been offered a place and have not answered yet; nobody else gets it in the meantime."
        ),
        {"status": "offered"},
    ),
    "gone": Figure(
        _l("Cancelled or declined"),
        _l("Registrations that were cancelled, declined, or lost their place."),
        {"status": "gone"},
    ),
    "todo": Figure(
        _l("Needs attention"),
        _l(
            "Registrations that await review, may be duplicates, were changed after the deadline, or have a requested change."
        ),
        {"todo": "1"},
    ),
    "twice": Figure(
        _l("Possible duplicate"), _l("Registrations that may belong to the same person."), {"flag": "twice"}
    ),
    "late": Figure(_l("Changed late"), _l("Registrations that were changed after the deadline."), {"flag": "late"}),
    "requested": Figure(
        _l("Change requested"),
        _l("Registrations with a requested change on which the organizers have not decided yet."),
        {"flag": "requested"},
    ),
    "untold": Figure(
        _l("To be phoned"),
        _l("People without an e-mail address who have not yet been told of the organizers' decision."),
        {"flag": "untold"},
    ),
}
"""Key → number; a key stands in `data-figure` of the element that shows it."""


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
    """The clock by which days of registration are counted: the zone's offset when the event begins stands for all of
    them (registrations of one event lie within some months)."""
    return event.starts_at.astimezone(ZoneInfo(event.timezone)).utcoffset() or timedelta()


NUMBERS = {
    "places_left": Number(
        _l("Places left"), _l("Places at the event minus those held or offered, staff included; never below zero.")
    ),
    "quota_left": Number(
        _l("Places left in a quota"),
        _l("Places of a delegation minus those it holds or has been offered, staff included; never below zero."),
    ),
    "quota_used": Number(
        _l("Places used in a quota"),
        _l("Places that a delegation holds, without people of participant types that come in addition to the quotas."),
    ),
    "quota_over": Number(
        _l("Over quota"),
        _l("Places that a delegation holds or has been offered, staff included, beyond its quota."),
    ),
    "attendance": Number(_l("Attendance"), _l("Present as a percentage of expected; staff are not counted.")),
    "provinces_shown": Number(
        _l("Provinces/regions shown"),
        _l(
            "Provinces with a line of their own in the public table; others, whose numbers are "
            "small, are counted together."
        ),
        "the public table",
    ),
    "others": Number(
        _l("Others"), _l("Those who are counted together there, because their numbers are small or the list is short.")
    ),
    "stays": Number(
        _l("Accommodation, travel and dietary requirements"),
        _l("Registrations that still hold some of these details."),
    ),
    "documents": Number(
        _l("Numbers of identity documents"),
        _l("Registrations that still hold the number of an identity document, or ask for a change that names one."),
    ),
    "former": Number(
        _l("People who passed their place on"),
        _l("People whose place passed to somebody else during a legal hold, and whose information is kept separately."),
    ),
    "kept_answers": Number(
        _l("Kept answers"), _l("Registrations with an answer to a question that has its own retention period.")
    ),
    "named": Number(_l("Named registrations"), _l("Registrations that still hold a name.")),
    "listed": Number(_l("Rows of a list"), _l("All rows that match the filters of the list."), "that list itself"),
    "shown": Number(_l("Rows of a page"), _l("Rows on this page of the list."), "that list itself"),
}
"""`data-figure` → the number."""
