"""Charts: what is drawn, what the table says, that text can be read on every colour."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from eventmgr.tools.charts import (
    DARK,
    HEAT_LEVELS,
    LIGHT,
    Drawing,
    HeatMatrix,
    Rect,
    StackedBars,
    Text,
    Tile,
    TileGrid,
    Timeline,
    heat_level,
    stylesheet,
    svg,
)
from eventmgr.tools.charts.shapes import nice_ticks, shortened, wrapped
from eventmgr.tools.charts.tiles import PLACES
from eventmgr.tools.charts.tokens import contrast
from eventmgr.tools.taxonomy import provinces

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def matrix(**changes) -> HeatMatrix:
    values = {
        "rows": ("上海", "江苏"),
        "columns": ("汽车", "电子信息", "装备制造"),
        "cells": ((1, 0, 3), (0, 8, None)),
        "corner": "省（区、市）",
        "total": "合计",
    }
    return HeatMatrix(**(values | changes))


def grid(values: dict[str, int]) -> TileGrid:
    tiles = tuple(Tile(one.code, one.name_zh, one.short_zh, values.get(one.code, 0)) for one in provinces())
    return TileGrid(tiles, "省（区、市）", "人数")


CHARTS = {
    "timeline": Timeline(("5月1日", "5月2日", "5月3日"), (3, 0, 4), "日期", "新增", "累计"),
    "stacked": StackedBars((("上海", (12, 11, 9)), ("江苏", (6, 6, 0))), "单位", ("报名", "确认", "到会")),
    "heat": matrix(),
    "tiles": grid({"310000": 12, "440000": 6}),
}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_draws_inside_its_sheet_with_known_colours_only(name: str):
    drawing = CHARTS[name].draw(480)

    outside = [
        shape
        for shape in drawing.shapes
        if isinstance(shape, Rect)
        and not (
            shape.x >= 0 and shape.x + shape.width <= drawing.width + 0.01 and shape.y + shape.height <= drawing.height
        )
    ]
    colours = {getattr(shape, "fill", "") or getattr(shape, "stroke", "") for shape in drawing.shapes}
    assert (drawing.width, outside, colours - set(LIGHT)) == (480, [], set())


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_one_svg_with_a_name_and_nothing_that_a_strict_policy_forbids(name: str):
    text = svg(CHARTS[name].draw(), title="参会人员来源", desc="每省人数")
    root = ElementTree.fromstring(text)

    attributes = {key for element in root.iter() for key in element.attrib}
    named = {root.get("aria-labelledby"): "参会人员来源", root.get("aria-describedby"): "每省人数"}
    assert root.get("role") == "img"
    assert {element.get("id"): element.text for element in root[:2]} == named
    assert {key for key in attributes if key == "style" or key.startswith("on")} == set()
    assert {element.tag for element in root.iter()} & {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"} == set()


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_chart_is_the_same_text(name: str):
    assert svg(CHARTS[name].draw(), title="a", desc="b") == svg(CHARTS[name].draw(), title="a", desc="b")


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_its_table(name: str):
    figures = CHARTS[name].table()

    assert {len(row) for row in figures.rows} == {len(figures.header)}


def test_markup_in_a_label_stays_text():
    chart = StackedBars((("A & B <img src=x onerror=alert(1)>", (1,)),), "n", ("v",))

    root = ElementTree.fromstring(svg(chart.draw(2000), title="<b>", desc='"'))

    assert "A & B <img src=x onerror=alert(1)>" in [element.text for element in root.iter(f"{SVG}text")]
    assert root[0].text == "<b>"


def test_a_number_with_a_link_leads_there_and_an_empty_cell_does_not():
    links = (("/a", "/b", "/c"), ("/d", "/e", "/f"))

    root = ElementTree.fromstring(svg(matrix(links=links).draw(), title="t", desc="d"))

    assert [(a.get("href"), a.get("aria-label")) for a in root.iter(f"{SVG}a")] == [
        ("/a", "上海 · 汽车: 1"),
        ("/c", "上海 · 装备制造: 3"),
        ("/e", "江苏 · 电子信息: 8"),
    ]
    assert root.get("role") == "group"


def test_the_heat_table_adds_up_and_hides_what_is_hidden():
    figures = matrix().table()

    assert figures.header == ("省（区、市）", "汽车", "电子信息", "装备制造", "合计")
    assert figures.rows == (
        ("上海", "1", "0", "3", "4"),
        ("江苏", "0", "8", "·", "8"),
        ("合计", "1", "8", "3", "12"),
    )


def test_heat_rises_with_the_share_of_the_largest():
    assert [heat_level(value, 16) for value in (None, 0, 1, 2, 3, 8, 15, 16, 99)] == [0, 0, 1, 1, 2, 4, 8, 8, 8]
    assert heat_level(3, 0) == 0


def test_names_of_columns_wrap_while_they_fit_and_run_upwards_where_they_do_not():
    fits = matrix(columns=("Automotive", "Public management", "Chemicals")).draw(340)
    tight = matrix(columns=("Automotive", "Public management", "Chemicals")).draw(200)

    def head(drawing: Drawing) -> list[tuple[str, bool]]:
        return [
            (shape.text, shape.turned) for shape in drawing.shapes if isinstance(shape, Text) and shape.fill == "ink-2"
        ]

    assert head(fits)[1:] == [("Automotive", False), ("management", False), ("Public", False), ("Chemicals", False)]
    assert head(tight)[1:] == [("Automotive", True), ("Public management", True), ("Chemicals", True)]


def test_chinese_names_of_columns_wrap_between_characters():
    assert wrapped("计算机通信和其他电子设备", 10, 45, 3) == ["计算机通", "信和其他", "电子设备"]
    assert wrapped("计算机通信和其他电子设备", 10, 35, 3) is None


def test_a_single_row_has_the_scale_of_all():
    chart = CHARTS["stacked"]

    assert [sum(shape.width for shape in chart.row(i, 120).shapes) for i in range(2)] == [120, 60]


def test_days_without_anybody_are_in_the_drawing_but_not_in_the_table():
    chart = CHARTS["timeline"]

    assert chart.table().rows == (("5月1日", "3", "3"), ("5月3日", "4", "7"))
    assert chart.totals == (3, 3, 7)


def test_a_timeline_of_a_year_names_only_days_that_have_room():
    days = tuple(f"{i % 12 + 1}月{i % 28 + 1}日" for i in range(365))

    drawing = Timeline(days, (1,) * 365, "日期", "新增", "累计").draw(640)

    assert 3 <= len([shape for shape in drawing.shapes if isinstance(shape, Text) and "月" in shape.text]) <= 12


def test_no_days_and_no_rows_draw_an_empty_sheet_without_fail():
    assert Timeline((), (), "d", "n", "t").draw().shapes == ()
    assert isinstance(StackedBars((), "n", ("a", "b", "c")).draw(), Drawing)
    assert isinstance(matrix(rows=(), columns=(), cells=()).draw(), Drawing)


def test_all_34_divisions_have_a_tile_of_their_own():
    assert set(PLACES) == {province.code for province in provinces()}
    assert len(set(PLACES.values())) == 34


def test_every_division_is_named_on_its_tile():
    drawing = grid({"310000": 12}).draw()

    words = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert sorted(words) == sorted([*(province.short_zh for province in provinces()), "12"])


def test_english_names_stand_whole_on_their_tiles():
    tiles = tuple(Tile(one.code, one.name_en, one.short_en, 1) for one in provinces())

    words = [shape.text for shape in TileGrid(tiles, "Province/region", "n").draw().shapes if isinstance(shape, Text)]

    assert sorted(" ".join(one.short_en for one in provinces()).split()) == sorted(
        word for word in words if word != "1"
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_heat_level_and_on_the_ground(palette: dict[str, str]):
    pairs = [(f"on-heat-{level}", f"heat-{level}") for level in range(HEAT_LEVELS + 1)]
    pairs += [("ink", "paper"), ("ink-2", "paper"), ("accent", "paper"), ("seal", "paper"), ("ink-2", "wash")]

    assert [pair for pair in pairs if contrast(palette[pair[0]], palette[pair[1]]) < 4.5] == []


def test_contrast_is_that_of_wcag():
    assert (contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)) == (21.0, 4.48)


def test_the_committed_stylesheet_is_the_one_of_the_tokens():
    assert (ROOT / "scripts/styles/charts.css").read_text("utf-8") == stylesheet()


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (124, [0, 50, 100, 150]),
        (2000, [0, 500, 1000, 1500, 2000]),
    ],
)
def test_ticks_are_round_and_reach_the_largest(most: int, ticks: list[int]):
    assert nice_ticks(most) == ticks


def test_a_long_name_ends_in_an_ellipsis():
    assert shortened("新疆生产建设兵团", 10, 55) == "新疆生产…"
