"""Who may have the next place: quotas, cells, the pool; against a list of people counted from the beginning each time."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, ParticipantType, Types
from eventmgr.event.quotas.allocation import ROLE, SECTOR, Allocation, Claim, Full, Plan, QuotaCell
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow

SHANGHAI, GUANGDONG, GUEST = "310000", "440000", ""
UNITS = (SHANGHAI, GUANGDONG, GUEST)
STAFF_BESIDE = Types(tuple(ParticipantType(role.value, counts_in_quota=role is not Role.STAFF) for role in Role))
EXPERTS = QuotaCell(SHANGHAI, ROLE, "expert", floor=1, ceiling=2)
CLAIMS = st.builds(
    Claim,
    st.sampled_from(UNITS),
    st.sampled_from((Role.DELEGATE, Role.DELEGATE, Role.EXPERT, Role.STAFF)),
    st.sampled_from(("", "C34", "C36", "I65")),
)
QUOTAS = st.dictionaries(st.sampled_from(UNITS[:2]), st.none() | st.integers(0, 4))


def delegate(unit: str = SHANGHAI, sector: str = "") -> Claim:
    return Claim(unit, Role.DELEGATE, sector)


def expert(unit: str = SHANGHAI) -> Claim:
    return Claim(unit, Role.EXPERT, "")


def serve(allocation: Allocation, *claims: Claim) -> list[bool]:
    """Whether each gets a place, one after the other."""
    got = []
    for claim in claims:
        got.append(allocation.full_for(claim) is None)
        if got[-1]:
            allocation.take(claim)
    return got


def test_a_floor_keeps_places_for_those_it_is_for_and_a_ceiling_lets_no_more_in():
    allocation = Allocation({SHANGHAI: 3}, Plan(cells=(EXPERTS,)), [])

    assert serve(allocation, *[delegate()] * 3) == [True, True, False]
    assert serve(allocation, expert(), expert()) == [True, False]
    assert allocation.full_for(delegate()) == Full(SHANGHAI)
    allocation = Allocation({SHANGHAI: 9}, Plan(cells=(EXPERTS,)), [])
    assert serve(allocation, *[expert()] * 3) == [True, True, False]
    assert allocation.full_for(expert()) == Full(SHANGHAI, EXPERTS)


def test_the_pool_serves_whoever_is_beyond_its_quota_until_it_is_empty():
    allocation = Allocation({SHANGHAI: 1, GUANGDONG: 1}, Plan(pool=2), [])

    assert serve(allocation, delegate(), delegate(), delegate(GUANGDONG)) == [True, True, True]
    assert (allocation.pool_left, allocation.drawn(SHANGHAI)) == (1, 1)
    assert serve(allocation, delegate(GUANGDONG), delegate()) == [True, False]
    assert allocation.pool_left == 0


def test_a_place_of_the_pool_that_a_floor_still_needs_is_nobody_elses():
    """One place, kept for an expert by a floor of two: the second is the pool's."""
    cell = QuotaCell(SHANGHAI, ROLE, "expert", floor=2)
    allocation = Allocation({SHANGHAI: 1, GUANGDONG: 0}, Plan(pool=1, cells=(cell,)), [])

    assert serve(allocation, delegate(GUANGDONG), delegate()) == [False, False]
    assert serve(allocation, expert(), expert()) == [True, True]


def test_staff_outside_the_quota_use_none_of_it():
    rows = [TallyRow(SHANGHAI, "", "", Status.CONFIRMED, 3, Role.STAFF)]
    inside, outside = (
        Allocation({SHANGHAI: 2}, Plan(types=HOUSE_TYPES if counts else STAFF_BESIDE), rows) for counts in (True, False)
    )

    assert (inside.used(SHANGHAI), outside.used(SHANGHAI)) == (3, 0)
    assert (inside.full_for(delegate()), outside.full_for(delegate())) == (Full(SHANGHAI), None)
    assert outside.full_for(Claim(SHANGHAI, Role.STAFF, "")) is None


def test_a_sector_cell_holds_the_divisions_of_its_section():
    cell = QuotaCell(SHANGHAI, SECTOR, "C", ceiling=1)
    allocation = Allocation({SHANGHAI: 5}, Plan(cells=(cell,)), [])

    assert serve(allocation, delegate(sector="C34"), delegate(sector="C36"), delegate(sector="I65")) == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("places", [0, 1, 2, None])
def test_one_more_comes_after_those_who_wait_for_the_same_place(places: int | None):
    rows = [
        TallyRow(SHANGHAI, "", "", Status.CONFIRMED, 2),
        TallyRow(SHANGHAI, "", "", Status.WAITLISTED, 5),
        TallyRow(GUANGDONG, "", "", Status.WAITLISTED, 1),
    ]
    allocation = Allocation({SHANGHAI: 2, GUANGDONG: 3}, Plan(), rows)

    assert allocation.leaves_room_for(delegate(GUEST), places) == (places not in (0, 1))
    assert not allocation.leaves_room_for(delegate(), places)
    assert (allocation.used(SHANGHAI), allocation.used(GUANGDONG)) == (2, 0)


PLANS = st.builds(
    lambda pool, counts_staff, cells: Plan(pool, HOUSE_TYPES if counts_staff else STAFF_BESIDE, tuple(cells)),
    st.integers(0, 3),
    st.booleans(),
    st.lists(
        st.builds(
            lambda unit, by, floor, more: QuotaCell(unit, *by, floor, floor + more if more is not None else None),
            st.sampled_from(UNITS[:2]),
            st.sampled_from(((ROLE, "expert"), (SECTOR, "C"), (SECTOR, "I65"))),
            st.integers(0, 2),
            st.none() | st.integers(0, 2),
        ),
        max_size=3,
        unique_by=lambda cell: (cell.unit, cell.by, cell.value),
    ),
)


def plainly(quotas: dict[str, int | None], plan: Plan, held: list[Claim]) -> tuple[Counter[str], Counter[QuotaCell]]:
    counted = [claim for claim in held if plan.types is HOUSE_TYPES or claim.role != Role.STAFF]
    used = Counter(claim.unit for claim in counted)
    return used, Counter({cell: sum(cell.holds(claim) for claim in counted) for cell in plan.cells})


@given(QUOTAS, PLANS, st.lists(CLAIMS, max_size=20))
def test_whoever_comes_in_whatever_order_nothing_is_given_twice(
    quotas: dict[str, int | None], plan: Plan, claims: list[Claim]
):
    allocation = Allocation(quotas, plan, [])
    held = [claim for claim in claims if serve(allocation, claim) == [True]]
    used, cells = plainly(quotas, plan, held)

    beyond = {unit: max(0, used[unit] - quota) for unit, quota in quotas.items() if quota is not None}
    assert sum(beyond.values()) <= plan.pool
    assert {unit: allocation.drawn(unit) for unit in beyond} == beyond
    assert all(cell.ceiling is None or cells[cell] <= cell.ceiling for cell in plan.cells)
    assert {unit: allocation.used(unit) for unit in UNITS} == {unit: used[unit] for unit in UNITS}


@given(st.dictionaries(st.sampled_from(UNITS[:2]), st.integers(2, 4), min_size=2), PLANS, st.lists(CLAIMS, max_size=20))
def test_what_a_floor_keeps_is_there_when_its_people_come(
    quotas: dict[str, int | None], plan: Plan, claims: list[Claim]
):
    """However many of others came before: floors by capacity, whose sums are within the quotas, are all met in the end."""
    plan = Plan(plan.pool, plan.types, tuple(cell for cell in plan.cells if cell.by == ROLE))
    allocation = Allocation(quotas, plan, [])
    serve(allocation, *claims)

    for cell in plan.cells:
        while allocation.held(cell) < cell.floor:
            assert serve(allocation, Claim(cell.unit, Role.EXPERT, "")) == [True]


@given(
    QUOTAS,
    st.integers(0, 2),
    st.lists(CLAIMS, max_size=12),
    st.lists(CLAIMS, max_size=12),
    st.none() | st.integers(0, 6),
    CLAIMS,
)
def test_one_more_gets_a_place_exactly_if_serving_the_whole_queue_would_reach_them(
    quotas: dict[str, int | None], pool: int, held: list[Claim], waiting: list[Claim], places: int | None, last: Claim
):
    """The queue is served from its top; whose delegation is full waits without holding others back."""
    rows = [
        TallyRow(claim.unit, "", claim.sector, Status.CONFIRMED, n, claim.role) for claim, n in Counter(held).items()
    ]
    queue = [TallyRow(c.unit, "", c.sector, Status.WAITLISTED, n, c.role) for c, n in Counter(waiting).items()]
    served, left = Allocation(quotas, Plan(pool), rows), places
    for claim in waiting:
        if left != 0 and serve(served, claim) == [True]:
            left = None if left is None else left - 1
    expected = left != 0 and served.full_for(last) is None

    assert Allocation(quotas, Plan(pool), [*rows, *queue]).leaves_room_for(last, places) == expected
