"""Where things stand: bars as long as their counts, marks over their axis, cells in their columns, numbers in their bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.charts import (
    LIGHT,
    Bars,
    Chart,
    Drawing,
    HeatMatrix,
    Line,
    Path,
    Rect,
    StackedBars,
    Text,
    Tile,
    TileGrid,
    Timeline,
    heat_level,
    svg,
)
from eventmgr.charts.shapes import nice_ticks, shortened, text_width, wrapped
from eventmgr.charts.tiles import PLACES
from eventmgr.charts.tokens import contrast, luminance, mixed
from tests.soak import times

COUNTS = st.integers(0, 3000)
NAMES = st.text("江苏上海 abcXYZ", min_size=1, max_size=12)
SVG = "{http://www.w3.org/2000/svg}"


def of(drawing: Drawing, kind: type) -> list[Any]:
    """The shapes of one kind, in the order of painting."""
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def said(drawing: Drawing, **look: Any) -> list[str]:
    """The texts that look so."""
    return [one.text for one in of(drawing, Text) if all(getattr(one, name) == value for name, value in look.items())]


def axis(drawing: Drawing, *, upright: bool = True) -> tuple[list[float], list[str]]:
    """Where the lines of the grid stand, and what is written at them."""
    grid = [line for line in of(drawing, Line) if line.stroke == "line" and (line.x1 == line.x2) is upright]
    places = [line.x1 for line in grid] if upright else [line.y1 for line in grid]
    return places, said(drawing, anchor="middle" if upright else "end", fill="ink-2")


# ------------------------------------------------------------------------------------------------ text in its room
@given(st.text("中文 ab…。", max_size=20), st.integers(0, 240))
def test_a_shortened_text_fits_and_is_the_longest_beginning_that_does(text: str, room: int):
    found = shortened(text, 10, room)

    if text_width(text, 10) <= room:
        assert found == text
        return
    kept = found[:-1]
    assert found.endswith("…") and text.startswith(kept)
    assert text_width(found, 10) <= room or not kept
    longer = next((text[:end] for end in range(len(text) + 1) if len(text[:end].rstrip()) > len(kept)), None)
    assert longer is None or text_width(f"{longer}…", 10) > room


@given(st.text("中文字a b-", max_size=24), st.integers(5, 120), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text: str, room: int, most: int):
    lines = wrapped(text, 10, room, most)

    if lines is None:
        return
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert 1 <= len(lines) <= most
    assert [line for line in lines if text_width(line, 10) > room or line != line.strip()] == []


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("", 50, 1, [""]),
        ("Public management", 110, 1, ["Public management"]),
        ("Public management", 70, 1, None),
        ("Public management", 70, 2, ["Public", "management"]),
        ("Public management", 50, 3, None),
        ("江苏 Jiangsu", 100, 1, ["江苏 Jiangsu"]),
        ("江苏 Jiangsu", 45, 2, ["江苏", "Jiangsu"]),
        ("电子信息", 20, 2, ["电子", "信息"]),
        ("电子信息", 20, 1, None),
        ("电子信息", 9, 4, None),
    ],
)
def test_where_a_text_is_cut(text: str, room: int, most: int, lines: list[str] | None):
    assert wrapped(text, 10, room, most) == lines


@pytest.mark.parametrize(("text", "em"), [("", 0), ("中", 1), ("a", 0.6), ("中a。", 2.6), ("ＡＢ", 2)])
def test_chinese_characters_are_as_wide_as_high_and_letters_narrower(text: str, em: float):
    assert text_width(text, 10) == pytest.approx(10 * em)


@given(st.integers(0, 10**7), st.integers(1, 8))
def test_ticks_begin_at_nothing_reach_the_largest_and_are_evenly_round(most: int, about: int):
    ticks = nice_ticks(most, about)
    step = ticks[1]

    assert ticks == [step * place for place in range(len(ticks))]
    assert ticks[-2] < max(most, 1) <= ticks[-1]
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert len(ticks) - 1 <= about
    finer = {1: 0, 2: step // 2, 5: 2 * step // 5}[int(str(step)[0])] or step // 2
    assert step == 1 or finer * about < most


# ------------------------------------------------------------------------------------------------ bars
ROWS = st.lists(st.tuples(NAMES, COUNTS, st.none() | COUNTS), min_size=1, max_size=8)


@settings(max_examples=times(75))
@given(ROWS, st.integers(300, 1200))
def test_a_bar_is_as_long_as_its_count_on_the_axis(rows: list[tuple[str, int, int | None]], width: int):
    drawing = Bars(tuple(rows), "单位", "人数", "名额").draw(width)
    places, words = axis(drawing)
    ticks = [int(word) for word in words]
    scale = (places[-1] - places[0]) / ticks[-1]

    assert places == pytest.approx([places[0] + tick * scale for tick in ticks])
    assert ticks == nice_ticks(max(max(count, quota or 0) for _, count, quota in rows))
    assert places[-1] == pytest.approx(width - 40)
    bars = of(drawing, Rect)
    assert [(bar.x, bar.width) for bar in bars] == [(places[0], pytest.approx(count * scale)) for _, count, _ in rows]
    assert [bar.fill for bar in bars] == [
        "seal" if quota is not None and count > quota else "accent" for _, count, quota in rows
    ]
    marks = [line for line in of(drawing, Line) if line.stroke == "ink-2"]
    assert [mark.x1 for mark in marks] == pytest.approx(
        [places[0] + quota * scale for *_, quota in rows if quota is not None]
    )


@settings(max_examples=times(60))
@given(ROWS)
def test_every_row_has_its_own_line_with_name_bar_mark_and_number(rows: list[tuple[str, int, int | None]]):
    drawing = Bars(tuple(rows), "单位", "人数", "名额").draw()
    column = of(drawing, Rect)[0].x

    for place, (name, count, quota) in enumerate(rows):
        top, bottom = 24 * place, 24 * (place + 1)
        texts = [one for one in of(drawing, Text) if top < one.y <= bottom and one.fill == "ink"]
        assert [one.text for one in texts] == [shortened(name, 12, column - 8), str(count)]
        assert texts[0].x == 0
        bar = of(drawing, Rect)[place]
        assert top < bar.y < bar.y + bar.height < bottom
        assert texts[1].x == pytest.approx(bar.x + bar.width + 5)
        assert bar.title == f"{name}: {count}" + ("" if quota is None else f" / {quota}")
    assert drawing.height == 24 * len(rows) + 22


def test_names_take_a_third_of_the_sheet_at_most():
    short, long = (Bars((("上海" * size, 3, None),), "n", "v").draw(500) for size in (1, 40))

    assert of(short, Rect)[0].x == 24 + 12
    assert of(long, Rect)[0].x == 180
    assert [one.text[-1] for one in of(long, Text) if one.x == 0 and one.fill == "ink"] == ["…"]


def test_rows_lead_where_their_links_say():
    links = ("/a", "/b")

    assert [bar.href for bar in of(Bars((("x", 1, 2), ("y", 2, None)), "n", "v", links=links).draw(), Rect)] == [*links]
    assert [bar.href for bar in of(Bars((("x", 1, 2),), "n", "v").draw(), Rect)] == [""]


@pytest.mark.parametrize(
    ("quota_word", "header", "rows"),
    [
        ("", ("n", "v"), (("x", "3"), ("y", "0"))),
        ("q", ("n", "v", "q"), (("x", "3", "2"), ("y", "0", ""))),
    ],
)
def test_the_table_has_a_column_of_quotas_where_there_are_any(quota_word: str, header: Any, rows: Any):
    figures = Bars((("x", 3, 2), ("y", 0, None)), "n", "v", quota_word).table()

    assert (figures.header, figures.rows) == (header, rows)


NESTED = st.lists(
    st.tuples(NAMES, st.tuples(COUNTS, COUNTS, COUNTS).map(lambda three: tuple(sorted(three, reverse=True)))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=times(75))
@given(NESTED)
def test_parts_of_a_bar_lie_end_to_end_and_reach_the_outer_count(rows: list[tuple[str, tuple[int, ...]]]):
    chart = StackedBars(tuple(rows), "单位", ("报名", "确认", "到会"))
    drawing = chart.draw()
    places, words = axis(drawing)
    scale = (places[-1] - places[0]) / int(words[-1])

    for place, (name, counts) in enumerate(rows):
        top = 28 + 24 * place
        parts = [one for one in of(drawing, Rect) if top < one.y < top + 24]
        ends = [places[0], *(part.x + part.width for part in parts)]
        assert [part.x for part in parts] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(places[0] + counts[0] * scale)
        wanted, before = [], 0
        for word, count, fill in zip(
            ("到会", "确认", "报名"), reversed(counts), ("accent", "middle", "line"), strict=True
        ):
            if count > before:
                wanted.append((fill, f"{name} · {word}: {count}"))
            before = max(before, count)
        assert [(part.fill, part.title) for part in parts] == wanted
        number = next(
            one for one in of(drawing, Text) if one.text == " / ".join(map(str, counts)) and top < one.y < top + 24
        )
        assert number.x == pytest.approx(ends[-1] + 5)


@given(NESTED, st.integers(40, 300))
def test_bars_in_cells_of_a_table_have_one_scale(rows: list[tuple[str, tuple[int, ...]]], width: int):
    chart = StackedBars(tuple(rows), "单位", ("报名", "确认", "到会"))
    most = max(max(counts) for _, counts in rows)

    for place, (_name, counts) in enumerate(rows):
        drawing = chart.row(place, width)
        assert sum(one.width for one in drawing.shapes) == pytest.approx(width * counts[0] / max(most, 1))
        assert (drawing.width, drawing.height, {one.y for one in drawing.shapes} - {0}) == (width, 14, set())


def test_the_legend_names_the_colours_that_the_bars_have():
    chart = StackedBars((("上海", (9, 5, 2)),), "单位", ("报名", "确认", "到会"))
    legend = chart.legend(300)
    boxes, words = of(legend, Rect), of(legend, Text)
    meaning = {box.fill: word.text for box, word in zip(boxes, words, strict=True)}

    assert meaning == {part.fill: part.title.split(" · ")[1].split(":")[0] for part in chart.row(0, 100).shapes}
    for box, word, following in zip(boxes, words, [*boxes[1:], None], strict=True):
        assert box.x + box.width < word.x
        assert following is None or word.x + text_width(word.text, word.size) < following.x
    assert of(chart.draw(), Rect)[:3] == boxes


def test_two_counts_take_the_two_inner_colours():
    chart = StackedBars((("x", (4, 1)),), "n", ("a", "b"))

    assert [(one.fill, one.title) for one in chart.row(0, 40).shapes] == [
        ("accent", "x · b: 1"),
        ("middle", "x · a: 4"),
    ]
    assert [one.fill for one in of(chart.legend(99), Rect)] == ["middle", "accent"]
    assert chart.table().rows == (("x", "4", "1"),)


# ------------------------------------------------------------------------------------------------ heat
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
        words = ["·" if value is None else str(value) for value in row]
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

    assert said(drawing, bold=True, anchor="end") == [*map(str, rows), str(sum(rows))]
    assert said(drawing, bold=True, anchor="middle") == list(map(str, columns))
    assert said(drawing, bold=True, anchor="start") == ["合计"]
    below = [one for one in of(drawing, Text) if one.bold and one.anchor == "middle"]
    boxes = of(drawing, Rect)[: len(columns)]
    assert all(box.x < one.x < box.x + box.width + 2 for box, one in zip(boxes, below, strict=True))
    table = heat(cells).table()
    assert [row[-1] for row in table.rows] == [*map(str, rows), str(sum(rows))]
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


# ------------------------------------------------------------------------------------------------ timeline
@settings(max_examples=times(75))
@given(st.lists(COUNTS, min_size=1, max_size=40), st.integers(320, 1000))
def test_the_line_climbs_to_the_sum_and_bars_stand_at_their_days(counts: list[int], width: int):
    days = tuple(f"{n + 1}日" for n in range(len(counts)))
    chart = Timeline(days, tuple(counts), "日期", "新增", "累计")
    drawing = chart.draw(width)
    area, line = of(drawing, Path)
    lines = [one.y1 for one in of(drawing, Line)]
    upper, lower = nice_ticks(sum(counts)), nice_ticks(max(counts), 2)
    zero, top = lines[0], lines[len(upper) - 1]
    floor, ceiling = lines[len(upper)], lines[-1]

    assert said(drawing, anchor="end") == [str(tick) for tick in (*upper, *lower)]
    heights = [(zero - y) / (zero - top) * upper[-1] for _x, y in line.points[1:]]
    assert heights == pytest.approx([sum(counts[: n + 1]) for n in range(len(counts))], abs=1e-6)
    assert area.points[:-1] == line.points and area.points[-1] == (line.points[-1][0], zero)
    steps = [b[0] - a[0] for a, b in zip(line.points, line.points[1:], strict=False)]
    assert steps == pytest.approx([(width - 10 - line.points[0][0]) / len(counts)] * len(counts))
    bars = of(drawing, Rect)
    busy = [n for n, count in enumerate(counts) if count]
    assert [bar.height / (floor - ceiling) * lower[-1] for bar in bars] == pytest.approx([counts[n] for n in busy])
    for n, bar in zip(busy, bars, strict=True):
        assert bar.y + bar.height == pytest.approx(floor)
        assert line.points[n][0] < bar.x < bar.x + bar.width < line.points[n + 1][0]
        assert bar.title == f"{n + 1}日: {counts[n]} (累计: {sum(counts[: n + 1])})"


@settings(max_examples=times(60))
@given(st.integers(1, 400), st.integers(320, 900))
def test_names_of_days_do_not_touch_and_stay_on_the_sheet(days: int, width: int):
    names = tuple(f"{n % 12 + 1}月{n % 28 + 1}日" for n in range(days))
    drawing = Timeline(names, (1,) * days, "日期", "新增", "累计").draw(width)
    spans = [
        (one.x - text_width(one.text, one.size) / 2, one.x + text_width(one.text, one.size) / 2)
        for one in of(drawing, Text)
        if one.anchor == "middle"
    ]

    assert spans
    assert spans[0][0] >= -0.01 and spans[-1][1] <= width + 0.01
    inner = spans[:-1] if len(spans) > 1 else spans
    assert all(one[1] < other[0] for one, other in pairwise(inner))


# ------------------------------------------------------------------------------------------------ tiles
def tiles(**counts: int) -> TileGrid:
    return TileGrid(
        tuple(Tile(code, f"名{code}", "名", counts.get(f"c{code}", 0), f"/{code}") for code in PLACES), "省份", "人数"
    )


def test_tiles_are_squares_of_one_size_that_do_not_overlap():
    drawing = tiles().draw(480)
    boxes = of(drawing, Rect)

    assert {(round(box.width, 6), round(box.height, 6)) for box in boxes} == {(round(483 / 9 - 3, 6),) * 2}
    assert len({(round(box.x, 3), round(box.y, 3)) for box in boxes}) == 34
    pitch = 483 / 9
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
    chart = TileGrid((Tile("990000", "境外", "外", 5),), "省份", "人数")

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


# ------------------------------------------------------------------------------------------------ svg and colours
@pytest.mark.parametrize(
    ("shape", "tag", "attributes"),
    [
        (Rect(1, 2, 3.456, 4, "accent"), "rect", {"x": "1", "y": "2", "width": "3.46", "height": "4", "class": "f-accent", "fill": LIGHT["accent"]}),
        (Rect(0, 0, 1, 1, "seal", 2), "rect", {"x": "0", "y": "0", "width": "1", "height": "1", "rx": "2", "class": "f-seal", "fill": LIGHT["seal"]}),
        (Line(0, 1, 2, 3), "line", {"x1": "0", "y1": "1", "x2": "2", "y2": "3", "stroke-width": "1", "class": "s-line", "stroke": LIGHT["line"]}),
        (Path(((0, 1), (2.5, 3)), stroke="ink"), "polyline", {"points": "0,1 2.5,3", "fill": "none", "stroke-width": "2", "stroke-linejoin": "round", "class": "s-ink", "stroke": LIGHT["ink"]}),
        (Path(((0, 1), (2, 3), (0, 3)), fill="accent-2"), "polygon", {"points": "0,1 2,3 0,3", "class": "f-accent-2", "fill": LIGHT["accent-2"]}),
        (Text(1, 2, "x"), "text", {"x": "1", "y": "2", "font-size": "12", "pointer-events": "none", "class": "f-ink", "fill": LIGHT["ink"]}),
        (Text(1, 2, "x", 9, "ink", "end", bold=True, turned=True), "text", {"x": "1", "y": "2", "font-size": "9", "text-anchor": "end", "font-weight": "600", "transform": "rotate(-90 1 2)", "pointer-events": "none", "class": "f-ink", "fill": LIGHT["ink"]}),
    ],
)  # fmt: skip
def test_each_shape_is_one_element(shape: Any, tag: str, attributes: dict[str, str]):
    root = ElementTree.fromstring(svg(Drawing(10, 20, (shape,)), title="t", desc="d"))

    assert root.get("viewBox") == "0 0 10 20"
    assert [(element.tag.removeprefix(SVG), element.attrib) for element in root[2:]] == [(tag, attributes)]


@given(st.text(max_size=30))
def test_any_text_makes_well_formed_markup(text: str):
    drawing = Drawing(9, 9, (Text(0, 0, text), Rect(0, 0, 1, 1, "ink", title=text, href=text)))

    root = ElementTree.fromstring(svg(drawing, title=text, desc=text))

    assert root[0].text == root[1].text == root[2].text


@pytest.mark.parametrize(("one", "other"), [("title", "desc"), ("desc", "title")])
def test_two_drawings_on_one_page_have_names_of_their_own(one: str, other: str):
    names = [
        ElementTree.fromstring(svg(Drawing(9, 9, ()), **{one: word, other: "same"})).get("aria-labelledby")
        for word in ("a", "b")
    ]

    assert names[0] != names[1]


def test_a_chart_makes_its_own_svg_of_the_wanted_width():
    chart: Chart = Bars((("x", 1, None),), "n", "v")

    assert chart.svg(title="t", desc="d", width=500) == svg(chart.draw(500), title="t", desc="d")
    assert chart.svg(title="t", desc="d").__html__() == svg(chart.draw(640), title="t", desc="d")


@pytest.mark.parametrize(("share", "colour"), [(0, "#000000"), (1, "#ff8000"), (0.5, "#804000"), (0.25, "#402000")])
def test_colours_are_mixed_channel_by_channel(share: float, colour: str):
    assert mixed("#000000", "#ff8000", share) == colour


@pytest.mark.parametrize(
    ("colour", "value"), [("#000000", 0), ("#ffffff", 1), ("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)]
)
def test_luminance_weighs_the_channels_as_wcag_does(colour: str, value: float):
    assert luminance(colour) == pytest.approx(value)


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_contrast_does_not_depend_on_which_is_text(one: str, other: str):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
