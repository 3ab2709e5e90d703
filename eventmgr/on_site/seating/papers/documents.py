"""Plans on paper, in landscape: the rostrum with upright names, the hall, tables; where everybody sits; the kitchen's
list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from eventmgr.ground.i18n import _, speaking
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.papers.contents import Kitchen, PlanOnPaper, Sitting
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.tools.typesetting.cards.seats import ROW_GAP, Box, SeatRow, TableCards, even
from eventmgr.tools.typesetting.front import sheet_of
from eventmgr.tools.typesetting.grid import PAD_X, Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.names import aligned_name, whole
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.pages import without_little_page
from eventmgr.tools.typesetting.ruled import Block, new_page, room_for
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    FACTS,
    GROUP,
    MM,
    TITLE,
    WIDE,
    WIDE_HEIGHT,
    Style,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para, width_of

_STAGE = 112 * MM
"""For the rows of a rostrum: what the page has beside the words around them."""
_UPRIGHT = Style(size=19, leading=22, bold=True, align="center")
_UPRIGHT_HEIGHT, _HIGHEST_UPRIGHT = 52 * MM, 92 * MM
_ON_STAGE = Style(size=13, leading=16, bold=True, align="center")
_STAGE_HEIGHT, _HIGHEST_ON_STAGE = 26 * MM, 48 * MM
"""Of a seat in which the names have that size, and of the largest: the fewer rows, the larger both are drawn."""
_FLAT = Style(size=9, leading=11, bold=True, align="center")
_AT_TABLE = Style(size=10, leading=14)
_CAPTION = FACTS.but(before=2, after=4)
_INDEX = CELL.but(size=9, leading=13)
_LIST_TITLE = TITLE.but(size=16, leading=24)
_FEWEST_ABREAST, _MOST_ABREAST = 3, 8
_OF_NAMES = 0.88
"""Part of the line of a list that is left for names: beside one another stand as many as the longest lets."""
_WIDEST_ON_STAGE = 36 * MM
_ANY = 1e6
_TAKEN = "·"


def plans(data: Sequence[PlanOnPaper], occasion: Occasion, name: str, *, lang: str) -> bytes:
    """Each plan on pages of its own, with a list of who sits where behind a hall and a meal."""
    with speaking(lang):
        story: list[Block] = []
        for plan in data:
            story += [*([new_page()] if story else []), *_pages(plan, lang)]
        if not story:
            story = [para(occasion.title, TITLE), para(_("No seating plans yet."), BODY)]
        return build_pages(story, sheet_of(occasion, name, lang, is_wide=True))


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
        title = para(_("Seat list"), _LIST_TITLE)
        index = without_little_page(partial(_index, plan), _LIST_TITLE.leading + _LIST_TITLE.after, (WIDE, WIDE_HEIGHT))
        yield room_for(sum(block.wrap(WIDE, _ANY)[1] + block.getSpaceAfter() for block in (title, *index)))
        yield title
        yield from index


def _named(one: Sitting) -> str:
    return one.name or _TAKEN


def _stage(plan: PlanOnPaper, lang: str) -> Iterator[Block]:
    at = {person.place: (rank, person) for rank, person in enumerate(plan.people, 1) if person.place}
    last = {row: max(number for person, number in at if person == row) for row, _number in at}
    most = max(last.values(), default=1)
    usual, tallest = (_UPRIGHT_HEIGHT, _HIGHEST_UPRIGHT) if lang == "zh" else (_STAGE_HEIGHT, _HIGHEST_ON_STAGE)
    height = min(tallest, _STAGE / max(len(last), 1) - ROW_GAP)
    style, larger = _UPRIGHT if lang == "zh" else _ON_STAGE, height / usual
    style = style.but(size=style.size * larger, leading=style.leading * larger)
    if lang != "zh":
        names = [person.name for _rank, person in at.values()]
        style = even(names, style, most=(most, 0), widest=_WIDEST_ON_STAGE, width=WIDE)
    for row in sorted(last, reverse=True):
        boxes = []
        for number in range(1, last[row] + 1):
            rank, person = at.get((row, number), (0, None))
            name = aligned_name(person.name) if person and lang == "zh" else person.name if person else ""
            boxes.append(Box(name, "", str(rank) if person else "", is_marked=bool(person and person.is_marked)))
        yield SeatRow(
            boxes,
            _("Row %(row)s", row=row) if len(last) > 1 else "",
            style=style,
            height=height,
            most=(most, 0),
            widest=_WIDEST_ON_STAGE,
            is_upright=lang == "zh",
        )
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
                is_kept=(row, number) in plan.layout.reserved,
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
    for person in sorted((person for person in plan.people if person.place), key=lambda person: person.place or (0, 0)):
        seated.setdefault(person.place[0] if person.place else 0, []).append(person)
    columns = 4
    tables = [
        (_("Table %(table)s", table=table), [(_with_unit(person, lang), person.is_marked) for person in people])
        for table, people in sorted(seated.items())
    ]
    for start in range(0, len(tables), columns):
        yield TableCards(tables[start : start + columns], columns=columns, style=_AT_TABLE)


def _with_unit(one: Sitting, lang: str) -> str:
    if not one.name:
        return _TAKEN
    return f"{aligned_name(one.name)} {one.unit}".strip() if lang == "zh" else one.name


def _index(plan: PlanOnPaper, space: float) -> list[Block]:
    """By delegation, so many to a line: names with their seats, those who are not listed left out."""
    listed = [
        (unit, [whole(f"{aligned_name(one.name)} {say_place(plan.kind, one.place)}") for one in members])
        for unit, members in groupby([one for one in plan.people if one.name], key=lambda one: one.unit)
    ]
    longest = max((width_of(words, _INDEX) for _unit, lines in listed for words in lines), default=0.0)
    abreast = min(_MOST_ABREAST, max(_FEWEST_ABREAST, int(WIDE * _OF_NAMES / (longest + 2 * PAD_X + 1))))
    style, pad = _INDEX.but(leading=9.5 + 3.5 * space), 1.5 * space
    columns = [
        Column(_("Delegation"), share=1 - _OF_NAMES),
        *[Column(_("Name and seat"), share=_OF_NAMES / abreast)] * abreast,
    ]
    rows = []
    for unit, lines in listed:
        for start in range(0, len(lines), abreast):
            cells = [para(words, style) for words in lines[start : start + abreast]]
            blank = [None] * (abreast - len(cells))
            first = para(unit or _("Guests"), style.but(bold=True)) if start == 0 else None
            last = start + abreast >= len(lines)
            rows.append(Row((first, *cells, *blank), line="line" if last else "", pad=pad, keep=not last))
    return [table(columns, rows, room=WIDE)]


def kitchen(data: Kitchen, occasion: Occasion, *, lang: str) -> bytes:
    """How many eat what at which table: numbers alone."""
    with speaking(lang):
        columns = [Column(_("Table"), width=90.0), *(Column(words, kind="number") for words in data.diets)]
        *rows, last = [(words, *(str(number) if number else "–" for number in counts)) for words, counts in data.rows]
        story: list[Block] = [
            para(data.title, TITLE, OutlineEntry(data.title)),
            para(data.facts, _CAPTION),
            para(_("Meal list for the kitchen"), GROUP.but(after=6)),
            table(columns, rows, total=last),
            para(_("Numbers only. The organizers speak to people who may have an allergy."), FACTS.but(before=6)),
        ]
        return build_pages(story, sheet_of(occasion, _("Meal list"), lang))
