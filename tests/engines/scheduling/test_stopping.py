"""A search tells how it stands, and ends when it is told to; what it has by then is given back, checked."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from eventmgr.engines.scheduling import solving, watching
from eventmgr.engines.scheduling.cancellation import StopRequest, is_over, stop_request
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.repairing import Changes, repair
from eventmgr.engines.scheduling.schedule import Schedule

from .crowds import crowd

LARGE, SMALL = crowd(300, 20, 120, 1_500, seed=1), crowd(80, 14, 24, 300, seed=2)
"""For the annealer, and for the solver where there is one."""
TIGHT = crowd(80, 14, 22, 300, seed=2)
"""Hardly a table is left over: the solver needs far longer than a second."""
SOON = 5.0
"""Seconds: far less than the searches below would take, far more than a busy machine needs to end them."""


@pytest.fixture(autouse=True)
def often(monkeypatch):
    monkeypatch.setattr(watching, "TOLD_EVERY", 0.01)


def stopped(instance, after=0.0, **limits):
    """The schedule of a search that is stopped `after` so many seconds, and what was told of it."""
    told = []

    def listen(*state):
        told.append((threading.current_thread(), state))
        return state[-1] > after

    started = time.monotonic()
    schedule = solving.solve(instance, on_progress=listen, **limits)
    assert time.monotonic() - started < SOON
    return schedule, told


@pytest.mark.parametrize("instance", [LARGE, SMALL], ids=["large", "small"])
@pytest.mark.parametrize("limits", [{"iterations": 10**9}, {"seconds": 600.0}, {"seconds": 600.0, "threads": 2}])
def test_a_search_that_is_told_to_stop_gives_the_best_so_far(instance, limits):
    schedule, told = stopped(instance, **limits)

    assert check(instance, schedule).errors == ()
    assert (schedule.facts["stopped"], schedule.facts["cut"], len(told)) == (True, True, 1)
    thread, (placed, wanted, breaks, bound, seconds) = told[0]
    assert thread is threading.current_thread()
    assert 0 <= placed <= wanted == len(instance.meetings)
    assert min(breaks, bound) >= 0
    assert seconds > 0


@pytest.mark.parametrize("threads", [1, 2])
def test_a_search_is_stopped_while_the_solver_works(threads):
    schedule, told = stopped(TIGHT, after=1.0, seconds=600.0, threads=threads)

    assert (check(TIGHT, schedule).errors, schedule.facts["stopped"]) == ((), True)
    assert len(told) > 1


def test_a_stop_during_placement_keeps_what_is_placed(monkeypatch):
    """More is asked for than fits, so that placing never comes to an end by itself."""
    people = tuple(Participant() for _ in range(30))
    pairs = tuple(Meeting(a, b) for a in range(30) for b in range(a))
    instance = Instance(people, 6, (9, 8, 7, 8, 9, 5), pairs)
    monkeypatch.setattr("eventmgr.engines.scheduling.placement.placing.MOVES", 10**9)

    schedule, _told = stopped(instance, iterations=100)

    assert check(instance, schedule).errors == ()
    assert 0 < len(schedule.placed) < len(pairs)


def test_who_listens_and_does_not_stop_changes_nothing():
    heard = solving.solve(LARGE, iterations=2_000, seed=3, on_progress=lambda *_state: None)
    alone = solving.solve(LARGE, iterations=2_000, seed=3)

    assert replace(heard, seconds=0.0) == replace(alone, seconds=0.0)


def half_kept(instance, schedule):
    """The instance with half of what is placed locked, and the schedule of that half: the rest is to be placed."""
    base = Schedule(schedule.placed[: len(schedule.placed) // 2])
    held = {placed.meeting for placed in base.placed}
    meetings = tuple(replace(one, locked=number in held) for number, one in enumerate(instance.meetings))
    return replace(instance, meetings=meetings), base


def test_a_repair_tells_how_it_stands_and_ends_with_what_it_has():
    """Locked meetings keep their places; what has been placed until then stays."""
    instance, base = half_kept(LARGE, solving.solve(LARGE, iterations=100))
    told = []

    def listen(*state):
        told.append((threading.current_thread(), state))
        return state[0] > len(base.placed)

    started = time.monotonic()
    done = repair(instance, base, Changes(), seconds=600.0, on_progress=listen)
    assert time.monotonic() - started < SOON
    assert (check(instance, done.schedule, reported=()).errors, done.facts["stopped"]) == ((), True)
    assert {(one.meeting, one.slot) for one in base.placed} <= {(one.meeting, one.slot) for one in done.schedule.placed}
    thread, (placed, wanted, breaks, bound, seconds) = told[-1]
    assert thread is threading.current_thread()
    assert len(base.placed) < placed <= wanted == len(instance.meetings)
    assert breaks > 0 == bound < seconds


def test_who_listens_to_a_repair_and_does_not_stop_changes_nothing():
    instance, base = half_kept(SMALL, solving.solve(SMALL, iterations=100))
    heard = repair(instance, base, Changes(), iterations=1, on_progress=lambda *_state: None)
    alone = repair(instance, base, Changes(), iterations=1)

    assert (heard.schedule.placed, heard.facts) == (alone.schedule.placed, alone.facts)


def test_what_is_raised_while_listening_ends_the_search():
    def listen(*_state):
        raise LookupError("the run is gone")

    started = time.monotonic()
    with pytest.raises(LookupError):
        solving.solve(LARGE, iterations=10**9, on_progress=listen)
    assert time.monotonic() - started < SOON


def test_what_the_search_raises_reaches_the_caller(monkeypatch):
    def fail(*_arguments, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr(solving, "place_and_prove", fail)
    with pytest.raises(ZeroDivisionError):
        solving.solve(LARGE, iterations=100, on_progress=lambda *_state: None)


def test_a_request_ends_what_has_begun_and_what_begins_later():
    request, ended = StopRequest(), []
    with request.heard():
        assert not is_over(None)
        with stop_request().ending(lambda: ended.append("before")):
            request.ask()
        with stop_request().ending(lambda: ended.append("after")):
            assert is_over(None)
    assert (ended, is_over(None)) == (["before", "after"], False)
