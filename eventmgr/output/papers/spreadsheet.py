"""The list of participants as rows of a spreadsheet: the same people in the same order with the same columns as on
paper. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.output.papers.choices import COLUMNS
from eventmgr.output.papers.contents import Attendee, Roster


@dataclass(frozen=True)
class Line:
    """Somebody on the list: in which part of it, and with which number there."""

    part: str
    number: int
    person: Attendee


@dataclass(frozen=True)
class Column:
    """What is written of a line: its head and the text of its cell."""

    label: Any
    text: Callable[[Line], str]


def columns_of(roster: Roster) -> list[Column]:
    """Part of the list, number, name, then what was chosen, in that order."""
    return [
        Column(_l("Delegation"), lambda line: line.part),
        Column(_l("No."), lambda line: str(line.number)),
        Column(_l("Name"), lambda line: f"{line.person.name} {line.person.latin}".rstrip()),
        *(Column(COLUMNS[key], _text_of(key)) for key in roster.columns),
    ]


def lines_of(roster: Roster) -> Iterator[Line]:
    """Everybody, in the order of the paper; the numbers run through, those of staff begin anew."""
    number = 0
    for delegation in roster.delegations:
        number = 0 if delegation.is_staff else number
        for person in delegation.people:
            number += 1
            yield Line(delegation.name, number, person)


def _text_of(key: str) -> Callable[[Line], str]:
    if key == "signature":
        return lambda _line: ""
    return lambda line: str(getattr(line.person, key))
