"""Parts of short messages, as operators bill them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.tools.channels.counting import size_of
from tests.soak import times


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("€" * 153, 3),
        ("会" * 70, 1),
        ("会" * 71, 2),
        ("会" * 134, 2),
        ("会" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),
        ("😀" * 67, 3),
        ("【展会】" + "a" * 66, 1),
        ("【展会】" + "a" * 67, 2),
    ],
)
def test_a_text_costs_so_many_parts(text, parts):
    assert size_of(text).parts == parts


@given(st.text(st.sampled_from("aZ9 \n€[会议，😀𠮷")))
@settings(max_examples=times(200))
def test_parts_grow_with_the_text_and_hold_all_of_it(text):
    size = size_of(text)
    units = len(text.encode("utf-16-le")) // 2
    assert size.characters == len(text)
    if not size.is_plain:
        assert units <= (70 if size.parts <= 1 else 67 * size.parts)
        assert size.parts <= max(1, -(-units // 66)) if text else size.parts == 0
    assert size.parts <= size_of(text + "a").parts <= size.parts + 1
    assert size_of(text + "会").parts >= size.parts
