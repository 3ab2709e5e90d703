"""What readers without the right to a number or an address see of it."""

from __future__ import annotations

import pytest

from eventmgr.privacy.masks import mask_email, mask_mobile


def test_lists_show_a_masked_number():
    assert mask_mobile("15400000012") == "154****0012"
    assert mask_mobile("+85251234567") == "+85****4567"
    assert mask_mobile("") == "****"


@pytest.mark.parametrize(
    ("address", "seen"),
    [("office@example.com", "o***@example.com"), ("@example.com", "***@example.com"), ("nowhere", ""), ("", "")],
)
def test_lists_show_a_masked_address(address, seen):
    assert mask_email(address) == seen
