"""Numbers and addresses of others: as much as lists, papers and the trail show, by one rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from eventmgr.ground.masking import mask_contact, mask_email, mask_mobile

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("15400000012", "154****0012"),
        ("+8615400000012", "154****0012"),
        ("154 0000 0012", "154****0012"),
        ("+85251234567", "****4567"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_of_a_mainland_number_seven_digits_are_shown_of_others_four_at_most(number, shown):
    assert mask_mobile(number) == shown


@pytest.mark.parametrize(
    ("address", "shown"), [("ouyang@example.com", "o***@example.com"), ("a@b@c", "a***@c"), ("nobody", ""), ("", "")]
)
def test_of_an_address_the_first_letter_and_the_domain_are_shown(address, shown):
    assert mask_email(address) == shown


@given(some.from_regex(r"(\+?[0-9 ]{0,20})|([a-z]{1,9}@[a-z]{1,9}\.cn)|", fullmatch=True))
def test_pages_show_what_papers_and_the_trail_show(value):
    paper = mask_email(value) if "@" in value else mask_mobile(value)

    assert mask_contact(value).replace(" ", "") == paper


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("***", "eventmgr/ground/masking.py"),
        ("validate_email(", "eventmgr/ground/text.py"),
        (".registration_closes_at or ", "eventmgr/event/events/derived/opening.py"),
    ],
)
def test_a_rule_stands_in_one_file(rule, place):
    """Comments and docstrings aside: what is spelled there is computed there only."""
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "eventmgr").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if rule in line and not line.strip().startswith(("#", '"""')) and "`" not in line
    }

    assert found == {place}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+8615400000021", "154 **** 0021"),
        ("154 0000 0021", "154 **** 0021"),
        ("+4915123456789", "**** 6789"),
        ("12345", "****"),
        ("ouyang@example.com", "o***@example.com"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_middle_of_numbers_and_addresses_is_hidden(typed, shown):
    assert mask_contact(typed) == shown
