"""Plans on paper, in landscape: the rostrum with upright names, the hall, tables; where everybody sits; the kitchen's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from eventmgr.i18n import _, speaking
from eventmgr.seating.labels import say_place
from eventmgr.seating.papers.contents import Head, Kitchen, PlanOnPaper, Sitting
from eventmgr.seating.places import PlanKind
from eventmgr.typesetting.cards.seats import Box, SeatRow, TableCards
from eventmgr.typesetting.grid import Grid, Row
from eventmgr.typesetting.names import aligned_name, whole
from eventmgr.typesetting.pages import Sheet
from eventmgr.typesetting.pages import build as build_pages
from eventmgr.typesetting.ruled import Block, new_page
from eventmgr.typesetting.structure.outline import OutlineEntry
from eventmgr.typesetting.styles import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_NUMBER,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    GROUP,
    MM,
    TITLE,
    WIDE,
    WIDTH,
    Style,
)
from eventmgr.typesetting.text import para

_UPRIGHT = Style(size=19, leading=22, bold=True, align="center")
_FLAT = Style(size=9, leading=11, bold=True, align="center")
_AT_TABLE = Style(size=10, leading=14)
_CAPTION = FACTS.but(before=2, after=4)
_INDEX = CELL.but(size=9, leading=13)
_ABREAST = {"zh": 5, "en": 4}
_TAKEN = "·"


def plans(data: Sequence[PlanOnPaper], head: Head, name: str, *, lang: str) -> bytes:
    """Each plan on pages of its own, with a list of who sits where behind a hall and a meal."""
    with speaking(lang):
        story: list[Block] = []
        for plan in data:
            story += [*([new_page()] if story else []), *_pages(plan, lang)]
        if not story:
            story = [para(head.title, TITLE), para(_("No seating plans yet."), BODY)]
        return build_pages(story, _sheet(head, name, lang, is_wide=True))


def _sheet(head: Head, name: str, lang: str, *, is_wide: bool) -> Sheet:
    return Sheet(
        title=f"{head.title} · {name}",
        author=head.author,
        head=(head.title, name),
        lang=lang,
        is_wide=is_wide,
    )


def _pages(plan: PlanOnPaper, lang: str) -> Iterator[Block]:
    yield para(plan.title, TITLE.but(after=0), OutlineEntry(plan.title))
    if plan.facts:
        yield para(plan.facts, _CAPTION)
    if plan.instead:
        yield para(plan.instead, BODY)
    elif plan.kind is PlanKind.MEAL:
        yield from _tables(plan, lang)
    else:
        yield from (_stage(plan, lang) if plan.kind is PlanKind.ROSTRUM else _hall(plan, lang))
    if plan.kind is not PlanKind.ROSTRUM and plan.people:
        yield new_page()
        yield para(_("Seat list"), TITLE.but(size=16, leading=24))
        yield _index(plan, lang)


def _named(one: Sitting) -> str:
    return one.name or _TAKEN


def _stage(plan: PlanOnPaper, lang: str) -> Iterator[Block]:
    at = {one.place: (rank, one) for rank, one in enumerate(plan.people, 1) if one.place}
    last = {row: max(number for one, number in at if one == row) for row, _number in at}
    most = max(last.values(), default=1)
    widest = min(24 * MM, WIDE / max(most, 1))
    for row in sorted(last, reverse=True):
        boxes = []
        for number in range(1, last[row] + 1):
            rank, one = at.get((row, number), (0, None))
            name = aligned_name(one.name) if one and lang == "zh" else one.name if one else ""
            boxes.append(Box(name, "", str(rank) if one else "", is_marked=bool(one and one.is_marked)))
        yield SeatRow(
            boxes, _("Row %(row)s", row=row) if len(last) > 1 else "", style=_UPRIGHT if lang == "zh" else _FLAT.but(size=13, leading=16),
            height=(52 if len(last) < 3 else 34) * MM if lang == "zh" else 26 * MM, most=(most, 0), widest=widest,
            is_upright=lang == "zh",
        )  # fmt: skip
    yield para(_("The audience"), _CAPTION.but(before=8, size=13, colour="ink"))
    yield para(
        _(
            "Seen from the audience. The number is the order of rank; the left-hand side of number 1 "
            "is on the right here."
        ),
        _CAPTION,
    )


def _hall(plan: PlanOnPaper, lang: str) -> Iterator[Block]:
    yield para(_("The stage"), _CAPTION.but(size=13, colour="ink"))
    at = {one.place: one for one in plan.people if one.place}
    most = max(plan.layout.rows, default=1)
    aisles = [number for number in plan.layout.aisles if number < most]
    height = 11 * MM if most <= 24 else 15 * MM
    for row, seats in enumerate(plan.layout.rows, 1):
        boxes = [
            Box(
                _named(at[row, number]) if (row, number) in at else "",
                at[row, number].unit if (row, number) in at and at[row, number].name else "",
                "",
                is_kept=(row, number) in plan.layout.kept,
                is_marked=(row, number) in at and at[row, number].is_marked,
            )
            for number in range(1, seats + 1)
        ]
        yield SeatRow(
            boxes,
            str(row),
            style=_FLAT if lang == "zh" else _FLAT.but(size=7.5, leading=9),
            height=height,
            aisles=plan.layout.aisles,
            most=(most, len(aisles)),
            widest=17 * MM,
        )


def _tables(plan: PlanOnPaper, lang: str) -> Iterator[Block]:
    seated: dict[int, list[Sitting]] = {}
    for one in sorted((one for one in plan.people if one.place), key=lambda one: one.place or (0, 0)):
        seated.setdefault(one.place[0] if one.place else 0, []).append(one)
    columns = 4
    tables = [
        (_("Table %(table)s", table=table), [(_with_unit(one, lang), one.is_marked) for one in people])
        for table, people in sorted(seated.items())
    ]
    for start in range(0, len(tables), columns):
        yield TableCards(tables[start : start + columns], columns=columns, style=_AT_TABLE)


def _with_unit(one: Sitting, lang: str) -> str:
    if not one.name:
        return _TAKEN
    return f"{aligned_name(one.name)} {one.unit}".strip() if lang == "zh" else one.name


def _index(plan: PlanOnPaper, lang: str) -> Grid:
    """By delegation, so many to a line: names with their seats, those who are not listed left out."""
    abreast = _ABREAST[lang]
    head = [
        Row(
            (para(_("Delegation"), COLUMN), *(para(_("Name and seat"), COLUMN) for _one in range(abreast))),
            fill="wash",
        )
    ]
    rows = []
    for unit, members in groupby([one for one in plan.people if one.name], key=lambda one: one.unit):
        told = [whole(f"{aligned_name(one.name)} {say_place(plan.kind, one.place)}") for one in members]
        for start in range(0, len(told), abreast):
            cells = [para(words, _INDEX) for words in told[start : start + abreast]]
            blank = [None] * (abreast - len(cells))
            first = para(unit or _("Guests"), _INDEX.but(bold=True)) if start == 0 else None
            last = start + abreast >= len(told)
            rows.append(Row((first, *cells, *blank), line="line" if last else "", pad=1.5, keep=not last))
    side = WIDE * 0.88 / abreast
    return Grid((WIDE * 0.12, *[side] * abreast), head, rows)


def kitchen(data: Kitchen, head: Head, *, lang: str) -> bytes:
    """How many eat what at which table: numbers alone."""
    with speaking(lang):
        width = (WIDTH - 90) / len(data.diets)
        top = [Row((para(_("Table"), COLUMN), *(para(words, COLUMN_NUMBER) for words in data.diets)), fill="wash")]
        last = len(data.rows) - 1
        rows = [
            Row((
                para(words, CELL_BOLD if number == last else CELL),
                *(para(str(n) if n else "–", CELL_NUMBER.but(bold=number == last)) for n in counts),
            ))
            for number, (words, counts) in enumerate(data.rows)
        ]  # fmt: skip
        story: list[Block] = [
            para(data.title, TITLE, OutlineEntry(data.title)),
            para(data.facts, _CAPTION),
            para(_("Meal list for the kitchen"), GROUP.but(after=6)),
            Grid((90, *[width] * len(data.diets)), top, rows),
            para(_("Numbers only. The organizers speak to people who may have an allergy."), FACTS.but(before=6)),
        ]
        return build_pages(story, _sheet(head, _("Meal list"), lang, is_wide=False))
