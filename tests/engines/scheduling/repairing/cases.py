"""Schedules to repair, and what may happen to them on the day."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Instance, Meeting
from eventmgr.engines.scheduling.repairing import Changes, repair
from eventmgr.engines.scheduling.schedule import Schedule

Case = tuple[Instance, Schedule, Changes]


def made(instance: Instance) -> Schedule:
    """A schedule of an instance: everything is added to an empty one."""
    return repair(instance, Schedule(()), Changes(), iterations=0).schedule


@st.composite
def changes(draw: st.DrawFn, instance: Instance, *, now: bool = True) -> Changes:
    """Some of everything."""
    people, slots = st.integers(0, len(instance.participants) - 1), st.integers(0, instance.slots)
    one_slot = st.integers(0, instance.slots - 1)
    meetings = len(instance.meetings)
    pairs = st.tuples(people, people).filter(lambda pair: _may_meet(instance, *pair))
    possible = any(_may_meet(instance, a, b) for a in range(len(instance.participants)) for b in range(a))
    return Changes(
        now=draw(slots) if now else 0,
        late=tuple(draw(st.lists(st.tuples(people, slots), max_size=2))),
        left=tuple(draw(st.lists(st.tuples(people, slots), max_size=1))),
        absent=tuple(draw(st.lists(st.tuples(people, st.tuples(one_slot)), max_size=2))),
        tables_lost=tuple(draw(st.lists(st.tuples(one_slot, st.integers(0, 2)), max_size=2))),
        cancelled=tuple(draw(st.lists(st.integers(0, meetings - 1), max_size=1))) if meetings else (),
        added=tuple(Meeting(a, b) for a, b in draw(st.lists(pairs, max_size=2))) if possible else (),
    )


def _may_meet(instance: Instance, a: int, b: int) -> bool:
    hosts = [side for side in (a, b) if instance.participants[side].home_table is not None]
    return a != b and len(hosts) < 2


@st.composite
def cases(draw: st.DrawFn, instances: Any, *, now: bool = True) -> Case:
    """An instance, a schedule of it, and changes. Here and there a placed meeting is locked."""
    instance = draw(instances)
    return instance, made(instance), draw(changes(instance, now=now))
