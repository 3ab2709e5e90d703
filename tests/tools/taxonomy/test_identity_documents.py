"""Numbers of identity documents as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.ground.errors import Refusal
from eventmgr.tools.taxonomy.identity_documents import KINDS, check_character, read_document

TODAY = date(2026, 4, 1)
RESIDENT = "11010519491231002X"
"""The example of GB 11643-1999."""


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("resident", RESIDENT, RESIDENT),
        ("resident", "110105 19491231 002x", RESIDENT),
        ("resident", "１１０１０５１９４９１２３１００２ｘ", RESIDENT),
        ("resident", "110105-19491231-002Ｘ", RESIDENT),
        ("", "11010519491231002x", RESIDENT),
        ("passport", "e1234567８", "E12345678"),
        ("passport", "P 1234567", "P1234567"),
        ("hkmo", "h01234567", "H01234567"),
        ("hkmo", "M0123456789", "M0123456789"),
        ("taiwan", "01234567", "01234567"),
        ("taiwan", "0123456789b", "0123456789B"),
        ("other", "ab-12/34", "AB12/34"),
    ],
)
def test_full_width_characters_small_letters_and_blanks_are_accepted(app, kind, typed, kept):
    with app.app_context():
        assert read_document(kind, typed, today=TODAY) == (kind or "resident", kept)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("resident", "110105194912310021", "last character"),
        ("resident", "11010519491231002", "has 18 characters, this one has 17"),
        ("resident", "11010519491331002X", "date of birth"),
        ("resident", "11010519490229002X", "date of birth"),
        ("resident", "440524188001010014", "date of birth"),
        ("resident", "11010520260402002X", "date of birth"),
        ("resident", "1101051949123100X2", "17 digits"),
        ("resident", "1.10105E+17", "shortened"),
        ("passport", "12345", "6 to 12"),
        ("passport", "ABCDEFGH", "6 to 12"),
        ("hkmo", "A01234567", "H or M"),
        ("taiwan", "0123456", "8 digits"),
        ("other", "ab", "4 to 30"),
        ("other", "甲乙丙丁", "4 to 30"),
        ("", "E12345678", "Choose which document"),
    ],
)
def test_what_is_no_such_number_is_refused_with_the_reason_and_never_repeated(app, kind, typed, said):
    from eventmgr.ground.i18n import speaking

    with app.app_context(), speaking("en"), pytest.raises(Refusal) as refused:
        read_document(kind, typed, today=TODAY)

    assert said in str(refused.value.message)
    assert typed not in str(refused.value.message)
    assert refused.value.field == ("id_kind" if not kind else "id_number")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, step):
    digits = RESIDENT[:17]
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]

    assert (check_character(digits), check_character(wrong) == "X") == ("X", False)


def test_every_kind_is_checked(app):
    with app.app_context():
        for kind in KINDS:
            with pytest.raises(Refusal):
                read_document(kind, "?", today=TODAY)
