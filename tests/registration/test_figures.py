"""Counts that leadership asks for."""

from eventmgr.registration.figures import (
    Matrix,
    TallyRow,
    Totals,
    by_province,
    by_status,
    by_unit,
    province_by_sector,
    totals,
)
from eventmgr.registration.models import Status

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


def test_the_matrix_keeps_the_given_order_and_what_has_no_code_comes_last():
    matrix = province_by_sector(
        ROWS, provinces=["330000", "310000"], columns={"C36": "automotive", "C39": "electronics"}
    )
    assert matrix == Matrix(("330000", "310000"), ("automotive", "electronics"), ((1, 3), (4, 0)))
    assert (matrix.row_sums, matrix.column_sums, matrix.total) == ((4, 4), (5, 3), 8)
