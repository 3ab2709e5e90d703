"""Masks, gaps, windows, pools and the timetable's own books, each against counting slot by slot."""

from __future__ import annotations

import importlib.util
from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.breaks import Figures, Gaps
from eventmgr.engines.scheduling.incumbent import Clock, Incumbent
from eventmgr.engines.scheduling.instance import Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.problem import Problem, bits, lower, mask_of
from eventmgr.engines.scheduling.table_pools import (
    NO_DRAW,
    NO_TABLE,
    available_slots,
    far_apart,
    hall_of,
    halls_of,
    is_available,
    pools_of,
    required_table,
    too_near,
)
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from . import laws, strategies

pytestmark = pytest.mark.one_engine
MASKS = st.integers(0, (1 << 12) - 1)


def _divided(days: tuple[int, ...], slots: int = 12) -> Problem:
    return lower(Instance((Participant(),) * 2, slots, (1,) * slots, (), days=days))


@given(st.sets(st.integers(0, 90)))
def test_slots_and_masks_are_the_same(slots: set[int]):
    assert bits(mask_of(frozenset(slots))) == sorted(slots)
    assert mask_of(sorted(slots)) == sum(1 << slot for slot in slots)


DAYS = st.sets(st.integers(1, 11), max_size=3).map(lambda nights: (0, *sorted(nights)))


@given(MASKS, DAYS)
def test_gaps_are_counted_as_by_walking_through_the_day(busy: int, days: tuple[int, ...]):
    gaps, instance = Gaps(_divided(days)), _divided(days).instance

    assert (gaps.breaks(busy), gaps.idle(busy)) == laws.breaks_of(instance, bits(busy))
    assert [bits(stretch) for stretch in gaps.stretches] == [
        [*range(first, end)] for first, end in pairwise((*days, 12))
    ]


@given(st.lists(MASKS, max_size=6), DAYS)
def test_the_spread_is_that_of_the_most_and_the_fewest_breaks(masks: list[int], days: tuple[int, ...]):
    instance = _divided(days).instance
    counted = [laws.breaks_of(instance, bits(mask)) for mask in masks]
    breaks = [one for one, _idle in counted]

    assert Gaps(_divided(days)).figures(iter(masks)) == Figures(
        sum(breaks), sum(idle for _one, idle in counted), max(breaks, default=0) - min(breaks, default=0)
    )


@pytest.mark.skipif(not importlib.util.find_spec("numba"), reason="the extra `compiled` is not installed")
def test_masks_of_64_bits_are_counted_as_whole_numbers_are():
    """As Python would run them: every function of `bitmasks` before it is compiled."""
    import numpy as np

    from eventmgr.engines.scheduling.annealing import bitmasks

    plain = {name: getattr(bitmasks, name).py_func for name in ("count", "pick", "breaks", "idle", "_span", "draw")}
    gaps = Gaps(_divided((0, 20, 41), slots=64))
    stretches = [np.uint64(one) for one in gaps.stretches]
    state = np.array([np.uint64(88172645463325252)])
    with pytest.MonkeyPatch.context() as patch, np.errstate(over="ignore"):
        for name, function in plain.items():
            patch.setattr(bitmasks, name, function)
        patch.setattr(bitmasks, "int64", int)
        patch.setattr(bitmasks, "uint64", np.uint64)
        for _ in range(8):
            mask = plain["draw"](state) & plain["draw"](state)
            number = int(mask)
            assert plain["count"](mask) == number.bit_count()
            assert plain["breaks"](mask, stretches) == gaps.breaks(number)
            assert plain["idle"](mask, stretches) == gaps.idle(number)
            assert plain["breaks"](mask, [np.uint64(2**64 - 1)]) == (number & ~(number << 1)).bit_count() - 1
            assert [plain["pick"](mask, place) for place in range(number.bit_count())] == bits(number)
        assert (plain["breaks"](np.uint64(0), stretches), plain["idle"](np.uint64(0), stretches)) == (0, 0)


@pytest.mark.skipif(not importlib.util.find_spec("numba"), reason="the extra `compiled` is not installed")
def test_random_numbers_of_the_compiled_walk_are_those_of_xorshift():
    import numpy as np

    from eventmgr.engines.scheduling.annealing import bitmasks

    def expected(word: int) -> tuple[int, int]:
        word ^= word >> 12
        word ^= word << 25 & (1 << 64) - 1
        word ^= word >> 27
        return word, word * 0x2545F4914F6CDD1D & (1 << 64) - 1

    state, word = np.array([np.uint64(7)]), 7
    with np.errstate(over="ignore"):
        for _ in range(8):
            word, drawn = expected(word)
            assert int(bitmasks.draw.py_func(state)) == drawn


# ------------------------------------------------------------------------------------------------ lowering
@settings(max_examples=times(36), deadline=None)
@given(strategies.rich(people=5, slots=6, meetings=8))
def test_lowering_gives_each_representative_a_number_and_a_presence(instance: Instance):
    problem = lower(instance)
    people = laws.people_of(instance)

    assert [problem.owner[number] for number in range(problem.people)] == [owner for owner, _seat in people]
    assert [bits(mask) for mask in problem.present] == [
        [slot for slot in range(instance.slots) if laws.is_present(instance, person, slot)] for person in people
    ]
    for meeting, sides in zip(instance.meetings, problem.choices, strict=True):
        for side, participant, named in zip(
            sides, (meeting.a, meeting.b), (meeting.seat_a, meeting.seat_b), strict=True
        ):
            assert [people[number] for number in side] == [
                (participant, seat) for seat in range(instance.participants[participant].seats) if named in (None, seat)
            ]
    assert all(a in sides[0] and b in sides[1] for (a, b), sides in zip(problem.ends, problem.choices, strict=True))


@settings(max_examples=times(36), deadline=None)
@given(strategies.rich(people=5, slots=6, meetings=8))
def test_a_window_holds_every_slot_that_session_pin_table_and_state_allow(instance: Instance):
    """It may be narrower only where something must be held before."""
    problem = lower(instance)
    for meeting, window in zip(instance.meetings, problem.window, strict=True):
        wanted = []
        table = required_table(instance, meeting)
        for slot in range(instance.slots):
            inside = meeting.session is None or slot in range(*instance.sessions[meeting.session - 1])
            pinned = meeting.fixed in (None, slot)
            stands = table is None or (table != NO_TABLE and is_available(instance, table, slot))
            if inside and pinned and stands and not meeting.cancelled:
                wanted.append(slot)
        assert bits(window) == wanted or (meeting.after and set(bits(window)) < set(wanted))
        assert not meeting.after or bits(window) == [slot for slot in wanted if slot >= min(bits(window), default=99)]


def test_presence_is_not_counted_into_a_window_but_into_what_is_allowed():
    people = (Participant(absent=frozenset({0})), Participant(absent=frozenset({2})))
    problem = lower(Instance(people, 4, (1,) * 4, (Meeting(0, 1, session=1),), sessions=((0, 3), (3, 4))))

    assert (bits(problem.window[0]), bits(problem.allowed(0, (0, 1)))) == ([0, 1, 2], [1])


def test_the_first_choice_of_representatives_shares_a_slot_and_spreads_the_work():
    two = Participant(seats=2, seat_absent=(frozenset({0, 1}), frozenset()))
    guests = (Participant(absent=frozenset({2})), Participant(), Participant())
    problem = lower(Instance((two, *guests), 3, (9,) * 3, tuple(Meeting(0, guest) for guest in (1, 2, 3))))

    assert problem.ends[0] == (1, 2)
    assert len({a for a, _b in problem.ends}) == 2


# ------------------------------------------------------------------------------------------------ tables and halls
@settings(max_examples=times(36), deadline=None)
@given(strategies.rich(people=5, slots=5, meetings=8))
def test_a_pool_holds_the_tables_that_stand_and_are_nobody_s_home(instance: Instance):
    problem = lower(instance)
    pools = pools_of(instance, problem.halls)
    homes = {one.home_table for one in instance.participants} - {None}
    apart = far_apart(instance)
    shared = len(instance.halls) if apart else 1

    for pool, slots in enumerate(pools.tables):
        for slot, tables in enumerate(slots):
            usable = [table for table in range(instance.slot_tables[slot]) if (slot, table) not in instance.tables_lost]
            if pool < shared:
                wanted = [t for t in usable if t not in homes and (not apart or hall_of(instance, t) == pool)]
                assert list(tables) == wanted
            else:
                assert len(tables) <= 1 and set(tables) <= homes & set(usable)
    for number, meeting in enumerate(instance.meetings):
        table = required_table(instance, meeting)
        if table in homes:
            assert pools.pool[number] == NO_DRAW or pools.pool[number] >= shared
        else:
            assert pools.pool[number] == (problem.halls[number] if apart else 0)
    assert pools.room == problem.room and pools.pool == problem.pool


@given(st.lists(st.integers(0, 4), max_size=4), st.integers(0, 20))
def test_tables_are_numbered_through_hall_after_hall(sizes: list[int], table: int):
    instance = Instance((), 1, (20,), (), halls=tuple(map(Hall, sizes)))
    numbered = [hall for hall, size in enumerate(sizes) for _ in range(size)]

    assert hall_of(instance, table) == (numbered[table] if table < len(numbered) else max(0, len(sizes) - 1))


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 7), st.integers(0, 7), st.integers(1, 7))
def test_a_way_needs_as_many_empty_slots_as_it_takes_in_its_direction(
    there: int, back: int, one: int, other: int, night: int
):
    instance = Instance((), 8, (2,) * 8, (), days=(0, night), halls=(Hall(1), Hall(1)), travel=((0, there), (back, 0)))
    same_day = (one < night) == (other < night)
    between = abs(one - other) - 1
    way = there if one < other else back

    assert too_near(instance, 0, one, 1, other) == (same_day and between < way)
    assert too_near(instance, 0, one, 1, other) == too_near(instance, 1, other, 0, one) or one == other


@pytest.mark.parametrize(
    ("halls", "travel", "apart"),
    [((), (), False), ((1,), ((2,),), False), ((1, 1), ((0, 0), (0, 0)), False), ((1, 1), ((0, 1), (0, 0)), True)],
)
def test_halls_lie_apart_where_some_way_takes_time(
    halls: tuple[int, ...], travel: tuple[tuple[int, ...], ...], apart: bool
):
    assert far_apart(Instance((), 1, (2,), (), halls=tuple(map(Hall, halls)), travel=travel)) is apart


def test_a_table_is_available_where_it_stands_and_is_not_lost():
    instance = Instance((), 4, (2, 1, 0, 2), (), tables_lost=frozenset({(3, 1)}))

    assert [bits(available_slots(instance, table)) for table in (0, 1, 2)] == [[0, 1, 3], [0], []]
    assert not is_available(instance, -1, 0)


@settings(max_examples=times(45), deadline=None)
@given(strategies.rich(people=5, slots=5, meetings=8))
def test_the_hall_of_a_required_table_is_taken_and_no_hall_is_made_up(instance: Instance):
    halls = halls_of(instance)

    assert len(halls) == len(instance.meetings)
    assert set(halls) <= set(range(max(1, len(instance.halls))))
    if not far_apart(instance):
        assert set(halls) <= {0}
        return
    for meeting, hall in zip(instance.meetings, halls, strict=True):
        table = required_table(instance, meeting)
        if table not in (None, NO_TABLE):
            assert hall == hall_of(instance, table)


# ------------------------------------------------------------------------------------------------ the timetable's books
@settings(max_examples=times(36), deadline=None)
@given(strategies.rich(people=5, slots=6, meetings=10, least=3), st.data())
def test_the_books_of_a_timetable_agree_with_its_slots_after_any_moves(instance: Instance, data: st.DataObject):
    problem = lower(instance)
    timetable = Timetable(problem)
    for _ in range(data.draw(st.integers(0, 25)) if instance.meetings else 0):
        meeting = data.draw(st.integers(0, len(instance.meetings) - 1))
        if timetable.slot[meeting] != NOWHERE:
            slot = timetable.slot[meeting]
            assert timetable.remove(meeting) == slot
        elif free := bits(timetable.free(meeting)):
            timetable.place(meeting, data.draw(st.sampled_from(free)))
    held = {meeting: slot for meeting, slot in enumerate(timetable.slot) if slot != NOWHERE}

    assert timetable.unscheduled() == [m for m in range(len(instance.meetings)) if m not in held]
    for person in range(problem.people):
        own = {slot: m for m, slot in held.items() if person in timetable.ends[m]}
        assert timetable.busy[person] == mask_of(sorted(own))
        assert timetable.at[person] == [own.get(slot, NOWHERE) for slot in range(problem.slots)]
    for pool, room in enumerate(problem.room):
        drawn = Counter(slot for m, slot in held.items() if problem.pool[m] == pool)
        assert timetable.load[pool] == [drawn[slot] for slot in range(problem.slots)]
        assert bits(timetable.full[pool]) == [slot for slot in range(problem.slots) if drawn[slot] >= room[slot]]
        assert [set(inside) for inside in timetable.inside[pool]] == [
            {m for m, at in held.items() if at == slot and problem.pool[m] == pool} for slot in range(problem.slots)
        ]
    copy = Timetable(problem)
    copy.load_from(timetable.slot, timetable.ends)
    assert (copy.slot, copy.busy, copy.load, copy.full, copy.at) == (
        timetable.slot,
        timetable.busy,
        timetable.load,
        timetable.full,
        timetable.at,
    )


@settings(max_examples=times(45), deadline=None)
@given(strategies.plain(people=5, slots=5, meetings=7), st.data())
def test_free_is_every_slot_that_breaks_no_rule_of_the_plain_form(instance: Instance, data: st.DataObject):
    problem = lower(instance)
    timetable = Timetable(problem)
    for meeting in range(len(instance.meetings)):
        free = bits(timetable.free(meeting))
        held = {m: slot for m, slot in enumerate(timetable.slot) if slot != NOWHERE}
        asked = instance.meetings[meeting]
        wanted = []
        for slot in bits(problem.window[meeting]):
            there = all(slot not in instance.participants[side].absent for side in (asked.a, asked.b))
            idle = not any(
                at == slot and {asked.a, asked.b} & {instance.meetings[m].a, instance.meetings[m].b}
                for m, at in held.items()
            )
            room = sum(at == slot for at in held.values()) < instance.slot_tables[slot]
            before = all(held.get(earlier, slot) < slot for earlier in asked.after)
            behind = all(at > slot for m, at in held.items() if meeting in instance.meetings[m].after)
            if there and idle and room and before and behind:
                wanted.append(slot)
        assert free == wanted
        if free and data.draw(st.booleans()):
            timetable.place(meeting, data.draw(st.sampled_from(free)))


# ------------------------------------------------------------------------------------------------ what a search knows
def _incumbent(*slots: int, spread: int | None = None, impossible: bool = False) -> Incumbent:
    meetings = tuple(Meeting(*pair) for pair in permutations(range(3), 2) if pair[0] < pair[1])
    problem = lower(Instance((Participant(),) * 3, 6, (1,) * 6, meetings, spread=spread))
    timetable = Timetable(problem)
    timetable.load_from(slots)
    return Incumbent(timetable, impossible)


@pytest.mark.parametrize(
    ("slots", "bounds", "spread", "impossible", "status"),
    [
        ((0, 1, 2), (0, 0, 0), None, False, "feasible"),
        ((0, 1, 2), (1, 0, 0), None, False, "optimal"),
        ((0, 1, 2), (0, 1, 0), None, False, "optimal"),
        ((0, 1, 2), (0, 0, 1), None, False, "feasible"),
        ((0, 2, 4), (1, 1, 1), None, False, "feasible"),
        ((0, 1, -1), (9, 9, 9), None, False, "feasible"),
        ((0, 1, -1), (0, 0, 0), None, True, "infeasible"),
        ((0, 2, 4), (9, 9, 9), None, True, "infeasible"),
    ],
)
def test_what_is_proved_decides_the_status(
    slots: tuple[int, ...], bounds: tuple[int, int, int], spread: int | None, impossible: bool, status: str
):
    incumbent = _incumbent(*slots, spread=spread, impossible=impossible)
    incumbent.bound, incumbent.bound_within, incumbent.bound_partial = bounds

    assert incumbent.status() == status


@pytest.mark.parametrize(("spread", "within", "proved"), [(None, True, 3), (1, True, 3), (0, False, 4)])
def test_beyond_the_spread_another_bound_counts(spread: int | None, within: bool, proved: int):
    incumbent = _incumbent(0, 1, 2, spread=spread)
    incumbent.bound, incumbent.bound_within, incumbent.bound_partial = 2, 3, 4

    assert (incumbent.within_spread(), incumbent.proved()) == (within, proved)
    assert (incumbent.breaks(), _incumbent(0, 2, 4).breaks()) == (1, 3)


def test_with_a_meeting_missing_only_the_bound_of_what_is_placed_counts():
    incumbent = _incumbent(0, 1, -1)
    incumbent.bound, incumbent.bound_within, incumbent.bound_partial = 7, 8, 1

    assert (incumbent.unscheduled(), incumbent.proved(), incumbent.fewest()) == ([2], 1, False)


def test_progress_is_told_with_what_is_known_best():
    told: list[tuple[int, int, int]] = []
    incumbent = _incumbent(0, 1, -1)
    incumbent.progress = lambda *figures: told.append(figures)
    incumbent.bound = 1
    incumbent.tell()
    incumbent.take((0, 2, 4), incumbent.timetable.ends)
    incumbent.tell()
    incumbent.tell(breaks=2, bound=5)
    incumbent.progress = None
    incumbent.tell()

    assert told == [(2, 0, 1), (3, 3, 1), (3, 2, 5)]


def test_moves_add_up_and_the_longest_walk_names_the_engine():
    incumbent = _incumbent(0, 1, 2)
    incumbent.facts["moves"] = 0
    for moves, engine, cut in ((100, "plain", False), (300, "compiled", False), (200, "plain", True)):
        incumbent.note(moves, engine, cut=cut)

    assert incumbent.facts == {"moves": 600, "engine": "compiled", "cut": True}


def test_a_part_of_the_time_is_a_part_of_what_is_left(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    clock = Clock(100.0, 160.0)

    assert (clock.part(0.5), clock.spent, clock.late) == (130.0, 0.0, False)
    now[0] = 140.0
    assert (clock.part(0.5), clock.spent, clock.late) == (150.0, 40.0, False)
    now[0] = 160.0
    assert (clock.part(0.5), clock.late) == (160.0, True)
    assert (Clock(0.0, None).part(0.5), Clock(0.0, None).late) == (None, False)
