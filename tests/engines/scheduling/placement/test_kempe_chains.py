from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.placement.greedy import fill
from eventmgr.engines.scheduling.placement.kempe_chains import KempeChains
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from .. import laws, strategies
from ..rows import schedule_of


def _filled(instance):
    timetable = Timetable(lower(instance))
    fill(timetable)
    return timetable


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=6, meetings=20))
def test_insertion_loses_no_meeting_and_breaks_no_law(instance):
    timetable = _filled(instance)
    before = {meeting for meeting, slot in enumerate(timetable.slot) if slot != NOWHERE}
    chains = KempeChains(timetable)

    for meeting in timetable.unscheduled():
        chains.insert(meeting)

    assert before <= {meeting for meeting, slot in enumerate(timetable.slot) if slot != NOWHERE}
    assert laws.broken(instance, schedule_of(timetable)) == []


@settings(max_examples=times(100), deadline=None)
@given(strategies.plain(least=6, meetings=20), st.data())
def test_a_chain_swapped_twice_changes_nothing(instance, data):
    timetable = _filled(instance)
    person, s, t = (
        data.draw(st.integers(0, n - 1)) for n in (timetable.problem.people, instance.slots, instance.slots)
    )
    if timetable.at[person][s] == NOWHERE or timetable.at[person][t] != NOWHERE:
        return
    path = KempeChains(timetable).path(person, s, t)
    if path is None:
        return
    before = (list(timetable.slot), list(timetable.busy), [list(row) for row in timetable.load], list(timetable.full))

    KempeChains(timetable).swap(path, s, t)
    assert timetable.at[person][s] == NOWHERE
    KempeChains(timetable).swap(path, s, t)

    assert (timetable.slot, timetable.busy, timetable.load, timetable.full) == before


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=6, meetings=20))
def test_a_timetable_taken_apart_is_as_new(instance):
    timetable = _filled(instance)
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            timetable.remove(meeting)
    new = Timetable(timetable.problem)

    assert (timetable.slot, timetable.at, timetable.busy, timetable.load, timetable.full, timetable.inside) == (
        new.slot,
        new.at,
        new.busy,
        new.load,
        new.full,
        new.inside,
    )
