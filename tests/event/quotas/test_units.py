"""What a delegation uses of its quota: pure rules."""

from __future__ import annotations

import pytest

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses


def test_uses_are_in_official_order_with_guests_last_and_invited_units_that_hold_nothing():
    rows = [
        TallyRow("", "", "", Status.CONFIRMED, 1),
        TallyRow("440000", "440000", "C36", Status.WAITLISTED, 2),
        TallyRow("310000", "310000", "C36", Status.ATTENDED, 3),
        TallyRow("310000", "310000", "C39", Status.REJECTED, 5),
        TallyRow("310000", "310000", "", Status.ABSENT, 1),
    ]

    found = uses(rows, {"330000": 4, "310000": 3})

    assert list(found.values()) == [
        UnitUse("310000", 3, used=4),
        UnitUse("330000", 4),
        UnitUse("440000", None, waiting=2, asking=2),
        UnitUse("", None, used=1),
    ]


@pytest.mark.parametrize(
    ("use", "left", "over"),
    [
        (UnitUse("310000", None, used=9, waiting=2), None, 0),
        (UnitUse("310000", 3, used=1, waiting=5), 2, 0),
        (UnitUse("310000", 3, used=3, waiting=5), 0, 0),
        (UnitUse("310000", 3, used=5, waiting=1), 0, 2),
    ],
)
def test_what_is_left_and_what_is_over(use, left, over):
    assert (use.left, use.over) == (left, over)
