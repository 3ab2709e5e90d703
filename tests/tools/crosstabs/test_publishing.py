"""What a published table gives away: nothing that points at somebody, by whatever sums and differences are formed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

import pytest

from eventmgr.tools.crosstabs.apart import SMALLEST
from eventmgr.tools.crosstabs.pivot import Table, of_cells
from eventmgr.tools.crosstabs.publishing import OTHERS, publish
from tests.soak import either, seeds

Cells = tuple[tuple[int, ...], ...]


def table_of(cells: Cells) -> Table:
    return of_cells([f"r{i}" for i in range(len(cells))], [f"c{j}" for j in range(len(cells[0]))], cells)


@cache
def published(cells: Cells) -> Table:
    return publish(table_of(cells), row_kinds=99, column_kinds=99)


def fillings(down: tuple[int, ...], across: tuple[int, ...]) -> Iterator[Cells]:
    """Every table of whole numbers with these sums."""
    if len(down) == 1:
        if sum(across) == down[0]:
            yield (across,)
        return
    for first in lines(down[0], across):
        left = tuple(most - n for most, n in zip(across, first, strict=True))
        yield from ((first, *rest) for rest in fillings(down[1:], left))


def lines(total: int, most: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(most) == 1:
        if total <= most[0]:
            yield (total,)
        return
    for n in range(min(total, most[0]) + 1):
        yield from ((n, *rest) for rest in lines(total - n, most[1:]))


def fits(shown: Table, cells: Cells) -> bool:
    """Whether a table may be the one behind what is shown."""
    pairs = zip((value for line in shown.cells for value in line), (n for line in cells for n in line), strict=True)
    return all(value in (None, n) for value, n in pairs)


def joined(cells: Cells, shown: Table) -> list[list[int]]:
    """The true numbers of the cells that are shown or hidden, what stands together added up."""

    def places(keys: tuple[str, ...], key: str, number: int) -> list[int]:
        known = [int(one[1:]) for one in keys if one != OTHERS]
        return [n for n in range(number) if n not in known] if key == OTHERS else [int(key[1:])]

    return [
        [
            sum(
                cells[i][j]
                for i in places(shown.rows, row, len(cells))
                for j in places(shown.columns, column, len(cells[0]))
            )
            for column in shown.columns
        ]
        for row in shown.rows
    ]


def random_cells(rng: Random) -> Cells:
    height, width = rng.randint(2, 3), rng.randint(2, 3)
    sizes = rng.choice([(0, 0, 1, 1, 2, 2, 3, 4), (0, 1, 2, 5, 9), (0, 0, 0, 1, 7, 12), (2, 3, 8, 14)])
    return tuple(tuple(rng.choice(sizes) for _ in range(width)) for _ in range(height))


@pytest.mark.parametrize("seed", seeds(150))
def test_each_small_number_may_as_well_be_large_by_all_that_is_shown(seed: int):
    cells = random_cells(Random(seed))
    shown = published(cells)
    true = joined(cells, shown)
    behind = (
        [cells for cells in fillings(shown.row_sums, shown.column_sums) if fits(shown, cells)] if shown.rows else []
    )

    for i, j in product(range(len(shown.rows)), range(len(shown.columns))):
        if 0 < true[i][j] < SMALLEST and len(shown.rows) > 1 and len(shown.columns) > 1:
            assert shown.cells[i][j] is None
            assert max(one[i][j] for one in behind) >= SMALLEST, (i, j, shown)


@pytest.mark.parametrize("seed", seeds(150))
def test_no_shown_number_is_small_and_every_sum_is_right(seed: int):
    cells = random_cells(Random(seed))
    shown, total = published(cells), sum(map(sum, cells))

    assert shown.total == (total if total >= SMALLEST else 0)
    assert sum(shown.row_sums) == sum(shown.column_sums) == shown.total
    assert all(n >= SMALLEST for n in (*shown.row_sums, *shown.column_sums))
    for i, line in enumerate(shown.cells):
        assert all(value is None or value >= SMALLEST for value in line) or len(shown.rows) == 1 or len(line) == 1
        if None not in line:
            assert sum(value or 0 for value in line) == shown.row_sums[i]
    assert {*shown.rows} <= {f"r{i}" for i in range(3)} | {OTHERS}


@pytest.mark.parametrize(("height", "width", "most"), [(2, 2, either(24, 40)), (2, 3, 17), (3, 3, 13)])
def test_nobody_who_reruns_the_method_on_every_possible_table_finds_a_small_number(height: int, width: int, most: int):
    """Margins as they are published; all tables with these, grouped by what is shown of them: in no group does a hidden cell
    have one small value alone."""
    told = []
    for down, across in product(sums_of(height, most), sums_of(width, most)):
        if sum(down) != sum(across):
            continue
        groups: dict[tuple[tuple[int | None, ...], ...], list[Cells]] = {}
        for cells in fillings(down, across):
            groups.setdefault(published(cells).cells, []).append(cells)
        for shown, behind in groups.items():
            for i, j in product(range(height), range(width)):
                values = {cells[i][j] for cells in behind}
                if shown[i][j] is None and len(values) == 1 and 0 < min(values) < SMALLEST:
                    told.append((shown, behind, i, j))
    assert told == []


def sums_of(length: int, most: int) -> list[tuple[int, ...]]:
    """Sums in rising order, none of them small."""
    return [
        sums
        for sums in product(range(SMALLEST, most), repeat=length)
        if list(sums) == sorted(sums) and sum(sums) <= most
    ]


def test_a_single_small_cell_takes_three_others_with_it():
    shown = published(((20, 30, 1), (10, 20, 30), (40, 10, 20)))

    assert shown.cells[0][2] is None
    assert shown.hidden == 4
    assert shown.row_sums == (51, 60, 70)


def test_fewer_than_three_altogether_are_no_table():
    assert published(((1, 0), (0, 1))).rows == ()


def test_small_rows_stand_together_and_never_alone():
    shown = publish(table_of(((1,), (1,), (9,))), row_kinds=99, column_kinds=1)

    assert (shown.rows, shown.row_sums) == ((OTHERS,), (11,))
