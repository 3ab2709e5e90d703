"""What a delegation uses of its quota, and who gets a place at once: pure rules."""

from __future__ import annotations

import pytest

from eventmgr.quotas.models import Status
from eventmgr.quotas.tally import TallyRow
from eventmgr.quotas.units import UnitUse, gets_a_place, uses


def test_who_gets_a_place_at_once():
    full, half = UnitUse("310000", 2, used=2, waiting=5), UnitUse("440000", 3, used=1, waiting=1)
    found = {"310000": full, "440000": half}

    assert [gets_a_place(found, code, 2) for code in ("310000", "440000", "330000")] == [False, True, True]
    assert [gets_a_place(found, "330000", places) for places in (0, 1, 2, None)] == [False, False, True, True]


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
        UnitUse("440000", None, waiting=2),
        UnitUse("", None, used=1),
    ]


@pytest.mark.parametrize(
    ("use", "left", "over", "movable"),
    [
        (UnitUse("310000", None, used=9, waiting=2), None, 0, 2),
        (UnitUse("310000", 3, used=1, waiting=5), 2, 0, 2),
        (UnitUse("310000", 3, used=3, waiting=5), 0, 0, 0),
        (UnitUse("310000", 3, used=5, waiting=1), 0, 2, 0),
    ],
)
def test_what_is_left_what_is_over_and_who_could_move_up(use, left, over, movable):
    assert (use.left, use.over, use.movable) == (left, over, movable)
