"""Bars, parts of bars and lines over days are as long and as high as their counts on the axis."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts import (
    Line,
    Path,
    Rect,
    StackedBars,
    Text,
    Timeline,
)
from eventmgr.tools.charts.shapes import nice_ticks, text_width
from tests.soak import times
from tests.tools.charts.drawn import COUNTS, NAMES, axis, of, said

SVG = "{http://www.w3.org/2000/svg}"


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
    scale = (places[-1] - places[0]) / int(words[-1].replace(",", ""))

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
                wanted.append((fill, f"{name} · {word}: {format_number(count)}"))
            before = max(before, count)
        assert [(part.fill, part.title) for part in parts] == wanted
        number = next(
            one
            for one in of(drawing, Text)
            if one.text == " / ".join(map(format_number, counts)) and top < one.y < top + 24
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

    assert said(drawing, anchor="end") == [format_number(tick) for tick in (*upper, *lower)]
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
