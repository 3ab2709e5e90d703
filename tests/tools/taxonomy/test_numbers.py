"""Mobile numbers as people write them."""

from __future__ import annotations

import pytest

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import speaking
from eventmgr.tools.taxonomy.mobile import normalize_mobile


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
        *["154—0000—0012", " 15400000012\n", "+8615400000012", "+86 0154 0000 0012"],
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


@pytest.mark.parametrize("text", ["0151 23456789", "０１５１２３４５６７８９", "015400000012"])
def test_a_number_with_a_zero_is_not_taken_for_a_mainland_one_in_silence(app, text: str):
    field, english, chinese = refusal(normalize_mobile, text)

    assert field == "mobile"
    assert "country or region code" in english
    assert "国家（地区）代码" in chinese


@pytest.mark.parametrize(
    ("text", "country", "asks_for"),
    [("15123456789", "DE", "+49"), ("0151 23456789", "AT", "+43"), ("13812345678", "US", "+1"), ("1234", "AQ", "+")],
)
def test_a_guest_from_abroad_is_asked_for_the_code_of_their_country(app, text: str, country: str, asks_for: str):
    _field, english, _chinese = refusal(lambda typed: normalize_mobile(typed, country=country), text)

    assert f"such as {asks_for}" in english


@pytest.mark.parametrize(
    ("text", "number"), [("+49 151 23456789", "+4915123456789"), ("+86 138 0000 0000", "13800000000")]
)
def test_a_guest_from_abroad_may_have_any_number_that_says_where_it_belongs(text: str, number: str):
    assert normalize_mobile(text, country="DE") == number
