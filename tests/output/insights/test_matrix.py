"""The table of provinces and sectors against counting person by person."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.output.insights.figures import Matrix, province_by_sector

PROVINCES = ("310000", "330000", "440000", "650000")
COLUMNS = {"C34": "machines", "C36": "cars", "C37": "cars", "C39": "electronics"}
PEOPLE = st.lists(
    st.tuples(st.sampled_from((*PROVINCES, "")), st.sampled_from((*COLUMNS, "X", "")), st.sampled_from([*Status])),
    max_size=30,
)


@given(PEOPLE)
def test_every_cell_is_the_number_of_those_who_hold_a_place(people: list[tuple[str, str, Status]]):
    rows = [TallyRow("u", *key, n) for key, n in Counter(people).items()]
    held = [(province, COLUMNS.get(sector, "")) for province, sector, status in people if status in HOLDING]
    matrix = province_by_sector(rows, provinces=PROVINCES, columns=COLUMNS)

    assert matrix.rows == tuple(code for code in (*PROVINCES, "") if code in {one for one, _column in held})
    across = ("machines", "cars", "electronics", "")
    assert matrix.columns == tuple(code for code in across if code in {column for _one, column in held})
    for code, cells in zip(matrix.rows, matrix.cells, strict=True):
        assert cells == tuple(held.count((code, column)) for column in matrix.columns)
    assert matrix.total == len(held) == sum(matrix.row_sums) == sum(matrix.column_sums)


@given(PEOPLE)
def test_the_order_of_the_rows_and_cells_of_nobody_change_nothing(people: list[tuple[str, str, Status]]):
    rows = [TallyRow("u", *key, n) for key, n in Counter(people).items()]
    nobody = [TallyRow("u", "440000", "C34", Status.CONFIRMED, 0)]

    found = [province_by_sector(some, provinces=PROVINCES, columns=COLUMNS) for some in (rows, [*rows[::-1], *nobody])]

    assert found[0] == found[1]


def test_an_empty_table_adds_up_to_nothing():
    assert (Matrix((), (), ()).row_sums, Matrix((), (), ()).column_sums, Matrix((), (), ()).total) == ((), (), 0)
