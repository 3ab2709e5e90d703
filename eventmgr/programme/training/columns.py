"""Hours of people over a year as they are listed and exported. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground.i18n import _l, language, localized
from eventmgr.programme.training.hours import hours_in_words
from eventmgr.programme.training.queries import Attended
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import get_unit


@dataclass
class YearRow:
    """One person of the directory, with the trainings at which hours were attended."""

    first: Attended
    attended: list[Attended] = field(default_factory=list)

    @property
    def tenths(self) -> int:
        """All hours of the year."""
        return sum(one.standing.tenths for one in self.attended)

    @property
    def hours(self) -> str:
        """The hours in words."""
        return hours_in_words(self.tenths)

    @property
    def trainings(self) -> str:
        """Which trainings, with their hours."""
        words = [f"{localized(one.event_title)} {hours_in_words(one.standing.tenths)}" for one in self.attended]
        return ("；" if language() == "zh" else "; ").join(words)


def by_person(attended: Iterable[Attended]) -> list[YearRow]:
    """One row for each person, in the order given; registrations of nobody in the directory stand alone."""
    rows: dict[tuple[str, int], YearRow] = {}
    for one in attended:
        key = ("person", one.person_id) if one.person_id is not None else ("registration", one.registration_id)
        rows.setdefault(key, YearRow(one)).attended.append(one)
    return list(rows.values())


@dataclass(frozen=True)
class Column:
    """A column of the file."""

    label: Any
    text: Callable[[YearRow], str]
    value: Callable[[YearRow], Value] | None = None


def _unit(row: YearRow) -> str:
    return get_unit(row.first.unit_code).short(language()) if row.first.unit_code else ""


COLUMNS: Sequence[Column] = (
    Column(_l("Name"), lambda row: row.first.name),
    Column(_l("Organization"), lambda row: row.first.organization),
    Column(_l("Delegation"), _unit),
    Column(_l("Training hours"), lambda row: row.hours, lambda row: row.tenths / 10),
    Column(_l("Number of trainings"), lambda row: str(len(row.attended)), lambda row: len(row.attended)),
    Column(_l("Trainings"), lambda row: row.trainings),
)
