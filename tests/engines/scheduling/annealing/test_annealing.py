"""The annealer: nothing lost, no rule broken, never worse, the same for the same seed, and close to what is known to be possible."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.annealing import Anneal, anneal, cooling
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.lower_bounds import person_bounds
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from .. import laws, strategies
from ..crowds import crowd
from ..rows import schedule_of

WALKERS = pytest.mark.parametrize("walker", ["plain", "compiled"])


def _use(walker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """This way of walking, however short the run."""
    if walker == "compiled":
        pytest.importorskip("numba")
    monkeypatch.setattr(cooling, "COMPILED_FROM", 0 if walker == "compiled" else 10**12)


def _order(timetable: Timetable, iterations: int, **settings: object) -> Anneal:
    held = [slot != NOWHERE for slot in timetable.slot]
    person_bound = person_bounds(timetable.problem, timetable.ends, held).fewest
    return Anneal(person_bound, sum(person_bound), iterations, **settings)  # type: ignore[arg-type]


def _placed(instance: Instance) -> Timetable:
    return place(lower(instance))


def _value(timetable: Timetable) -> tuple[int, int, int]:
    """Breaks beyond the spread limit, breaks, idle slots."""
    gaps, limit = Gaps(timetable.problem), timetable.problem.instance.spread
    breaks = [gaps.breaks(busy) for busy in timetable.busy]
    beyond = sum(max(0, one - (1_000 if limit is None else limit)) for one in breaks)
    return beyond, sum(breaks), gaps.figures(timetable.busy).idle


@pytest.fixture(scope="module")
def event() -> Instance:
    """Full tables: 8 of them for 120 meetings in 16 slots."""
    return crowd(40, 16, 8, 120, seed=3)


@settings(max_examples=times(150), deadline=None)
@given(strategies.rich(least=6, meetings=20), st.integers(0, 5))
def test_nothing_is_lost_no_law_broken_and_nothing_worse(instance, seed):
    timetable = _placed(instance)
    before, held = _value(timetable), set(timetable.unscheduled())

    anneal(timetable, _order(timetable, 400, seed=seed))

    assert set(timetable.unscheduled()) == held
    assert laws.broken(instance, schedule_of(timetable)) == []
    assert _value(timetable) <= before


@WALKERS
def test_a_crowd_with_full_tables_keeps_every_meeting_and_every_law(walker, event, monkeypatch):
    _use(walker, monkeypatch)
    timetable = _placed(event)
    before = _value(timetable)

    outcome = anneal(timetable, _order(timetable, 20_000))

    assert outcome.engine == walker
    assert timetable.unscheduled() == []
    assert laws.broken(event, schedule_of(timetable)) == []
    assert _value(timetable)[1] < before[1] / 2


@WALKERS
@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_timetable(walker, threads, event, monkeypatch):
    _use(walker, monkeypatch)
    found = []
    for _ in range(2):
        timetable = _placed(event)
        outcome = anneal(timetable, _order(timetable, 10_000, seed=7, threads=threads))
        found.append((timetable.slot, outcome.moves))

    assert found[0] == found[1]


@WALKERS
def test_a_lone_gap_is_closed(walker, monkeypatch):
    """Person 0 meets at both ends of the morning; each partner could come beside the other."""
    _use(walker, monkeypatch)
    instance = Instance((Participant(),) * 3, 5, (1,) * 5, (Meeting(0, 1), Meeting(0, 2)))
    timetable = Timetable(lower(instance))
    timetable.load_from([0, 4])

    anneal(timetable, _order(timetable, 2_000))

    assert Gaps(timetable.problem).figures(timetable.busy).breaks == 0


@WALKERS
def test_a_meeting_under_a_rule_of_order_stays_in_order(walker, monkeypatch):
    _use(walker, monkeypatch)
    meetings = (Meeting(0, 1), Meeting(0, 2, after=(0,)), Meeting(0, 3))
    instance = Instance((Participant(),) * 4, 6, (2,) * 6, meetings)
    timetable = Timetable(lower(instance))
    timetable.load_from([0, 2, 5])

    anneal(timetable, _order(timetable, 2_000))

    assert timetable.slot[0] < timetable.slot[1]
    assert Gaps(timetable.problem).figures(timetable.busy).breaks == 0


@WALKERS
def test_a_night_is_no_gap_that_is_worth_closing(walker, monkeypatch):
    _use(walker, monkeypatch)
    instance = Instance((Participant(),) * 3, 4, (2,) * 4, (Meeting(0, 1), Meeting(0, 2)), days=(0, 2))
    timetable = Timetable(lower(instance))
    timetable.load_from([0, 3])

    outcome = anneal(timetable, _order(timetable, 2_000))

    assert (timetable.slot, outcome.moves) == ([0, 3], 0)


@WALKERS
def test_the_deadline_cuts_the_run_and_says_so(walker, event, monkeypatch):
    _use(walker, monkeypatch)
    monkeypatch.setattr(cooling, "COMPILED_SECONDS", 0.0)
    timetable = _placed(event)
    person_bound = _order(timetable, 0).person_bound

    outcome = anneal(timetable, Anneal(person_bound, -1, deadline=time.monotonic() + 0.2))

    assert outcome.cut
    assert outcome.moves > 0


def test_two_runs_side_by_side_are_never_worse_than_the_first(event, monkeypatch):
    _use("compiled", monkeypatch)
    values = []
    for threads, seed in ((2, 1), (1, 2), (1, 3)):
        timetable = _placed(event)
        anneal(timetable, _order(timetable, 10_000, seed=seed, threads=threads))
        values.append(_value(timetable))

    assert values[0] == min(values[1:])
