"""The rules of incoming text one by one: tables of what goes in and what comes out, and laws for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground import text
from eventmgr.ground.sealing import Sealer, Unreadable
from eventmgr.ground.sentences import Sentence, _l
from tests.soak import times

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
INVISIBLE = "\u200b\u2060\u00ad\ufe0f\u115f"


@pytest.mark.parametrize(
    ("value", "line", "lines"),
    [
        ("a\r\nb", "a b", "a\nb"),
        ("a\rb\x0bc\x0cd", "a b c d", "a\nb\nc\nd"),
        ("a\tb", "a b", "a\tb"),
        ("a  b", "a  b", "a  b"),
        (" \n a \n ", "a", "a"),
        ("e\u0301", "é", "é"),
        ("\ufeffa\ufffb", "a", "a"),
        ("\U0001fffea", "a", "a"),
        ("a\x7f\x9fb", "ab", "ab"),
        ("\u202aa\nb\u202c", "\u202aa b\u202c", "a\nb"),
        ("\u2066a\u202c\u2069", "a", "a"),
        ("\u202a\u2066a\u2069\u202cb", "\u202a\u2066a\u2069\u202cb", "\u202a\u2066a\u2069\u202cb"),
    ],
)
def test_a_text_of_one_line_and_one_of_several(value: str, line: str, lines: str):
    assert (text.clean(value), text.clean(value, multiline=True)) == (line, lines)


@pytest.mark.parametrize(("value", "line"), [("a  b", "a b"), ("a\u3000\u00a0b", "a b"), ("\n", ""), ("a \n b", "a b")])
def test_runs_of_blanks_are_one_in_a_line(value: str, line: str):
    assert text.clean_line(value) == line


@pytest.mark.parametrize(("marks", "kept"), [(0, 0), (29, 29), (30, 30), (31, 30), (5000, 30)])
def test_no_more_than_thirty_marks_stand_on_a_letter(marks: int, kept: int):
    assert len(text.normalized("NFD", "q" + "\u0301" * marks + "z")) == 2 + kept


@given(st.text("qé\u0301\u0323\u1eadゝﾟ。中", max_size=80), st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_a_text_with_few_marks_is_normalized_as_the_standard_has_it(value: str, form: str):
    apart = unicodedata.normalize("NFKD", value)
    run = most = 0
    for char in apart:
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    found = text.normalized(form, value)

    assert most > 30 or found == unicodedata.normalize(form, value)
    assert len(found) <= len(unicodedata.normalize(form, value))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("张　三", "张三"),
        ("欧阳•娜娜", "欧阳·娜娜"),
        ("买买提 ・ 艾力", "买买提·艾力"),
        ("Li  Lei", "Li Lei"),
        ("张 San", "张 San"),
        (f"张{INVISIBLE[:3]}三", "张三"),
        (INVISIBLE, ""),
        ("。，·", ""),
        ("𬱖 䶮", "𬱖䶮"),
        ("نم\u200cن", "نم\u200cن"),
    ],
)
def test_how_a_person_is_called(value: str, name: str):
    assert text.person_name(value) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("ＡＢＢ（中国）有限公司", "ABB（中国）有限公司"),
        ("上海 样例 厂", "上海样例厂"),
        ("Example (China) Ltd", "Example (China) Ltd"),
        ("样例(上海)", "样例（上海）"),
        ("①号厂", "1号厂"),
        ("---", ""),
        ("", ""),
    ],
)
def test_how_an_organization_is_called(value: str, name: str):
    assert text.organization_name(value) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ＡＢＣ", "abc", True),
        ("a b", "ab", True),
        ("样例（上海）", "样例(上海)", True),
        ("ß", "ss", True),
        ("a\u200bb", "ab", True),
        ("样\ufe00例", "样例", True),
        ("样例一", "样例二", False),
        ("é", "e", False),
        ("\ue000", "\ue001", False),
        ("1", "１", True),
        ("1", "2", False),
    ],
)
def test_two_spellings_are_the_same_or_not(one: str, other: str, same: bool):
    assert (text.folded(one) == text.folded(other)) is same


@given(ANYTHING)
def test_folding_is_done_after_one_time_and_knows_no_blank_case_or_width(value: str):
    key = text.folded(value)

    assert not any(char.isspace() for char in key)
    assert text.folded(f" {value}\u200b ") == key


@pytest.mark.parametrize(
    ("value", "bounds", "number"),
    [
        ("0", {}, 0),
        ("007", {}, 7),
        ("", {}, None),
        (" 1", {}, None),
        ("+1", {}, None),
        ("-1", {}, None),
        ("-1", {"least": -1}, -1),
        ("-2", {"least": -1}, None),
        ("--1", {"least": -5}, None),
        ("-", {"least": -5}, None),
        ("²", {}, None),
        ("１２", {}, None),
        ("１２", {"any_digits": True}, 12),
        ("٣", {"any_digits": True}, 3),
        ("²", {"any_digits": True}, None),
        ("2147483647", {}, 2147483647),
        ("2147483648", {}, None),
        ("10", {"most": 9}, None),
        ("9", {"most": 9}, 9),
        ("1", {"least": 2}, None),
        ("00000000001", {}, None),
        ("1" * 5000, {}, None),
        ("1.0", {}, None),
        ("1_0", {}, None),
    ],
)
def test_what_writes_a_whole_number(value: str, bounds: dict[str, int], number: int | None):
    assert text.whole_number(value, **bounds) == number


@pytest.mark.parametrize(("length", "long"), [(0, False), (40, False), (41, True), (4000, True)])
def test_a_text_is_refused_unread_from_four_times_its_bound_on(length: int, long: bool):
    assert text.too_long("x" * length, 10) is long


def test_a_code_that_is_too_long_becomes_one_that_no_list_holds():
    assert text.clean_code(" a  b ") == "a b"
    assert text.clean_code("x" * 800) == "x" * 800
    assert text.clean_code("x" * 801) == "x" * 200 + "…"


@pytest.mark.parametrize("value", ["a@example.com", "a.b+c@sub.example.cn", "A@EXAMPLE.com"])
def test_a_complete_address_is_taken_with_its_domain_in_small_letters(value: str):
    name, domain = value.split("@")

    assert text.mail_address(value) == f"{name}@{domain.lower()}"


@pytest.mark.parametrize("value", ["", "a", "a@", "@b.cn", "a@b", "a b@example.com", "a@example.com, b@example.com"])
def test_what_is_no_address_is_refused(value: str):
    with pytest.raises(ValueError, match=r".+"):
        text.mail_address(value)


# ------------------------------------------------------------------------------------------------ sealed values
VALUES = st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none(), max_size=4)


ONE, TWO, BOTH = Sealer("one" * 12), Sealer("two" * 12), Sealer("two" * 12, ["one" * 12])


@settings(max_examples=times(60))
@given(VALUES)
def test_what_is_sealed_is_opened_by_the_same_key_only(values: dict[str, object]):
    sealed = ONE.seal(values)

    assert ONE.unseal(sealed) == BOTH.unseal(sealed) == values
    assert isinstance(TWO.unseal(sealed), Unreadable) and TWO.unseal(sealed) == {}


def test_the_length_of_what_is_sealed_tells_nothing_of_short_answers():
    sealer = Sealer("k" * 40)

    assert len({len(sealer.seal({"a": "x" * length})) for length in (0, 1, 50, 200)}) == 1
    assert len(sealer.seal({"a": "x" * 260})) > len(sealer.seal({"a": "x" * 200}))


def test_renewed_under_a_new_key_the_old_one_is_not_needed_any_more():
    old, both, new = Sealer("old" * 12), Sealer("new" * 12, ["old" * 12]), Sealer("new" * 12)
    renewed = both.renew(old.seal({"a": 1}))

    assert renewed is not None
    assert new.unseal(renewed) == {"a": 1}
    assert new.renew(old.seal({"a": 1})) is None
    assert [type(new.unseal(broken)) for broken in ("", "x", renewed[:-3])] == [Unreadable] * 3


# ------------------------------------------------------------------------------------------------ sentences
def test_a_sentence_is_said_in_the_words_of_who_reads():
    words = {"%(a)s meets %(b)s": "%(a)s见%(b)s", "nobody": "没人"}
    sentence = _l("%(a)s meets %(b)s", a="甲", b=_l("nobody"))

    assert str(sentence) == "甲 meets nobody"
    assert (
        sentence.translated(lambda message, **values: words[message] % values if values else words[message])
        == "甲见没人"
    )
    assert str(sentence.about(a="1", b="2")) == "1 meets 2"
    assert str(Sentence("100 %")) == "100 %"


@pytest.mark.one_engine
def test_nothing_that_is_cleaned_away_or_changed_is_printable():
    """`tidied` looks no further at a text in which all is printable."""
    removed = (text._LINE_ENDS, text._CONTROLS, text._BIDI)
    assert not [
        hex(number)
        for number in range(0x110000)
        if chr(number).isprintable() and (chr(number) in "\n\t" or any(rule.search(chr(number)) for rule in removed))
    ]
