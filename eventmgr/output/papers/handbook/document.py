"""The handbook on paper: cover, table of contents, its parts; a part follows on the page of the one before where there
is room for all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak, Spacer

from eventmgr.event.delegations.exchange_papers.binding import paper_blocks
from eventmgr.ground.i18n import _, language, speaking
from eventmgr.output.papers.contents import Day
from eventmgr.output.papers.documents.programme import day_columns, day_tables
from eventmgr.output.papers.documents.roster import delegation_tables, total_line
from eventmgr.output.papers.groups import COLUMNS, sections_of
from eventmgr.output.papers.handbook.contents import Book
from eventmgr.output.papers.handbook.parts import PARTS
from eventmgr.output.papers.naming import HANDBOOKS
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting.books.chapters import ContentsLine, chapter
from eventmgr.tools.typesetting.front import Rule, logo, sheet_of
from eventmgr.tools.typesetting.grid import PAD_Y, Row
from eventmgr.tools.typesetting.lists import INDEX, Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.pages import without_little_page
from eventmgr.tools.typesetting.prose import lines
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_SOFT,
    FACTS,
    HEADING,
    HEADING_2,
    HEIGHT,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import sections, table
from eventmgr.tools.typesetting.text import Span, para

_LINE = 26.0
"""Between two lines of a page for notes."""
_ARRANGED = {2: (96.0, WIDTH - 96), 3: (60.0, WIDTH - 180, 120.0)}
"""Widths of tables of so many columns."""
_TITLE_ROOM = 50.0
"""Of the heading of a part."""
_BEGINS = 150.0
_PAPER_BEGINS = 240.0
_LONG = 90
"""Titles of more characters are set smaller."""


def build(data: Book, *, lang: str) -> bytes:
    """The handbook as a PDF."""
    with speaking(lang):
        name = _("Supplement to the handbook") if data.is_supplement else _book_name(data)
        story: list[Flowable] = list(_cover(data, name))
        if not data.is_supplement:
            story += _table_of_contents(data)
        for number, key in enumerate(data.parts):
            part = [*chapter(str(PARTS[key]), number), *_MAKERS[key](data)]
            room = HEIGHT if number == 0 or key == "blank" else _height_of(part)
            story += [CondPageBreak(min(room, HEIGHT)), *part]
        return build_pages(story, replace(sheet_of(data.occasion, name, lang), has_cover=True))


def _book_name(data: Book) -> str:
    return str(HANDBOOKS.get(data.occasion.of_kind) or _("Handbook"))


def _cover(data: Book, name: str) -> Iterator[Flowable]:
    above, below = list(_upper(data, name)), list(_lower(data))
    spare = max(0.0, HEIGHT - sum(map(_taken_by, (*above, *below))) - 2)
    yield Spacer(1, spare * 0.42)
    yield from above
    yield Spacer(1, spare * 0.4)
    yield from below


def _height_of(blocks: Sequence[Flowable]) -> float:
    """What they take below each other; of more than a page only that it is more."""
    taken = 0.0
    for block in blocks:
        taken += _taken_by(block)
        if taken > HEIGHT:
            break
    return taken


def _taken_by(block: Flowable) -> float:
    return float(block.wrap(WIDTH, HEIGHT)[1] + block.getSpaceBefore() + block.getSpaceAfter())


def _upper(data: Book, name: str) -> Iterator[Flowable]:
    """What the event is; a long title is set smaller, so that a cover is one page."""
    occasion = data.occasion
    size = 28 if len(occasion.title) < _LONG else 20
    yield from logo(occasion)
    yield para(occasion.title, TITLE.but(size=size, leading=size * 1.5, after=14), OutlineEntry(name))
    yield para(name, SUBTITLE.but(size=22, leading=34, colour="accent", after=10))
    yield Rule("brand", 1.2, before=10, after=24)
    if occasion.state:
        yield para(occasion.state, FACTS.but(colour="seal", bold=True))
    for words in (occasion.span, occasion.place):
        if words:
            yield para(words, FACTS.but(size=12.5, leading=22, colour="ink"))


def _lower(data: Book) -> Iterator[Flowable]:
    for role, hosts in data.occasion.hosts:
        yield para([Span(f"{role}  ", colour="ink-2"), Span(hosts)], FACTS.but(size=11.5, leading=21, colour="ink"))


def _table_of_contents(data: Book) -> Iterator[Flowable]:
    yield PageBreak()
    words = _("Table of contents")
    yield para(words, HEADING.but(size=16, leading=26, before=0, after=14, align="center"), OutlineEntry(words))
    yield from (ContentsLine(str(PARTS[key]), number) for number, key in enumerate(data.parts))


def _notes(data: Book) -> Iterator[Flowable]:
    yield from lines(data.notes, BODY.but(size=11.5, leading=20, after=6))


def _schedule(data: Book) -> Iterator[Flowable]:
    """The days at a glance: when, what, where; meals and ways included."""
    yield from without_little_page(partial(_days_at_a_glance, data.days), _TITLE_ROOM)


def _days_at_a_glance(days: Sequence[Day], space: float) -> list[Flowable]:
    return [
        table(
            day_columns(92.0, 120.0),
            list(_schedule_rows(day, space)),
            title=day.name,
            after=14 * space,
        )
        for day in days
    ]


def _schedule_rows(day: Day, space: float) -> Iterator[Row]:
    for item in day.items:
        titles = [item.title] if item.title else [part.title for part in item.parts]
        place = item.place or "\n".join(dict.fromkeys(part.place for part in item.parts if part.place))
        style = CELL_SOFT if item.quiet else CELL
        yield Row(
            (para(item.time, CELL), para("\n".join(titles), style), para(place, CELL_SOFT)),
            fill="wash" if item.quiet else "",
            pad=PAD_Y * space,
        )


def _agenda(data: Book) -> Iterator[Flowable]:
    yield from day_tables(data.days, level=1)


def _talks(data: Book) -> Iterator[Flowable]:
    columns = (
        INDEX,
        Column(_("Talk"), attrgetter("title"), share=0.48, kind="bold"),
        Column(_("Speaker"), attrgetter("speakers"), share=0.52),
        Column(_("Time"), attrgetter("when"), {"zh": 112.0, "en": 84.0}, kind="soft"),
    )
    yield table(columns, data.talks)


def _papers(data: Book) -> Iterator[Flowable]:
    """Their list, then the papers one after the other."""
    columns = (
        INDEX,
        Column(_("Delegation"), lambda submitted: get_unit(submitted.paper.unit_code).short(language()), share=0.25),
        Column(_("Exchange paper"), attrgetter("version.title"), share=0.75, kind="bold"),
    )
    yield table(columns, data.papers, after=20)
    for submitted in data.papers:
        yield CondPageBreak(_PAPER_BEGINS)
        yield from paper_blocks(submitted, level=1)


def _participants(data: Book) -> Iterator[Flowable]:
    if not data.is_supplement:
        yield para(total_line(data.roster), FACTS.but(align="left", after=8))
    yield from delegation_tables(data.roster, language(), level=1)


def _groups(data: Book) -> Iterator[Flowable]:
    for number, group in enumerate(data.groups.groups if data.groups else ()):
        yield from _room_to_begin(number)
        yield para(group.title, HEADING_2.but(role="H2"), OutlineEntry(group.title, 1))
        yield para(" · ".join(part for part in (group.time, group.place) if part), CELL_SOFT.but(after=2))
        for role, names in group.leaders:
            yield para([Span(f"{role}  ", colour="ink-2"), Span(names)], CELL)
        yield from sections(sections_of(group), COLUMNS)


def _arranged(key: str, data: Book) -> Iterator[Flowable]:
    """Tables of seats, rooms, meals, rides, stops or selected cases."""
    for number, arrangement in enumerate(data.arrangements.get(key, ())):
        yield from _room_to_begin(number)
        yield para(arrangement.title, HEADING_2.but(role="H2"), OutlineEntry(arrangement.title, 1))
        if arrangement.note:
            yield para(arrangement.note, CELL_SOFT.but(after=2))
        if arrangement.rows:
            widths = _ARRANGED[len(arrangement.rows[0])]
            heads = arrangement.heads or [""] * len(widths)
            columns = [Column(head, width=width) for head, width in zip(heads, widths, strict=True)]
            yield table(columns, arrangement.rows, after=12)


def _room_to_begin(number: int) -> Iterator[Flowable]:
    """Another table than the first of its part begins where there is room for its title and some rows."""
    if number:
        yield CondPageBreak(_BEGINS)


def _contacts(data: Book) -> Iterator[Flowable]:
    yield table((Column("", width=150.0, kind="soft"), Column("")), data.contacts)


def _blank(data: Book) -> Iterator[Flowable]:
    for number in range(data.blank_pages):
        if number:
            yield PageBreak()
        room = HEIGHT - (40 if number == 0 else 0)
        for _line in range(int(room // _LINE) - 1):
            yield Rule("line", 0.5, before=_LINE - 0.5, after=0)


_MAKERS: dict[str, Callable[[Book], Iterator[Flowable]]] = {
    "notes": _notes,
    "schedule": _schedule,
    "agenda": _agenda,
    "talks": _talks,
    "papers": _papers,
    "participants": _participants,
    "groups": _groups,
    **{key: partial(_arranged, key) for key in ("seats", "rooms", "meals", "rides", "stops", "cases")},
    "contacts": _contacts,
    "blank": _blank,
}
