"""Whoever reads all that is public about who comes wants the numbers that are not shown: one person from a province and
a sector is a name.

First by knowing the rule: every table of a small, closed world is published, and those that are published alike are
compared; what is the same in all of them is known. Then by sums: what each blank of large random tables can be at
least and at most. The control publishes without the joining of small numbers, and is solved at once.
"""

import random
from collections import defaultdict
from itertools import product

import pytest

from eventmgr.output.figures.people import crossing
from eventmgr.tools.crosstabs.apart import SMALLEST
from eventmgr.tools.taxonomy import provinces, sectors
from tests.output.figures.crossing import row, table_of
from tests.soak import seeds


def published(numbers, codes, names):
    """What everybody can read of a table of `numbers`, one after the other by province, in a world in which nobody
    else can come."""
    cells = zip(product(codes, names), numbers, strict=True)
    tallies = [row(code, sector, n) for (code, sector), n in cells if n]
    table = table_of(tallies, divisions=len(codes), branches=len(names))
    lines = tuple((line.code, tuple(line.cells), line.others, line.total) for line in table.lines)
    return tuple(table.sectors), lines, table.others, table.total, table.provinces


def tables_of(total, cells):
    """Every way to spread `total` people over so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in tables_of(total - first, cells - 1))


def worked_out(places, branches, total):
    """Small numbers, of a cell or of a province, that whoever knows the rule can tell from what is published: they are
    the same in every table that would be published alike."""
    codes = [province.code for province in provinces()[:places]]
    names = [sector.code for sector in sectors()[:branches]]
    explanations = defaultdict(list)
    for numbers in tables_of(total, places * branches):
        sums = tuple(sum(numbers[i * branches : (i + 1) * branches]) for i in range(places))
        explanations[published(numbers, codes, names)].append(numbers + sums)
    return [
        (text, values[0])
        for text, tables in explanations.items()
        for values in zip(*tables, strict=True)
        if len(set(values)) == 1 and 0 < values[0] < SMALLEST
    ]


TWO_IN_ALL = 1_795_700_560
"""A table of two people, found by a soak: nothing is shown but how many they are."""
# The last two have more provinces or sectors than people: there nobody can tell who the others are.
WORLDS = [
    (1, 2, 20),
    (1, 3, 14),
    (2, 1, 20),
    (3, 1, 16),
    (4, 1, 12),
    (2, 2, 12),
    (3, 2, 8),
    (2, 3, 8),
    (4, 2, 6),
    (7, 1, 10),
    (1, 8, 9),
]


@pytest.mark.parametrize(("places", "branches", "most"), WORLDS)
def test_whoever_knows_the_rule_and_reads_everything_can_never_work_out_a_small_number(places, branches, most):
    least = SMALLEST if places == 1 else 1  # two people from the only province there is need no working out

    assert [worked_out(places, branches, total) for total in range(least, most + 1)] == [[]] * (most + 1 - least)


@pytest.mark.parametrize(("places", "branches", "most"), WORLDS[:-2])
def test_without_the_joining_small_numbers_follow_from_the_sums(places, branches, most, monkeypatch):
    plain = lambda numbers, _kinds: {code: n for code, n in numbers.items() if n >= SMALLEST}  # noqa: E731
    monkeypatch.setattr(crossing, "apart", plain)

    assert worked_out(places, branches, most) != []


@pytest.mark.soak
@pytest.mark.parametrize("seed", [*seeds(30), TWO_IN_ALL])
def test_sums_of_large_tables_leave_every_hidden_number_open(seed):
    """Interval solving: what a blank can be at least and at most, given everything that is published."""
    rng = random.Random(seed)
    codes = [province.code for province in rng.sample(list(provinces()), rng.randrange(1, 20))]
    names = [sector.code for sector in rng.sample(list(sectors()), rng.randrange(2, 12))]
    truth = {pair: n for pair in product(codes, names) if (n := rng.choice((0, 0, 0, 1, 1, 2, 3, 5, 9)))}

    table = table_of([row(*pair, n) for pair, n in truth.items()])

    assert all(cell is None or cell >= SMALLEST for line in table.lines for cell in line.cells)
    assert all(line.others == 0 or line.others >= SMALLEST for line in table.lines)
    assert table.others in (0, table.total) or table.others >= SMALLEST  # who comes in all is public
    assert all(line.total == line.others + sum(cell or 0 for cell in line.cells) for line in table.lines)
    assert table.total == table.others + sum(line.total for line in table.lines)
    for line in table.lines:
        blanks = len(names) - sum(cell is not None for cell in line.cells)
        least, most = (line.others, line.others) if blanks == 1 else (0, line.others)
        assert most == 0 or most - least >= 1 or least >= SMALLEST
