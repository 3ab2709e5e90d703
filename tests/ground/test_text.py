"""One door for every text that comes in."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from eventmgr.ground import text

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)


def test_what_office_programs_paste_is_made_plain():
    assert text.clean("a\u2028b\x00c\x0bd\ufffee\ud800f") == "a bc def"


def test_line_ends_become_line_feeds_in_fields_of_several_lines():
    assert text.clean("a\r\nb\u2029c\x85d", multiline=True) == "a\nb\nc\nd"


def test_an_unbalanced_bidi_mark_goes_and_a_balanced_pair_stays():
    assert text.clean("a\u202eb") == "ab"
    assert text.clean("a\u2067b\u2069c") == "a\u2067b\u2069c"
    assert text.clean("\u202ca") == "a"


def test_look_alike_dots_become_the_one_that_names_use():
    for dot in "•・‧．∙⋅":
        assert text.person_name(f"欧阳 {dot} 样例") == "欧阳·样例"


def test_blanks_inside_a_chinese_name_go_and_those_of_a_latin_one_stay():
    assert text.person_name("张　三") == "张三"
    assert text.person_name("王 𬭎") == "王𬭎"
    assert text.person_name("John  Smith") == "John Smith"


def test_rare_characters_pass():
    assert text.person_name("𬱖䶮𫖯㛃𠅤") == "𬱖䶮𫖯㛃𠅤"


def test_two_spellings_of_an_organization_are_one():
    assert text.organization_name("样例(上海) 电气有限公司 ") == "样例（上海）电气有限公司"
    assert text.folded("样例（上海）电气") == text.folded("样例(上海) 电气")


@given(ANYTHING)
def test_clean_text_stays_as_it_is(value):
    once = text.clean(value)
    assert text.clean(once) == once
    assert text.is_clean(once)


@given(ANYTHING)
def test_clean_text_holds_no_control_characters_and_can_be_stored(value):
    for char in text.clean(value, multiline=True):
        assert unicodedata.category(char) not in ("Cc", "Cs") or char in "\n\t"
    text.clean(value).encode("utf-8")


@given(ANYTHING)
def test_names_are_stable(value):
    assert text.person_name(text.person_name(value)) == text.person_name(value)
    assert text.organization_name(text.organization_name(value)) == text.organization_name(value)


def test_a_position_that_is_spaced_out_is_closed_up_and_two_stay_apart():
    assert [text.position(value) for value in ("处 长", "主　任", "副总经理 总工程师", "Sales Manager", "处长")] == [
        "处长", "主任", "副总经理 总工程师", "Sales Manager", "处长",
    ]  # fmt: skip
