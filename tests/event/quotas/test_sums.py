"""What the tally says against counting person by person."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.quotas.models import HOLDING, TAKING, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.tools.taxonomy import units

HOMES = {"310000": "310000", "440300": "440000", "440000": "440000", "XPCC": "650000", "": "420000"}
PEOPLE = st.lists(
    st.tuples(st.sampled_from([*HOMES]), st.sampled_from(("C34", "")), st.sampled_from([*Status])), max_size=25
)
Person = tuple[str, str, Status]


def tally(people: list[Person]) -> list[TallyRow]:
    counted = Counter(people)
    return [TallyRow(unit, HOMES[unit], sector, status, n) for (unit, sector, status), n in counted.items()]


QUOTAS = st.dictionaries(st.sampled_from([code for code in HOMES if code]), st.none() | st.integers(0, 4))


@given(PEOPLE, QUOTAS)
def test_the_use_of_each_delegation_is_counted_in_official_order(people: list[Person], quotas: dict[str, int | None]):
    found = uses(tally(people), quotas)
    official = [unit.code for unit in units()]
    shown = {*quotas, *(unit for unit, _s, status in people if status in TAKING or status is Status.WAITLISTED)}

    assert [*found] == sorted(shown, key=lambda code: official.index(code) if code else 99)
    for code, use in found.items():
        own = [status for unit, _sector, status in people if unit == code]
        held, waiting = sum(status in HOLDING for status in own), own.count(Status.WAITLISTED)
        quota = quotas.get(code)
        offered = own.count(Status.OFFERED)
        assert (use.used, use.waiting, use.offered, use.quota) == (held, waiting, offered, quota)
        assert use.left == (None if quota is None else max(0, quota - held - offered))
        assert use.over == (0 if quota is None else max(0, held + offered - quota))


@pytest.mark.parametrize(
    ("limit", "held", "free"), [(None, 9, None), (0, 0, 0), (5, 0, 5), (5, 5, 0), (5, 7, 0), (1, 0, 1)]
)
def test_free_places(limit: int | None, held: int, free: int | None):
    assert free_places(limit, held) == free
    assert UnitUse("310000", limit, held).left == free
