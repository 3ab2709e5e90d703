"""Tables by two things, against a plain recount."""

from random import Random

import pytest

from eventmgr.tools.crosstabs.pivot import Count, pivot
from tests.soak import seeds


@pytest.mark.parametrize("seed", seeds(60))
def test_every_cell_and_sum_is_that_of_a_plain_recount(seed: int):
    rng = Random(seed)
    keys = ["", "a", "b", "c", "d"]
    counts = [Count(rng.choice(keys), rng.choice(keys), rng.randint(0, 4)) for _ in range(rng.randint(0, 40))]

    table = pivot(counts, ["c", "a"], ["b"])

    def n(row: str | None = None, column: str | None = None) -> int:
        return sum(one.n for one in counts if row in (None, one.row) and column in (None, one.column))

    assert [list(line) for line in table.cells] == [[n(r, c) for c in table.columns] for r in table.rows]
    assert list(table.row_sums) == [n(row) for row in table.rows]
    assert list(table.column_sums) == [n(column=column) for column in table.columns]
    assert table.total == n()
    assert {*table.rows} == {key for key in keys if n(key)}


def test_known_keys_stand_in_their_order_then_the_others_and_the_unstated_one_last():
    table = pivot([Count(key, "", 1) for key in ("", "z", "a", "x", "c")], ["c", "b", "a"])

    assert table.rows == ("c", "a", "x", "z", "")


def test_nothing_gives_an_empty_table():
    assert pivot([Count("a", "b", 0)], ["a"], ["b"]).rows == ()
