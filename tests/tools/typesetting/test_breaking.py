"""Where lines end, and how names are aligned: pure rules."""

from __future__ import annotations

import flask
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.ground.i18n import speaking
from eventmgr.tools.typesetting.breaking import NO_END, NO_START, balanced_lines, break_lines, may_break
from eventmgr.tools.typesetting.names import aligned_name, listed, named
from eventmgr.tools.typesetting.styles import BODY
from eventmgr.tools.typesetting.text import para


def lines(text: str, room: float) -> list[str]:
    return [text[a:b] for a, b in break_lines(text, [1.0] * len(text), room, room)]


def test_chinese_breaks_between_any_two_characters():
    assert lines("推进智能制造", 4) == ["推进智能", "制造"]


def test_no_line_begins_with_a_closing_mark():
    assert lines("提高效率，降低成本。", 4) == ["提高效", "率，降低", "成本。"]


def test_no_line_ends_with_an_opening_mark():
    assert lines("推进“两化”融合", 3) == ["推进", "“两", "化”融", "合"]


def test_a_latin_word_is_not_cut_unless_it_is_longer_than_the_line():
    assert lines("基于 Industry 平台", 9) == ["基于", "Industry", "平台"]
    assert lines("Industrialization", 6) == ["Indust", "rializ", "ation"]


def test_hours_stay_together():
    assert lines("会议时间08:30–08:50", 12) == ["会议时间", "08:30–08:50"]


def test_a_line_feed_ends_a_line():
    assert lines("甲\n\n乙", 9) == ["甲", "", "乙"]


def test_blanks_at_the_end_of_a_line_do_not_count():
    assert lines("ab cd", 2) == ["ab", "cd"]


def test_no_text_is_one_empty_line():
    assert lines("", 5) == [""]


@given(st.text(alphabet="张三，。（）“”AB c1-\n", max_size=60), st.integers(min_value=1, max_value=12))
def test_every_character_is_on_exactly_one_line_in_order(text: str, room: int):
    ends = break_lines(text, [1.0] * len(text), room, room)

    kept = "".join(text[a:b] for a, b in ends)
    assert kept.replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(b - a <= room for a, b in ends)


@given(st.sampled_from("张A1，"), st.sampled_from(sorted(NO_START)))
def test_marks_that_may_not_begin_never_do(before: str, after: str):
    assert not may_break(before, after)


@given(st.sampled_from(sorted(NO_END)), st.sampled_from("张A1"))
def test_marks_that_may_not_end_never_do(before: str, after: str):
    assert not may_break(before, after)


def test_a_title_has_lines_of_about_the_same_length_and_whole_words():
    title = "东部和中南部部分省市智能制造深化推进研讨会（样例）"

    ends = balanced_lines(title, [1.0] * len(title), 22)

    assert [title[a:b] for a, b in ends] == ["东部和中南部部分省市智能制造", "深化推进研讨会（样例）"]


@pytest.mark.parametrize(
    ("name", "aligned"),
    [
        ("张三", "张　三"),
        ("张𬱖", "张　𬱖"),
        ("欧阳明", "欧阳明"),
        ("葛\U000e0100城", "葛\U000e0100　城"),
        ("John", "John"),
        ("Li", "Li"),
        ("买·提", "买·提"),
        ("王", "王"),
        ("", ""),
        ("叶叶", "叶　叶"),
    ],
)
def test_a_chinese_name_of_two_characters_takes_the_width_of_three(name: str, aligned: str):
    assert aligned_name(name) == aligned


def test_a_name_is_not_torn_at_its_blank():
    two = "张三、李　四"

    assert [two[a:b] for a, b in break_lines(two, [1] * len(two), 5, 5)] == ["张三、", "李　四"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_ends_inside_a_name_whatever_its_width(lang):
    with flask.Flask("eventmgr").app_context(), speaking(lang):
        names = ["董兴梓", "孙清阳", aligned_name("罗柏"), "欧阳明", aligned_name("石娟艳", "Shi Juanyan")]
        block = para(listed(names * 3), BODY)
        lines = [_lines_at(block, width) for width in range(140, 320, 3)]

    comma = "、" if lang == "zh" else ", "
    assert {name for broken in lines for line in broken for name in line.rstrip("、, ").split(comma)} == set(names)
    assert len({len(broken) for broken in lines}) > 3


def test_a_name_that_no_line_holds_is_cut_rather_than_lost():
    assert _lines_at(para(named("阿卜杜热合曼", "Abdurehman"), BODY), 40) == ["阿卜杜", "热合曼", "Abdure", "hman"]


def _lines_at(block, width):
    block.wrap(width, 800)
    return ["".join(run.text for run in runs) for runs, _width in block._lines]
