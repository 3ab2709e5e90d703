"""Text in its room, ticks of an axis, each shape as markup, colours by the formulas of WCAG."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.tools.charts import (
    LIGHT,
    Drawing,
    Line,
    Path,
    Rect,
    Text,
    svg,
)
from eventmgr.tools.charts.shapes import nice_ticks, shortened, text_width, wrapped
from eventmgr.tools.charts.tokens import contrast, luminance, mixed

SVG = "{http://www.w3.org/2000/svg}"


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
