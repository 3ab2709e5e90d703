"""What the tally says."""

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import (
    TallyRow,
    Totals,
    by_province,
    by_status,
    by_unit,
    totals,
)

ROWS = [
    TallyRow("310000", "310000", "C36", Status.CONFIRMED, 4),
    TallyRow("310000", "310000", "", Status.WITHDRAWN, 2),
    TallyRow("330200", "330000", "C39", Status.ATTENDED, 3),
    TallyRow("330000", "330000", "C36", Status.ABSENT, 1),
    TallyRow("", "", "C36", Status.PENDING, 5),
]


def test_registered_leaves_out_those_who_are_gone():
    assert totals(ROWS) == Totals(registered=13, confirmed=8, attended=3)


def test_a_city_counts_for_its_province_and_stands_as_its_own_unit():
    assert by_province(ROWS)["330000"] == Totals(4, 4, 3)
    assert by_unit(ROWS)["330200"] == Totals(3, 3, 3)


def test_states_are_counted():
    assert by_status(ROWS) == {
        Status.CONFIRMED: 4,
        Status.WITHDRAWN: 2,
        Status.ATTENDED: 3,
        Status.ABSENT: 1,
        Status.PENDING: 5,
    }


def test_attendance_is_unknown_while_nobody_is_confirmed():
    assert Totals(3, 0, 0).attendance is None
    assert Totals(8, 8, 4).attendance == 0.5
