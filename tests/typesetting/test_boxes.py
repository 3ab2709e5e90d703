"""Where blocks stand and where they are cut: measured on a canvas that only writes down what is drawn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus.flowables import Flowable

from eventmgr.charts import Drawing, Line, Path, Rect, Text
from eventmgr.typesetting import fonts
from eventmgr.typesetting.breaking import WORDS, balanced_lines, break_lines, inside_words, may_break
from eventmgr.typesetting.charts import ChartBlock, reportlab_drawing
from eventmgr.typesetting.grid import Grid, Row
from eventmgr.typesetting.outline import OutlineEntry
from eventmgr.typesetting.pages import _fitting
from eventmgr.typesetting.stack import Stack
from eventmgr.typesetting.styles import COLOURS, FOOT, Style
from eventmgr.typesetting.text import Span, TextBlock, draw_line, para, width_of
from tests.soak import times

pytestmark = pytest.mark.one_engine
STYLE = Style(size=10, leading=16)
HAN = st.text("张三李四王五", min_size=1, max_size=60)


class Paper:
    """A canvas that remembers: `texts` (x, baseline, text, face, colour), `boxes`, `lines`, and other calls by name."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, float, str, str, Any]] = []
        self.boxes: list[tuple[float, ...]] = []
        self.lines: list[tuple[float, ...]] = []
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.fill = self.font = None

    def beginText(self) -> SimpleNamespace:  # ReportLab's names from here on
        state: dict[str, Any] = {}
        origin = lambda x, y: state.update(x=x, y=y)  # noqa: E731
        font = lambda face, size: state.update(face=face)  # noqa: E731

        def out(text: str) -> None:
            self.texts.append((state["x"], state["y"], text, state["face"], state["colour"]))
            state["x"] = None

        colour = lambda value: state.update(colour=value)  # noqa: E731
        return SimpleNamespace(setTextOrigin=origin, setFont=font, setFillColor=colour, textOut=out)

    def setFillColor(self, colour: Any) -> None:
        self.fill = colour

    def setFont(self, face: str, size: float) -> None:
        self.font = face

    def drawString(self, x: float, y: float, text: str) -> None:
        self.texts.append((x, y, text, self.font, self.fill))

    def rect(self, x: float, y: float, width: float, height: float, **_: Any) -> None:
        self.boxes.append((x, y, width, height, self.fill))

    def roundRect(self, x: float, y: float, width: float, height: float, radius: float, **_: Any) -> None:
        self.boxes.append((x, y, width, height, self.fill, radius))

    def line(self, *ends: float) -> None:
        self.lines.append(ends)

    def beginPath(self) -> SimpleNamespace:
        points: list[Any] = []
        add = lambda x, y: points.append((x, y))  # noqa: E731
        return SimpleNamespace(moveTo=add, lineTo=add, close=lambda: points.append("closed"), points=points)

    def absolutePosition(self, x: float, y: float) -> tuple[float, float]:
        return x, y

    def __getattr__(self, name: str) -> Any:
        return lambda *values, **named: self.calls.append((name, values, named))

    def named(self, *names: str) -> list[tuple[Any, ...]]:
        """The arguments of the calls of these names, in order."""
        return [(*values, *named.values()) for name, values, named in self.calls if name in names]


def drawn(block: Any, width: float, x: float = 0, y: float = 0) -> Paper:
    block.wrap(width, 1e6)
    paper = Paper()
    block.draw_at(paper, x, y)
    return paper


def lines_of(block: TextBlock) -> list[str]:
    return ["".join(run.text for run in runs) for runs, _width in block._lines]


# ------------------------------------------------------------------------------------------------ lines
@given(st.text("张三，。（“A b1-/\n", max_size=40), st.integers(2, 14), st.integers(0, 3))
def test_lines_end_where_they_may_and_take_what_fits(text: str, room: int, indent: int):
    first = max(1, room - indent)
    ends = break_lines(text, [1.0] * len(text), first, room)

    for number, ((start, end), following) in enumerate(zip(ends, [*ends[1:], None], strict=True)):
        limit = room if number else first
        assert end - start <= limit
        if following is None or "\n" in text[end : following[0]]:
            continue
        next_start = following[0]
        cuttable = [i for i in range(start + 1, next_start + 1) if may_break(text[i - 1], text[i])]
        assert next_start in cuttable or not cuttable
        word_end = next(
            (i for i in range(next_start + 1, len(text)) if text[i] == "\n" or may_break(text[i - 1], text[i])),
            len(text),
        )
        assert len(text[start:word_end].rstrip()) > limit or next_start not in cuttable


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("中", "文", True),
        ("中", "a", True),
        ("a", "中", True),
        ("a", "b", False),
        ("a", " ", False),
        (" ", "a", True),
        (" ", "，", True),
        ("中", " ", False),
        ("-", "a", True),
        ("-", "1", False),
        ("/", "b", True),
        ("–", "0", False),
        ("、", "1", True),
        ("、", "中", True),
        ("1", "2", False),
        ("（", "中", False),
        ("$", "中", False),
        ("中", "！", False),
    ],
)
def test_where_a_line_may_end(before: str, after: str, may: bool):
    assert may_break(before, after) is may


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_list_is_not_cut_in_a_title_that_has_another_chance(word: str):
    text = f"甲乙丙{word}丁戊己"
    positions = inside_words(text)

    assert set(range(4, 3 + len(word))) <= positions
    for room in range(len(word), len(text)):
        starts = [start for start, _end in break_lines(text, [1.0] * len(text), room, room, positions)]
        assert set(starts).isdisjoint(positions)


@given(st.text("智能制造研讨会张三，a ", min_size=1, max_size=40), st.integers(6, 20))
def test_a_balanced_title_takes_no_more_lines_and_no_line_is_longer(text: str, room: int):
    widths = [1.0] * len(text)
    usual = break_lines(text, widths, room, room, inside_words(text))
    balanced = balanced_lines(text, widths, room)

    assert len(balanced) <= len(usual)
    assert max(b - a for a, b in balanced) <= max(b - a for a, b in usual)
    assert "".join(text[a:b] for a, b in balanced).replace(" ", "") == text.replace(" ", "")


# ------------------------------------------------------------------------------------------------ blocks of text
@settings(max_examples=times(60))
@given(HAN, st.integers(30, 200), st.sampled_from(["left", "center", "right"]), st.integers(0, 20), st.integers(0, 20))
def test_lines_stand_one_leading_apart_inside_the_width(text: str, width: int, align: str, indent: int, first: int):
    block = para(text, STYLE.but(align=align, indent=indent / 2, first_indent=first / 2))
    paper = drawn(block, width, x=100, y=50)
    lines = [one for one in paper.texts if one[0] is not None]

    assert block.height == 16 * len(lines)
    assert "".join(one[2] for one in lines) == text
    baselines = [one[1] for one in lines]
    assert baselines == pytest.approx([baselines[0] - 16 * n for n in range(len(lines))])
    assert baselines[-1] > 50 and baselines[0] < 50 + block.height
    for number, (x, _y, words, *_look) in enumerate(lines):
        long = width_of(words, STYLE)
        left, right = 100 + indent / 2, 100 + width
        wanted = {
            "left": left + (first / 2 if number == 0 else 0),
            "center": (left + right - long) / 2,
            "right": right - long,
        }[align]
        assert x == pytest.approx(wanted)


@settings(max_examples=times(60))
@given(HAN, st.integers(20, 120), st.integers(0, 120))
def test_a_block_is_cut_between_lines_and_loses_none(text: str, width: int, height: int):
    block = para(text, STYLE, OutlineEntry("x"))
    block.wrap(width, 1e6)
    whole = lines_of(block)
    parts = block.split(width, height)

    if not parts:
        assert height < 16
        return
    assert [line for part in parts for line in lines_of(part)] == whole
    assert parts[0].height <= height + 0.01
    assert parts == [block] or (parts[0].height + 16 > height + 0.01)
    assert [part.outline is not None for part in parts] == [True, False][: len(parts)]
    assert sum(part.wrap(width, 1e6)[1] for part in parts) == block.height


def test_another_width_breaks_the_lines_anew():
    block = para("张三李四", STYLE)

    assert [(block.wrap(width, 99)[1], len(block._lines)) for width in (40, 20, 40)] == [(16, 1), (32, 2), (16, 1)]


def test_spans_have_their_own_weight_and_colour_and_the_rest_is_the_block_s():
    block = para([Span("甲"), Span("乙", bold=True), Span("丙", colour="seal"), Span("丁", bold=False)], STYLE)
    texts = drawn(block, 200).texts

    assert [one[2:] for one in texts] == [
        ("甲", fonts.REGULAR, COLOURS["ink"]),
        ("乙", fonts.BOLD, COLOURS["ink"]),
        ("丙", fonts.REGULAR, COLOURS["seal"]),
        ("丁", fonts.REGULAR, COLOURS["ink"]),
    ]
    bold = drawn(para([Span("甲"), Span("丁", bold=False)], STYLE.but(bold=True, colour="ink-2")), 200).texts
    assert [one[3:] for one in bold] == [(fonts.BOLD, COLOURS["ink-2"]), (fonts.REGULAR, COLOURS["ink-2"])]


@pytest.mark.parametrize(("align", "x"), [("left", 100), ("center", 90), ("right", 80)])
def test_a_single_line_stands_at_beside_or_around_its_point(align: str, x: float):
    paper = Paper()
    draw_line(paper, 100, 7, "甲乙", STYLE.but(align=align))

    assert [one[:3] for one in paper.texts] == [(pytest.approx(x), 7, "甲乙")]


def test_a_line_of_two_faces_goes_on_where_the_first_ended():
    paper = Paper()
    draw_line(paper, 0, 0, "甲乙𥖁", STYLE)

    assert "".join(one[2] for one in paper.texts) == f"甲乙{fonts.BOX}"
    assert width_of("甲乙", STYLE) == 20
    assert width_of("", STYLE) == 0


@given(st.text("上海研讨会abc", max_size=40), st.integers(0, 300))
def test_the_head_of_a_page_is_shortened_to_its_room(text: str, room: int):
    found = _fitting(text, room)

    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))
    assert width_of(found, FOOT) <= room or found == "…"
    assert found != text or width_of(text, FOOT) <= room
    if found not in (text, "…"):
        assert width_of(f"{text[: len(found)]}…", FOOT) > room


# ------------------------------------------------------------------------------------------------ stacks
@settings(max_examples=times(60))
@given(st.lists(HAN, min_size=1, max_size=4), st.integers(20, 100), st.integers(0, 200))
def test_a_stack_is_cut_between_or_inside_blocks_and_loses_no_line(texts: list[str], width: int, height: int):
    stack = Stack([para(text, STYLE) for text in texts])
    whole = stack.wrap(width, 1e6)[1]
    lines = [line for block in stack.blocks for line in lines_of(block)]
    parts = stack.split(width, height)

    if not parts:
        assert height < 16
        return
    heights = [part.wrap(width, 1e6)[1] for part in parts]
    assert sum(heights) == whole == 16 * len(lines)
    assert [line for part in parts for block in part.blocks for line in lines_of(block)] == lines
    assert heights[0] <= height
    assert len(parts) == (1 if whole <= height else 2)
    assert len(parts) == 1 or heights[0] > height - 16


def test_blocks_of_a_stack_stand_one_below_the_other():
    paper = drawn(Stack([para("甲乙丙", STYLE), para("丁", STYLE)]), 20, x=5, y=100)

    assert [one[2] for one in paper.texts] == ["甲乙", "丙", "丁"]
    baselines = [one[1] for one in paper.texts]
    assert [a - b for a, b in pairwise(baselines)] == pytest.approx([16, 16])
    assert {one[0] for one in paper.texts} == {5}


# ------------------------------------------------------------------------------------------------ grids
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


@settings(max_examples=times(60))
@given(ROWS, st.integers(0, 600))
def test_a_table_is_cut_between_rows_under_the_same_head(rows: list[Row], height: int):
    grid = Grid(WIDTHS, HEAD, rows)
    width, whole = grid.wrap(999, 1e6)
    heights = [16 * -(-len(text) // 5) + 7 for text in contents(grid)]
    parts = grid.split(999, height)

    assert (width, whole) == (120, 23 + sum(heights))
    if whole <= height:
        assert parts == [grid]
        return
    fitting = max(n for n in range(len(rows) + 1) if n == 0 or 23 + sum(heights[:n]) <= height)
    while fitting and rows[fitting - 1].keep:
        fitting -= 1
    if not fitting:
        assert parts == []
        return
    assert [contents(part) for part in parts] == [contents(grid)[:fitting], contents(grid)[fitting:]]
    assert [len(part.head) for part in parts] == [1, 1]
    assert [part.wrap(999, 1e6)[1] for part in parts] == [23 + sum(heights[:fitting]), 23 + sum(heights[fitting:])]


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


# ------------------------------------------------------------------------------------------------ charts on paper
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


# ------------------------------------------------------------------------------------------------ bookmarks, faces
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
