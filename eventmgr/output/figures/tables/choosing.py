"""What somebody wants to see, as an address says it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.output.figures.tables.measures import (
    CASES,
    DIMENSIONS,
    FILTERS,
    MEASURES,
    OF_EVENTS,
    PEOPLE,
    SHARED,
    Measure,
)
from eventmgr.tools.taxonomy import get_theme

NONE = "-"
"""In an address: what is not stated."""
SIDES = "measures"
"""Instead of a second thing: the measures of people side by side."""
_LONGEST = 120


@dataclass(frozen=True)
class Choices:
    """A table: which number, by what, of what.

    Args:
        columns: of `DIMENSIONS`, `SIDES`, or empty: the number alone.
        narrow: (key of `DIMENSIONS`, value) that everything must have; an empty value: not stated.
        public: only what may be published.
    """

    measure: str = "expected"
    rows: str = "province"
    columns: str = SIDES
    narrow: tuple[tuple[str, str], ...] = ()
    public: bool = False

    @property
    def chosen_measure(self) -> Measure:
        """The measure that was chosen."""
        return MEASURES[self.measure]

    @property
    def is_side_by_side(self) -> bool:
        """Whether measures stand beside each other."""
        return self.columns == SIDES

    def only(self, name: str) -> str | None:
        """To what that is narrowed; None: to nothing."""
        return dict(self.narrow).get(name)

    def narrowed(self, **more: str) -> Choices:
        """The choices with further narrowing."""
        return replace(self, narrow=tuple({**dict(self.narrow), **more}.items()))

    def needed(self) -> list[str]:
        """What must be told apart to make the table, without what is the same for all of an event."""
        asked = (self.rows, self.columns, *dict(self.narrow))
        more = {"sector"} if "theme" in asked else set()
        return [name for name in DIMENSIONS if name in {*asked, *more} and name not in OF_EVENTS | FILTERS]

    @property
    def heading(self) -> str:
        """What the table and its chart are called."""
        by = _lowered(DIMENSIONS[self.rows])
        if self.is_side_by_side:
            return _("Participants by %(rows)s", rows=by)
        if self.columns:
            columns = _lowered(DIMENSIONS[self.columns])
            return _(
                "%(measure)s by %(rows)s and %(columns)s", measure=self.chosen_measure.name, rows=by, columns=columns
            )
        return _("%(measure)s by %(rows)s", measure=self.chosen_measure.name, rows=by)

    def query(self) -> dict[str, Any]:
        """The choices as the query of an address."""
        said: dict[str, Any] = {"measure": self.measure, "rows": self.rows, "columns": self.columns or NONE}
        said |= {name: value or NONE for name, value in self.narrow}
        return said | ({"public": "1"} if self.public else {})


def read_choices(asked: Mapping[str, str], *, of_event: bool = False) -> Choices:
    """What an address asks for.

    Args:
        of_event: the page is of one event, which cannot be told apart by what all of it shares.

    Raises:
        BadValue: a value is not known, or the measure cannot be told apart so; `field` names it.
    """
    narrowing = [name for name in DIMENSIONS if not (of_event and name in OF_EVENTS)]
    offered = [name for name in narrowing if name not in FILTERS]
    of_here = [key for key, one in MEASURES.items() if not (of_event and one.family == CASES)]
    measure = _one(asked, "measure", of_here, "expected")
    known = [name for name in offered if name in MEASURES[measure].by]
    is_people = MEASURES[measure].family == PEOPLE
    columns = asked.get("columns", "")
    if columns == NONE:
        columns = ""
    elif columns or not is_people:
        columns = _one(asked, "columns", [*offered, *([SIDES] if is_people else [])], "")
    else:
        columns = SIDES
    choices = Choices(
        measure=measure,
        rows=_one(asked, "rows", offered, "province"),
        columns=columns,
        narrow=tuple((name, _value(asked[name])) for name in narrowing if asked.get(name)),
        public=asked.get("public") == "1" and MEASURES[measure].family not in SHARED,
    )
    if choices.public and choices.is_side_by_side:
        choices = replace(choices, columns="")
    _check(choices, known)
    return choices


def _check(choices: Choices, known: list[str]) -> None:
    asked = {"rows": choices.rows, "columns": choices.columns}
    for field, name in (*asked.items(), *((name, name) for name, _value in choices.narrow)):
        is_known = name in known or (name == "theme" and field == name and "sector" in known)
        if name and name != SIDES and not is_known:
            raise BadValue(
                _(
                    "“%(measure)s” cannot be broken down by “%(by)s”. Available: %(known)s.",
                    measure=choices.chosen_measure.name,
                    by=DIMENSIONS[name],
                    known=_(", ").join(str(DIMENSIONS[one]) for one in known),
                ),
                field=field,
            )
    if choices.rows == choices.columns:
        raise BadValue(_("Choose two different things for rows and columns."), field="columns")
    if choices.public and choices.chosen_measure.is_money and choices.columns:
        raise BadValue(_("Published amounts can be broken down by one thing only: choose no columns."), field="columns")


def _one(asked: Mapping[str, str], name: str, known: Mapping[str, object] | list[str], usual: str) -> str:
    value = asked.get(name, "") or usual
    if value and value not in known:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=value[:40], known=", ".join(known)),
            field=name,
        )
    return value


def _value(value: str) -> str:
    return "" if value == NONE else value[:_LONGEST]


def check_narrowing(choices: Choices, is_known: Callable[[str, str], bool]) -> None:
    """Every value that the table is narrowed to exists.

    Raises:
        BadValue: one does not; the message names it.
    """
    for name, value in choices.narrow:
        if value and not is_known(name, value):
            raise BadValue(
                _("“%(value)s” is not valid for “%(by)s”.", value=value[:40], by=DIMENSIONS[name]), field=name
            )


def is_within(theme: str, sector: str) -> bool:
    """Whether a sector is one of those for which an everyday word stands; the empty one is none."""
    codes = get_theme(theme).codes
    return sector in codes or any(len(code) == 1 and sector.startswith(code) for code in codes)


def say_choices(value: object) -> str:
    """A choice that the trail holds as an address's query, in words; what nobody knows any more, as it stands."""
    query = str(value)
    try:
        choices = read_choices(dict(parse_qsl(query)))
    except BadValue:
        return query
    parts = [
        choices.heading,
        *(_("%(label)s: %(value)s", label=DIMENSIONS[name], value=key or NONE) for name, key in choices.narrow),
    ]
    return _("; ").join([*parts, *([_("public version")] if choices.public else [])])


def _lowered(label: object) -> str:
    """A name inside a sentence."""
    text = str(label)
    return text[:1].lower() + text[1:]
