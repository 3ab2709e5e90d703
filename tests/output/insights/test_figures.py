"""Counts that leadership asks for."""

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.output.insights.figures import Matrix, province_by_sector

ROWS = [
    TallyRow("310000", "310000", "C36", Status.CONFIRMED, 4),
    TallyRow("310000", "310000", "", Status.WITHDRAWN, 2),
    TallyRow("330200", "330000", "C39", Status.ATTENDED, 3),
    TallyRow("330000", "330000", "C36", Status.ABSENT, 1),
    TallyRow("", "", "C36", Status.PENDING, 5),
]


def test_the_matrix_keeps_the_given_order_and_what_has_no_code_comes_last():
    matrix = province_by_sector(
        ROWS, provinces=["330000", "310000"], columns={"C36": "automotive", "C39": "electronics"}
    )
    assert matrix == Matrix(("330000", "310000"), ("automotive", "electronics"), ((1, 3), (4, 0)))
    assert (matrix.row_sums, matrix.column_sums, matrix.total) == ((4, 4), (5, 3), 8)
