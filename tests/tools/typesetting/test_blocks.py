"""Where lines end, where blocks of text stand and where they are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.breaking import WORDS, balanced_lines, break_lines, inside_words, may_break
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import COLOURS, FOOT
from eventmgr.tools.typesetting.text import Span, draw_line, fitting, para, width_of
from tests.soak import times
from tests.tools.typesetting.paper import HAN, STYLE, Paper, drawn, lines_of

pytestmark = pytest.mark.one_engine


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


@settings(max_examples=times(36))
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


@settings(max_examples=times(36))
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
    found = fitting(text, room, FOOT)

    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))
    assert width_of(found, FOOT) <= room or found == "…"
    assert found != text or width_of(text, FOOT) <= room
    if found not in (text, "…"):
        assert width_of(f"{text[: len(found)]}…", FOOT) > room


@settings(max_examples=times(36))
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
