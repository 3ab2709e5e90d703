"""A table of figures as a workbook: numbers are numbers, amounts are yuan, and the chart is the office program's
own."""

from __future__ import annotations

from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.outcomes.deals.money import YUAN
from eventmgr.output.figures.tables.choosing import Choices
from eventmgr.output.figures.tables.gathering import View
from eventmgr.output.figures.tables.measures import DIMENSIONS, MEASURES, OF_GROUPS, PEOPLE
from eventmgr.tools.sheets import Value
from eventmgr.tools.sheets.charted import Grid, as_charted_book

_HIDDEN = "·"


def workbook(view: View) -> bytes:
    """The table with its sums on one sheet beside its chart; on the other what is counted of what."""
    return as_charted_book(
        Grid(heads=tuple(_heads(view)), rows=tuple(_rows(view)), parts=_parts(view)),
        name=_("Figures"),
        notes=(_("What is counted"), tuple(_notes(view))),
        title=view.choices.heading,
    )


def _heads(view: View) -> list[str]:
    choices, table = view.choices, view.table
    first = str(DIMENSIONS[choices.rows])
    if choices.is_side_by_side:
        return [first, *(str(MEASURES[key].name) for key in table.columns), _("No-show rate (%)")]
    if choices.columns:
        return [first, *(view.names.say(choices.columns, key) for key in table.columns), _("Total")]
    name = str(choices.chosen_measure.name)
    return [first, _("%(amount)s (yuan)", amount=name) if choices.chosen_measure.is_money else name]


def _rows(view: View) -> list[tuple[Value, ...]]:
    choices, table = view.choices, view.table
    lines = [
        (view.names.say(choices.rows, key), *_cells(view, cells, total, key))
        for key, cells, total in zip(table.rows, table.cells, table.row_sums, strict=True)
    ]
    return [*lines, (_("Total"), *_cells(view, table.column_sums, table.total, None))] if lines else lines


def _cells(view: View, cells: tuple[int | None, ...], total: int, row: str | None) -> list[Value]:
    if view.choices.is_side_by_side:
        return [*cells, view.rates.get(row)]
    values: list[Value] = [_HIDDEN if value is None else _plain(view, value) for value in cells]
    return [*values, _plain(view, total)] if view.choices.columns else values


def _plain(view: View, value: int) -> Value:
    if not view.choices.chosen_measure.is_money:
        return value
    return value // YUAN if value % YUAN == 0 else value / YUAN


def _parts(view: View) -> int:
    """How many columns of numbers the chart shows."""
    table = view.table
    return len(table.columns) if view.choices.columns else 1


def _notes(view: View) -> list[str]:
    choices, say = view.choices, view.names.say
    notes = [_("%(label)s: %(value)s", label=choices.chosen_measure.name, value=choices.chosen_measure.says)]
    if choices.is_side_by_side:
        notes = [
            _("%(label)s: %(value)s", label=MEASURES[key].name, value=MEASURES[key].says) for key in view.table.columns
        ]
    notes += [
        _("%(label)s: %(value)s", label=DIMENSIONS[name], value=say(name, value)) for name, value in choices.narrow
    ]
    notes += [_("Events: %(titles)s", titles=_(", ").join(localized(one.title) for one in view.occasions[:50]))]
    notes += [group_note()] if by_group(choices) else []
    if choices.public:
        notes.append(public_note())
    return notes


def by_group(choices: Choices) -> bool:
    """Whether people are told apart by what is known of those who chose a group alone."""
    return choices.chosen_measure.family == PEOPLE and bool(
        OF_GROUPS & {choices.rows, choices.columns, *dict(choices.narrow)}
    )


def group_note() -> str:
    """Whose topic and track are told."""
    return _(
        "Topic and track are those of the group that a person chose. People who chose none are listed under "
        "“not stated”, whatever the topics of the event: an event has several, and each person is counted "
        "once."
    )


def public_note() -> str:
    """What a public version leaves out."""
    return _(
        "Public version: numbers below 3, and as many others as it takes to keep these from being computed, are not shown (·)"
        " or are counted together under “Others”."
    )
