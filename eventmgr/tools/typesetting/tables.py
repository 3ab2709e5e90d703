"""Tables of columns, and whole lists as they are declared: each page under the same head, its rows under the same
heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.ground.i18n import language, speaking
from eventmgr.tools.typesetting.front import Rule, sheet_of
from eventmgr.tools.typesetting.grid import PAD_X, PAD_Y, Cell, Grid, Row, in_company
from eventmgr.tools.typesetting.lists import Column, Listing, ListLook, Page, Section
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    GROUP,
    HEIGHT,
    SUBTITLE,
    TITLE,
    WIDTH,
    Style,
)
from eventmgr.tools.typesetting.text import Span, on_one_line, para

KINDS: dict[str, Style] = {
    "text": CELL,
    "soft": CELL_SOFT,
    "bold": CELL_BOLD,
    "number": CELL_NUMBER,
    "index": CELL_NUMBER.but(colour="ink-2"),
}
"""Kind of a column → how its cells are set."""
_FIGURE_WORD = Style(size=9, leading=14, colour="ink-2", align="center")
_HIGHEST = 1e6


def table(
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    total: Any = None,
    title: str | Sequence[Span] = "",
    note: str = "",
    outline: OutlineEntry | None = None,
    room: float = WIDTH,
    first: int = 1,
    pad: float = PAD_Y,
    after: float = 8,
    size: float = 1.0,
    head_size: float = 1.0,
    head_pad: float = PAD_Y,
    title_style: Style = GROUP,
    look: ListLook | None = None,
) -> Grid:
    """The rows under the heads of their columns, which are repeated on every page.

    Args:
        rows: what columns read; a `Row` stands as it is. Of a sequence no row stands alone on a page.
        total: the last row, in bold on a ground of its own; None for none.
        title: over the heads, with `note` beside it; empty for none.
        room: width of the table, in points.
        first: number of the first row.
        pad: points above and below a row.
        size: part of the usual size of cells; head_size: of their heads.
        head_pad: points above and below the heads.
        look: lines between columns, and rows that go on in the next one.
    """
    heads = [_titled(title, note, outline, title_style, head_pad)] if title else []
    if any(column.heading for column in columns):
        words = (para(str(column.heading), _sized(_head_of(column), head_size)) for column in columns)
        heads.append(Row(tuple(words), fill="wash", outline=None if title else outline, pad=head_pad))
    styles = [_sized(KINDS[column.kind], size) for column in columns]
    set_rows: Iterable[Row] = _rows(columns, rows, styles, first, pad, look or ListLook())
    if total is not None:
        last = _cells(columns, total, [style.but(bold=True) for style in styles], 0)
        set_rows = chain(set_rows, [Row(last, pad=pad, fill="wash")])
    return Grid(widths_of(columns, room), heads, set_rows, after, boxed=bool(look and look.boxed))


def widths_of(columns: Sequence[Column], room: float) -> list[float]:
    """Points of each column in the language spoken; those without a width share what the others leave."""
    lang = language()
    fixed = [column.width if isinstance(column.width, float | int) else column.width[lang] for column in columns]
    shares = sum(column.share for column, width in zip(columns, fixed, strict=True) if not width)
    rest = room - sum(fixed)
    return [width or rest * column.share / shares for column, width in zip(columns, fixed, strict=True)]


def _titled(title: str | Sequence[Span], note: str, outline: OutlineEntry | None, style: Style, pad: float) -> Row:
    spans = [Span(title)] if isinstance(title, str) else list(title)
    if note:
        spans.append(Span(f"  {note}", bold=False, colour="ink-2"))
    return Row((para(spans, style),), line="accent", wide=True, outline=outline, pad=pad)


def _head_of(column: Column) -> Style:
    return COLUMN_NUMBER if KINDS[column.kind].align == "right" else COLUMN


def _sized(style: Style, size: float) -> Style:
    return style if size == 1.0 else style.but(size=style.size * size, leading=style.leading * size)


def _rows(
    columns: Sequence[Column], rows: Iterable[Any], styles: Sequence[Style], first: int, pad: float, look: ListLook
) -> Iterator[Row]:
    number = len(rows) if isinstance(rows, Sequence) else 0
    for place, row in enumerate(rows):
        if isinstance(row, Row):
            yield row
            continue
        joins = look.joins(row)
        cells = _cells(columns, row, styles, first + place)
        yield Row(cells, pad=pad, line="" if joins else "line", keep=joins or in_company(place, number))


def _cells(columns: Sequence[Column], row: Any, styles: Sequence[Style], number: int) -> tuple[Cell | None, ...]:
    values = (_value(column, row, index, number) for index, column in enumerate(columns))
    return tuple(_cell(value, style) for value, style in zip(values, styles, strict=True))


def _value(column: Column, row: Any, index: int, number: int) -> Any:
    if column.kind == "index":
        return str(number)
    return row[index] if column.read is None else column.read(row)


def _cell(value: Any, style: Style) -> Cell | None:
    if isinstance(value, str):
        return para(value, style)
    if isinstance(value, tuple):
        bold, pale = value
        return para([Span(bold, bold=True), Span(f" {pale}", colour="ink-2")], style)
    cell: Cell | None = value
    return cell


def key_figures(figures: Sequence[tuple[str, str]], *, size: float = 20.0, most: int = 6) -> Grid:
    """(number, word) of what leadership asks for first, side by side: at most `most` on a line, else on two of about
    the same length.

    Args:
        size: of the numbers, in points; one that is too long for its part of the line is set smaller.
    """
    across = len(figures) if len(figures) <= most else -(-len(figures) // 2)
    room = WIDTH / across
    rows: list[Row] = []
    for start in range(0, len(figures), across):
        line = figures[start : start + across]
        blank = (None,) * (across - len(line))
        usual = Style(size=size, leading=size * 1.3, bold=True, align="center")
        values = (para(value, on_one_line(value, usual, room - 2 * PAD_X, least=10)) for value, _word in line)
        rows.append(Row((*values, *blank), line="", fill="wash", keep=True))
        rows.append(Row((*(para(word, _FIGURE_WORD) for _value, word in line), *blank), line="", fill="wash"))
    return Grid([room] * across, [], rows)


def build(listing: Listing, name: str, columns: Sequence[Column], empty: str, look: ListLook, *, lang: str) -> bytes:
    """The list called `name` as a PDF, a bookmark for each page that is told."""
    with speaking(lang):
        story: list[Flowable] = []
        for page in listing.pages:
            story += [*([PageBreak()] if story else []), *_fitting(page, listing.occasion, name, columns, look)]
        if not story:
            story = [para(listing.occasion.title, TITLE), para(empty, BODY)]
        return build_pages(story, sheet_of(listing.occasion, name, lang))


def _fitting(page: Page, occasion: Occasion, name: str, columns: Sequence[Column], look: ListLook) -> list[Flowable]:
    """Everything of a page, its rows as close together as it takes to keep the last of them on it."""
    least = min(look.pads) * 2 + min(style.leading for style in KINDS.values())
    if sum(len(section.rows) for section in page.sections) * least > HEIGHT:
        return list(_blocks(page, occasion, name, columns, look, look.pads[0]))
    for pad in look.pads:
        blocks = list(_blocks(page, occasion, name, columns, look, pad))
        if sum(map(height_of, blocks)) <= HEIGHT:
            return blocks
    return list(_blocks(page, occasion, name, columns, look, look.pads[0]))


def height_of(block: Flowable) -> float:
    """Points that the block takes on a page with what is left free around it."""
    height: float = block.wrap(WIDTH, _HIGHEST)[1]
    return height + float(block.getSpaceBefore()) + float(block.getSpaceAfter())


def page_head(page: Page, occasion: Occasion, name: str) -> Iterator[Flowable]:
    """The head of a page: what it is about, of which event and list, and its facts; a thin line closes it."""
    yield para(page.title, TITLE.but(after=0), OutlineEntry(page.outline or page.title))
    yield para(page.subtitle or f"{occasion.title} · {name}", SUBTITLE.but(size=12, leading=18, after=2))
    yield from (para(words, FACTS) for words in page.facts if words)
    yield Rule("brand", 1.2, before=6, after=8)


def _blocks(
    page: Page, occasion: Occasion, name: str, columns: Sequence[Column], look: ListLook, pad: float
) -> Iterator[Flowable]:
    yield from page_head(page, occasion, name)
    for word, words in page.lead:
        yield para([Span(f"{word}  ", colour="ink-2"), Span(words)], BODY.but(after=0))
    if page.lead:
        yield para("", BODY.but(leading=8))
    if page.empty and not any(section.rows for section in page.sections):
        yield para(page.empty, BODY)
        return
    yield from sections(page.sections, columns, look, pad)


def sections(
    parts: Iterable[Section], columns: Sequence[Column], look: ListLook | None = None, pad: float = PAD_Y
) -> Iterator[Flowable]:
    """The rows of each section under its heading."""
    look = look or ListLook()
    for part in parts:
        if part.empty and not part.rows:
            yield para(part.empty, BODY)
        else:
            yield table(
                part.columns or columns,
                part.rows,
                title=part.title,
                note=part.note,
                pad=pad,
                after=look.after,
                look=look,
            )
