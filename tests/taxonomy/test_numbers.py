"""Mobile numbers and social credit codes as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.errors import Refusal
from eventmgr.i18n import speaking
from eventmgr.taxonomy.credit_code import ALPHABET, check_character, is_valid, normalize_credit_code
from eventmgr.taxonomy.mobile import normalize_mobile


def refusal(function, text: str) -> tuple[str | None, str, str]:
    """(field, what it says in English, in Chinese)."""
    said = []
    for lang in ("en", "zh"):
        with speaking(lang), pytest.raises(Refusal) as caught:
            function(text)
        said.append(str(caught.value))
    return caught.value.field, said[0], said[1]


@pytest.mark.parametrize(
    "text",
    [
        *["15400000012", "+86 154 0000 0012", "0086-154-0000-0012", "86 15400000012", "１５４　００００　００１２"],
        *["(+86)15400000012", "（+86）154 0000 0012", "154.0000.0012", "15400000012.0", "\u202a15400000012\u202c"],
        *["154—0000—0012", " 15400000012\n", "+8615400000012", "015400000012"],
    ],
)
def test_mainland_numbers_become_11_digits(text: str):
    assert normalize_mobile(text) == "15400000012"


@pytest.mark.parametrize(
    ("text", "number"),
    [("+852 5123 4567", "+85251234567"), ("00852-51234567", "+85251234567"), ("＋853 6612 3456", "+85366123456"),
     ("+886 912 345 678", "+886912345678"), ("+44 7911 123456", "+447911123456")],
)  # fmt: skip
def test_other_numbers_become_e164(text: str, number: str):
    assert normalize_mobile(text) == number


@pytest.mark.parametrize(
    ("text", "digits"), [("1540000001", "10"), ("154000000123", "12"), ("154 0000", "7"), ("+852 12", "5")]
)
def test_a_refusal_says_how_many_digits_there_are(app, text: str, digits: str):
    field, english, chinese = refusal(normalize_mobile, text)

    assert field == "mobile"
    assert digits in english
    assert digits in chinese


@pytest.mark.parametrize(
    "text", ["", "abc", "12345678901", "1.54E+10", "154000O0012", "+86", "+", "00", "１５4x", "+++", "²³"]
)
def test_nothing_else_is_a_number(app, text: str):
    field, english, chinese = refusal(normalize_mobile, text)

    assert (field, english != chinese) == ("mobile", True)


def test_the_published_credit_code_holds_and_its_neighbour_does_not():
    assert check_character("91350100M000100Y4") == "3"
    assert is_valid("91350100M000100Y43")
    assert not is_valid("91350100M000100Y44")
    assert not is_valid("91350100M000100Z43")
    assert normalize_credit_code(" 91350100m000100y43　") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("text", "word"),
    [("91350100M000100Y4", "17"), ("91350100M000100Z43", "“Z”"), ("91350100M000100Y44", "check character")],
)
def test_a_wrong_credit_code_is_refused_with_its_fault(app, text: str, word: str):
    field, english, chinese = refusal(normalize_credit_code, text)

    assert field == "credit_code"
    assert word in english
    assert english != chinese


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body: str, place: int, other: str):
    code = body + check_character(body)
    changed = code[:place] + other + code[place + 1 :]

    assert is_valid(code)
    assert is_valid(changed) == (changed == code)
