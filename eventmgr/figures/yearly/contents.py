"""What the report of a year says, gathered in the language that is spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from eventmgr.accounts.models import User
from eventmgr.events.models import EventStatus
from eventmgr.figures.choosing import SIDES, Choices
from eventmgr.figures.gathering import Reach, View, gather, reach_of
from eventmgr.i18n import _, format_instant, localized
from eventmgr.outcomes.deals.money import say_amount
from eventmgr.settings import home_zone

Tabled = Callable[[Choices], View]
_YEARS = 5
"""So many years stand beside each other, the last one that of the report."""


@dataclass(frozen=True)
class Section:
    """A heading and the tables below it."""

    heading: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class YearReport:
    """Everything that is printed."""

    title: str
    subtitle: str
    made: str
    figures: tuple[tuple[str, str], ...]
    """(number, what it is) of those that leadership asks for first."""
    sections: tuple[Section, ...]
    is_public: bool
    author: str


def gather_year(
    user: User, year: int, lang: str, *, at: datetime, series: str | None = None, public: bool = False
) -> YearReport:
    """The report of that year.

    Args:
        series: slug of the only series that it is about. public: what may be published alone.

    Raises:
        BadValue: there is no such series.
    """
    narrow = (("year", str(year)), *((("series", series),) if series is not None else ()))

    def table(choices: Choices) -> View:
        return gather(user, replace(choices, public=public), lang, at=at)

    people = Choices(measure="expected", columns="" if public else SIDES, narrow=narrow)
    whole = table(replace(people, rows="event"))
    reach = reach_of(gather(user, replace(people, columns=""), lang, at=at))
    name = localized(whole.names.series.get(series, {}), lang) if series else ""
    return YearReport(
        title=_("Annual report %(year)s", year=year),
        subtitle=name or _("All events"),
        made=_made(user, at, public=public),
        figures=tuple(_figures(whole, table, narrow, reach, lang)),
        sections=tuple(_sections(table, people, whole, year, series)),
        is_public=public,
        author=user.name,
    )


def _made(user: User, at: datetime, *, public: bool) -> str:
    when = format_instant(at, home_zone())
    return _("As of %(when)s.", when=when) if public else _(
        "As of %(when)s; made by %(name)s at that time, of the events that this account sees.", when=when, name=user.name
    )  # fmt: skip


def _figures(
    whole: View, table: Tabled, narrow: tuple[tuple[str, str], ...], reach: Reach | None, lang: str
) -> Iterator[tuple[str, str]]:
    held = [one for one in whole.occasions if one.status is not EventStatus.CANCELLED]
    yield str(len(held)), _("Events")
    for measure in ("registered", "expected", "attended"):
        view = table(Choices(measure, "kind", "", narrow))
        yield str(view.table.total), str(view.choices.told.name)
    if reach is not None:
        yield str(reach.provinces), _("Provinces/regions")
        yield str(reach.delegations), _("Delegations")
    for measure in ("meetings", "intentions", "contracts"):
        view = table(Choices(measure, "kind", "", narrow))
        if view.table.total:
            yield str(view.table.total), str(view.choices.told.name)
    amount = table(Choices("amount", "kind", "", narrow))
    if amount.table.total:
        yield say_amount(amount.table.total, lang), str(amount.choices.told.name)


def _sections(table: Tabled, people: Choices, whole: View, year: int, series: str | None) -> Iterator[Section]:
    narrow = people.narrow
    yield Section(_("Trend over the years"), tuple(_trend(table, people, year, series)))
    yield Section(_("Events of the year"), (whole,))
    parts = [replace(people, rows="kind")] + ([replace(people, rows="series")] if series is None else [])
    yield Section(_("By kind and series"), tuple(table(part) for part in parts))
    yield Section(
        _("Where participants came from"),
        (
            table(replace(people, rows="province")),
            table(Choices("expected", "province", "sector", narrow)),
            table(replace(people, rows="size")),
        ),
    )
    outcomes = [
        Choices("intentions", "province", "partner", narrow),
        Choices("contracts", "province", "", narrow),
        Choices("amount", "province", "", narrow),
    ]
    found = [view for choices in outcomes if (view := table(choices)).table.rows]
    if found:
        yield Section(_("Outcomes"), tuple(found))


def _trend(table: Tabled, people: Choices, year: int, series: str | None) -> Iterator[View]:
    """Years until that of the report; what came later is not in it."""
    narrow = (("series", series),) if series is not None else ()
    for choices in (replace(people, rows="year", narrow=narrow), Choices("intentions", "year", "", narrow)):
        view = table(choices)
        yield _until(view, year)


def _until(view: View, year: int) -> View:
    lines = view.table
    kept = [i for i, key in enumerate(lines.rows) if key.isdecimal() and year - _YEARS < int(key) <= year]
    cells = tuple(lines.cells[i] for i in kept)
    sums = tuple(lines.row_sums[i] for i in kept)
    columns = tuple(sum(cell[j] or 0 for cell in cells) for j in range(len(lines.columns)))
    rows = tuple(lines.rows[i] for i in kept)
    return replace(
        view, table=replace(lines, rows=rows, cells=cells, row_sums=sums, column_sums=columns, total=sum(sums))
    )
