"""Tables and drawings on paper, bookmarks, and the faces that characters have."""

from __future__ import annotations

import random
import weakref
from array import array
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import speaking
from eventmgr.tools.charts import Drawing, Line, Path, Rect, Text
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.charts import ChartBlock, reportlab_drawing
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import COLOURS, WIDTH
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para
from tests.soak import times
from tests.tools.typesetting.paper import STYLE, Paper, drawn, lines_of

pytestmark = pytest.mark.one_engine


def row(text: str, **look: Any) -> Row:
    return Row((para(text, STYLE), None, para("右", STYLE.but(align="right"))), **look)


WIDTHS = (60.0, 20.0, 40.0)
HEAD = (Row((para("头", STYLE),), wide=True, fill="wash"),)
ROWS = st.lists(
    st.tuples(st.integers(1, 40), st.booleans()).map(lambda two: row("字" * two[0], keep=two[1])),
    min_size=1,
    max_size=7,
)


def contents(grid: Grid) -> list[str]:
    """The first cells of the rows."""
    return [one.cells[0].spans[0].text for one in grid.rows]


@settings(max_examples=times(36))
@given(ROWS, st.integers(0, 600))
def test_a_table_is_cut_between_rows_under_the_same_head(rows: list[Row], height: int):
    grid = Grid(WIDTHS, HEAD, rows)
    width, whole = grid.wrap(999, 1e6)
    words = contents(grid)
    heights = [16 * -(-len(text) // 5) + 7 for text in words]
    parts = grid.split(999, height)

    assert (width, whole) == (120, 23 + sum(heights))
    if whole <= height:
        assert parts == [grid]
        return
    fitting = max(n for n in range(len(rows) + 1) if n == 0 or 23 + sum(heights[:n]) <= height)
    if fitting >= 3 and len(rows) - fitting == 1:
        fitting -= 1  # no page holds a single row
    start, end = fitting, fitting + 1
    while start and rows[start - 1].keep:
        start -= 1
    while end < len(rows) and rows[end - 1].keep:
        end += 1
    if start == fitting or sum(heights[start:end]) <= 300:
        fitting = start
    elif end - fitting == 1 and fitting - start > 2:
        fitting -= 1  # two rows at least follow on the next page
    elif start and fitting - start == 1:
        fitting = start
    if not fitting:
        assert parts == []
        return
    assert [contents(part) for part in parts] == [words[:fitting], words[fitting:]]
    assert [len(part.head) for part in parts] == [1, 1]
    assert [part.wrap(999, 1e6)[1] for part in parts] == [23 + sum(heights[:fitting]), 23 + sum(heights[fitting:])]


@pytest.mark.parametrize("height", [330, 480, 700])
@pytest.mark.parametrize("size", [*range(1, 31), 60, 135, 400])
def test_rows_that_stay_together_are_set_however_many_they_are(size: int, height: int):
    """After three others, on pages of three heights: each page holds rows, and no group that fits is cut."""
    group = [row(str(number), keep=number < size - 1) for number in range(size)]
    grid, pages = Grid(WIDTHS, HEAD, [row("甲"), row("乙"), row("丙"), *group, row("丁"), row("戊")]), []
    for _page in range(2 * size + 5):
        parts = grid.split(999, height)
        assert parts, (pages, "nothing fits on an empty page")
        pages.append(contents(parts[0]))
        if parts == [grid]:
            break
        grid = parts[1]

    assert [word for page in pages for word in page] == ["甲", "乙", "丙", *map(str, range(size)), "丁", "戊"]
    holding = [page for page in pages if {*map(str, range(size))} & {*page}]
    if size * 23 <= 300:
        assert len(holding) == 1
    assert all(len({*map(str, range(size))} & {*page}) >= min(size, 2) for page in holding)


@pytest.mark.parametrize(("rows", "pages"), [(9, [9]), (10, [8, 2]), (11, [9, 2]), (18, [9, 9]), (19, [9, 8, 2])])
def test_no_page_of_a_list_holds_a_single_row(rows: int, pages: list[int]):
    grid, found = Grid(WIDTHS, HEAD, (row(str(number)) for number in range(rows))), []
    while True:
        parts = grid.split(999, 23 * 10)
        found.append(len(contents(parts[0])))
        if parts == [grid]:
            break
        grid = parts[1]

    assert found == pages


def test_rows_are_made_a_page_at_a_time_and_let_go_when_it_is_set():
    made = []
    grid = Grid(WIDTHS, HEAD, (made.append(number) or row(str(number)) for number in range(100)))
    counts, pages, once = [], [], []
    while True:
        grid.wrap(999, 23 * 11)
        counts.append(len(made))
        parts = grid.split(999, 23 * 11)
        once += [weakref.ref(one) for one in parts[0]._rows]
        pages.append([one.cells[0].spans[0].text for one in parts[0]._rows])
        parts[0].canv = Paper()
        parts[0].draw()
        if parts == [grid]:
            break
        grid = parts[1]

    assert counts[:3] == [11, 21, 31]
    assert [word for page in pages for word in page] == [str(number) for number in range(100)]
    assert {len(page) for page in pages} == {10}
    assert [one for one in once if one() is not None] == []


def test_only_a_tall_row_is_cut_and_only_where_there_is_room_for_some_of_it():
    tall, low = row("字" * 70), row("字" * 60)

    assert Grid(WIDTHS, (), [low]).split(999, 150) == []
    assert Grid(WIDTHS, (), [tall]).split(999, 59) == []
    first, rest = Grid(WIDTHS, (), [tall, row("后")]).split(999, 100)
    assert [len(lines_of(part.rows[0].cells[0])) for part in (first, rest)] == [5, 9]
    assert (first.rows[0].line, rest.rows[0].line) == ("", "line")
    assert [len(part.rows) for part in (first, rest)] == [1, 2]
    assert [part.rows[0].cells[2] is None for part in (first, rest)] == [False, True]


def test_the_bookmark_of_a_row_and_of_the_head_stands_once():
    head = [Row((para("头", STYLE),), wide=True, outline=OutlineEntry("head"))]
    rows = [row("字" * 70, outline=OutlineEntry("tall")), row("后", outline=OutlineEntry("last"))]
    parts = Grid(WIDTHS, head, rows).split(999, 150)
    marks = [one.outline.title for part in parts for one in (*part.head, *part.rows) if one.outline]

    assert marks == ["head", "tall", "last"]


def test_cells_stand_in_their_columns_from_the_top_of_their_row():
    grid = Grid(WIDTHS, HEAD, [row("字" * 12), row("一", fill="accent-2", line="")])
    grid.wrap(999, 1e6)
    grid.canv = paper = Paper()
    grid.draw()

    total = 23 + 55 + 23
    assert [one[:4] for one in paper.boxes] == [(0, total - 23, 120, 23), (0, 0, 120, 23)]
    assert [one[4] for one in paper.boxes] == [COLOURS["wash"], COLOURS["accent-2"]]
    assert paper.lines == [(0, total - 23, 120, total - 23), (0, 23, 120, 23)]
    tops = {text: (x, round(total - y, 1)) for x, y, text, *_ in reversed(paper.texts)}
    depth = 3.5 + (16 + 7.4) / 2
    assert tops["头"] == (4, round(depth, 1))
    assert tops["字字字字字"] == (4, round(23 + depth, 1))
    assert tops["一"] == (4, round(78 + depth, 1))
    assert [x for x, _y, text, *_ in paper.texts if text == "右"] == [106, 106]


@pytest.mark.parametrize(
    ("wanted", "align", "room", "height", "scale", "x"),
    [
        (None, "left", 400, 100, 1.0, 7),
        (100, "left", 400, 100, 0.5, 7),
        (100, "center", 400, 100, 0.5, 157),
        (None, "center", 100, 100, 0.5, 7),
        (None, "left", 400, 500, 1.0, 7),
        (600, "left", 900, 450, 3.0, 7),
        (800, "left", 900, 450, 3.0, 7),
    ],
)
def test_a_drawing_is_scaled_to_its_width_and_made_smaller_where_there_is_less_room(
    wanted: float | None, align: str, room: float, height: float, scale: float, x: float
):
    block = reportlab_drawing(Drawing(200, 150, ()), width=wanted, align=align)
    size = block.wrap(room, height)
    paper = Paper()
    block.draw_at(paper, 7, 9)

    assert (size, block.scale) == ((room, pytest.approx(150 * scale)), pytest.approx(scale))
    assert paper.named("translate") == [(pytest.approx(x), pytest.approx(9 + 150 * scale))]
    assert paper.named("scale") == [(pytest.approx(scale), pytest.approx(scale))]


def chart(*shapes: Any) -> Paper:
    return drawn(ChartBlock(Drawing(200, 100, shapes)), 200)


def test_shapes_stand_on_paper_as_on_the_page_with_y_upwards():
    paper = chart(
        Rect(10, 20, 30, 8, "accent"),
        Rect(10, 20, 30, 8, "seal", 2),
        Rect(10, 20, 3, 8, "ink", 2),
        Rect(10, 20, 0, 8, "ink"),
        Line(1, 2, 3, 4, "ink", 2),
        Text(5, 6, "甲", 10, "ink-2"),
        Text(50, 6, "甲乙", 10, "ink", "middle", bold=True),
        Text(50, 6, "甲乙", 10, "ink", "end"),
    )

    assert paper.boxes == [
        (10, -28, 30, 8, COLOURS["accent"]),
        (10, -28, 30, 8, COLOURS["seal"], 2),
        (10, -28, 3, 8, COLOURS["ink"]),
    ]
    assert paper.lines == [(1, -2, 3, -4)]
    assert paper.named("setStrokeColor", "setLineWidth") == [(COLOURS["ink"],), (1.2,)]
    assert paper.texts == [
        (5, -6, "甲", fonts.REGULAR, COLOURS["ink-2"]),
        (40, -6, "甲乙", fonts.BOLD, COLOURS["ink"]),
        (30, -6, "甲乙", fonts.REGULAR, COLOURS["ink"]),
    ]


def test_a_text_that_runs_upwards_is_turned_about_its_point():
    paper = chart(Text(5, 6, "甲", 10, turned=True))

    assert paper.named("translate")[1:] == [(5, -6)]
    assert paper.named("rotate") == [(90,)]
    assert [one[:3] for one in paper.texts] == [(0, 0, "甲")]
    assert len(paper.named("saveState")) == len(paper.named("restoreState")) == 2


@pytest.mark.parametrize(
    ("path", "points", "stroke", "fill"),
    [
        (Path(((0, 1), (2, 3)), stroke="ink"), [(0, -1), (2, -3)], 1, 0),
        (Path(((0, 1), (2, 3)), fill="accent-2"), [(0, -1), (2, -3), "closed"], 0, 1),
        (Path(((0, 1), (2, 3)), stroke="ink", fill="line"), [(0, -1), (2, -3), "closed"], 1, 1),
    ],
)
def test_a_path_is_a_line_or_an_area(path: Path, points: list[Any], stroke: int, fill: int):
    paper = chart(path)
    (drawn_path, *how) = paper.named("drawPath")[0]

    assert (drawn_path.points, how) == (points, [stroke, fill])
    assert len(paper.named("setLineWidth")) == stroke
    assert paper.fill == (COLOURS[path.fill] if fill else None)


def test_bookmarks_are_numbered_and_lead_a_little_above_their_block():
    paper = Paper()
    paper.outline_entries = 0
    for number, level in enumerate((0, 1)):
        OutlineEntry(f"t{number}", level, closed=level == 0).place(paper, 40)

    assert paper.named("bookmarkPage") == [(f"entry-{n}", "XYZ", 0, 44, 0) for n in range(2)]
    assert paper.named("addOutlineEntry") == [("t0", "entry-0", 0, True), ("t1", "entry-1", 1, False)]


def test_a_block_with_a_bookmark_places_it_at_its_top():
    paper = Paper()
    paper.outline_entries = 0
    block: Flowable = para("甲乙", STYLE, OutlineEntry("甲乙"))
    block.wrap(10, 99)
    block.draw_at(paper, 0, 30)

    assert paper.named("bookmarkPage") == [("entry-0", "XYZ", 0, 30 + 32 + 4, 0)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc", "abc"),
        ("e\u0301", "é"),
        ("甲\u200b乙", "甲乙"),
        ("甲\ufe00", "甲"),
        ("甲\u2028乙", "甲 乙"),
        ("甲\n乙", "甲\n乙"),
        ("甲\x07乙", "甲乙"),
        ("a\u00a0中", "a\u00a0中"),
    ],
)
def test_what_has_no_shape_is_not_set(text: str, shown: str):
    assert fonts.printable(text) == shown


def pieces(texts: Sequence[str], bold: bool) -> set[str]:
    return {face for text in texts for face, _char in fonts.faces(text, bold=bold)}


def test_each_weight_has_its_face_and_an_unknown_character_is_a_box_of_it():
    assert pieces(["甲 a\n"], False) == {fonts.REGULAR}
    assert pieces(["甲 a\n"], True) == {fonts.BOLD}
    assert fonts.faces("𥖁", bold=True) == [(fonts.BOLD, fonts.BOX)]


def test_a_table_may_be_cut_again_and_again_and_every_row_comes_once():
    lot = random.Random(5)
    rows = [row(f"{number:03}" + "字" * lot.randrange(30)) for number in range(120)]
    rest, seen = Grid(WIDTHS, HEAD, rows), []
    while True:
        parts = rest.split(999, lot.choice((200, 300, 500)))
        seen += contents(parts[0])
        assert parts[0].wrap(999, 1e6)[1] <= 500
        if len(parts) == 1:
            break
        rest = parts[1]

    assert seen == contents(Grid(WIDTHS, HEAD, rows))


CODES = st.one_of(st.integers(0, 0xFFFF), st.integers(0x10000, 0x2FFFF))


@given(
    st.dictionaries(CODES, st.integers(0, 0xFFFF), min_size=1), st.dictionaries(CODES, st.floats(0, 2000), min_size=1)
)
def test_what_a_face_says_of_characters_is_held_small_and_is_the_same(glyphs, widths):
    small = (fonts.ByCodePoint(glyphs, lambda values: array("H", values)), fonts.ByCodePoint(widths, tuple))

    for found, said in zip(small, (glyphs, widths), strict=True):
        assert (dict(found), len(found)) == (said, len(said))
        assert [found.get(code, "none") for code in (*said, 0x30000)] == [*said.values(), "none"]
        assert (0x30000 in found, "字" in found, all(code in found for code in said)) == (False, False, True)
        with pytest.raises(KeyError):
            found[0x30000]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 9])
def test_the_head_of_a_list_is_followed_by_three_rows_on_its_page_or_begins_the_next(app, number: int):
    """Whatever room is left at the foot of the page: sections of sign-in sheets, lists of stops and rosters are such tables."""
    for height in range(0, 400, 7):
        with app.app_context(), speaking("en"):
            grid = table([Column("Name")], [(f"row {place}",) for place in range(number)], title="Shandong")
        grid.wrap(WIDTH, 1e6)
        parts = grid.split(WIDTH, height)
        first = len(list(parts[0].rows)) if parts and parts != [grid] else 0
        last = number - first
        assert first == 0 or (first >= min(3, number) and last != 1), (height, first)
