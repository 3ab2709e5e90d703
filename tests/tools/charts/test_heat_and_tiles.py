"""Cells and tiles: where they stand, what colour they have, what is written on them, where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts import (
    HeatMatrix,
    Rect,
    Text,
    Tile,
    TileGrid,
    heat_level,
)
from eventmgr.tools.charts.shapes import text_width
from eventmgr.tools.charts.tiles import PLACES
from tests.soak import times
from tests.tools.charts.drawn import of, said

SVG = "{http://www.w3.org/2000/svg}"


CELLS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.none() | st.integers(0, 40), min_size=columns, max_size=columns).map(tuple), min_size=1, max_size=4
    )
)


def heat(cells: Sequence[tuple[int | None, ...]], **more: Any) -> HeatMatrix:
    return HeatMatrix(
        tuple(f"行{i}" for i in range(len(cells))),
        tuple(f"列{j}" for j in range(len(cells[0]))),
        tuple(cells),
        "角",
        "合计",
        **more,
    )


@settings(max_examples=times(75))
@given(CELLS)
def test_cells_stand_in_their_rows_and_columns_with_the_colour_of_their_share(cells: list[tuple[int | None, ...]]):
    chart = heat(cells)
    drawing = chart.draw(600)
    boxes = of(drawing, Rect)
    columns = len(cells[0])
    most = max((value or 0 for row in cells for value in row), default=0)

    assert len(boxes) == len(cells) * columns
    for i, row in enumerate(cells):
        line = boxes[i * columns : (i + 1) * columns]
        assert len({box.y for box in line}) == 1
        assert all(one.x + one.width < other.x for one, other in pairwise(line))
        assert [box.x for box in line] == pytest.approx([box.x for box in boxes[:columns]])
        assert [box.fill for box in line] == [f"heat-{heat_level(value, most)}" for value in row]
        words = ["·" if value is None else format_number(value) for value in row]
        assert [box.title for box in line] == [f"行{i} · 列{j}: {word}" for j, word in enumerate(words)]
        shown = [one for one in of(drawing, Text) if one.fill.startswith("on-") and line[0].y < one.y < line[0].y + 20]
        assert [one.text for one in shown] == [word for word in words if word != "0"]
        for one in shown:
            box = next(box for box in line if box.x < one.x < box.x + box.width)
            assert one.fill == f"on-{box.fill}"
            assert one.x == pytest.approx(box.x + box.width / 2)
    assert boxes[0].y > 0 and boxes[-1].y + boxes[-1].height < drawing.height - 22


@settings(max_examples=times(60))
@given(CELLS)
def test_sums_stand_at_the_right_and_below_and_agree_with_the_table(cells: list[tuple[int | None, ...]]):
    drawing = heat(cells).draw(600)
    rows = [sum(value or 0 for value in row) for row in cells]
    columns = [sum(row[j] or 0 for row in cells) for j in range(len(cells[0]))]

    assert said(drawing, bold=True, anchor="end") == [*map(format_number, rows), format_number(sum(rows))]
    assert said(drawing, bold=True, anchor="middle") == list(map(str, columns))
    assert said(drawing, bold=True, anchor="start") == ["合计"]
    below = [one for one in of(drawing, Text) if one.bold and one.anchor == "middle"]
    boxes = of(drawing, Rect)[: len(columns)]
    assert all(box.x < one.x < box.x + box.width + 2 for box, one in zip(boxes, below, strict=True))
    table = heat(cells).table()
    assert [row[-1] for row in table.rows] == [*map(format_number, rows), format_number(sum(rows))]
    assert list(table.rows[-1][1:-1]) == list(map(str, columns))


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_level_is_the_share_of_the_largest_rounded_up(value: int, most: int):
    level = heat_level(value, most)

    assert level == (0 if value == 0 else next(n for n in range(1, 9) if n == 8 or value * 8 <= n * most))


def test_a_hidden_or_empty_cell_leads_nowhere():
    drawing = heat([(3, 0, None)], links=(("/a", "/b", "/c"),), hidden="<5").draw()

    assert [box.href for box in of(drawing, Rect)] == ["/a", "", ""]
    assert [one for one in said(drawing) if one == "<5"] == ["<5"]


def test_names_that_run_upwards_begin_above_the_cells_and_take_a_limited_head():
    names = tuple("Administration of public affairs and resources" + "." * n for n in range(9))
    chart = HeatMatrix(("r",), names, ((1,) * 9,), "c", "t")
    drawing = chart.draw(300)
    turned = [one for one in of(drawing, Text) if one.turned]
    boxes = of(drawing, Rect)

    assert len(turned) == 9
    assert boxes[0].y == 150
    assert {one.y for one in turned} == {boxes[0].y - 6}
    assert all(box.x < one.x < box.x + box.width + 2 for box, one in zip(boxes, turned, strict=True))
    assert all(text_width(one.text, one.size) <= 138 and one.text.endswith("…") for one in turned)


def tiles(**counts: int) -> TileGrid:
    return TileGrid(
        tuple(Tile(code, f"名{code}", "名", counts.get(f"c{code}", 0), f"/{code}") for code in PLACES),
        "省（区、市）",
        "人数",
    )


def test_tiles_are_squares_of_one_size_that_do_not_overlap():
    drawing = tiles().draw(480)
    boxes = of(drawing, Rect)

    assert {(round(box.width, 6), round(box.height, 6)) for box in boxes} == {(round(483 / 9 - 3, 6),) * 2}
    assert len({(round(box.x, 3), round(box.y, 3)) for box in boxes}) == 34
    pitch = 483 / 9
    assert drawing.height == pytest.approx(8 * pitch - 3) == max(box.y + box.height for box in boxes)
    for text in of(drawing, Text):
        assert any(abs(box.x + box.width / 2 - text.x) < 0.01 and box.y < text.y < box.y + box.height for box in boxes)
    assert {box.title.split(":")[0][1:]: (round(box.y / pitch) + 1, round(box.x / pitch) + 2) for box in boxes} == dict(
        PLACES
    )


NEIGHBOURS = [
    ("110000", "120000", "x"),
    ("310000", "330000", "x"),
    ("230000", "210000", "y"),
    ("440000", "460000", "y"),
]


@pytest.mark.parametrize(("one", "other", "way"), NEIGHBOURS)
def test_divisions_lie_roughly_as_on_a_map(one: str, other: str, way: str):
    (row, column), (other_row, other_column) = PLACES[one], PLACES[other]

    if way == "x":
        assert (row, abs(column - other_column)) == (other_row, 1)
    else:
        assert row < other_row


def test_a_tile_with_a_count_shows_it_and_leads_on():
    chart = tiles(c310000=12, c440000=3)
    drawing = chart.draw()
    shown = {box.title: (box.fill, box.href) for box in of(drawing, Rect) if box.fill != "heat-0"}

    assert shown == {"名310000: 12": ("heat-8", "/310000"), "名440000: 3": ("heat-2", "/440000")}
    assert {box.href for box in of(drawing, Rect)} == {"", "/310000", "/440000"}
    assert said(drawing, bold=True) == ["12", "3"]
    assert chart.table().rows == (("名310000", "12"), ("名440000", "3"))


def test_a_tile_without_a_place_is_in_the_table_only():
    chart = TileGrid((Tile("990000", "境外", "外", 5),), "省（区、市）", "人数")

    assert (chart.draw().shapes, chart.table().rows) == ((), (("境外", "5"),))


@pytest.mark.parametrize(
    ("label", "lines"), [("沪", ["沪"]), ("Inner Mongolia", ["Inner", "Mongolia"]), ("A b", ["A b"]), ("", [" "])]
)
def test_a_long_label_of_two_words_stands_on_two_lines(label: str, lines: list[str]):
    drawing = TileGrid((Tile("110000", "n", label, 0),), "n", "v").draw()
    texts = of(drawing, Text)

    assert [one.text for one in texts] == lines
    assert [one.y for one in texts] == sorted({one.y for one in texts})
    assert all(text_width(one.text, one.size) <= 480 / 9 for one in texts)
