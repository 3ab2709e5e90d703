"""What the public function makes of its parts."""

from __future__ import annotations

from eventmgr.engines.scheduling import solving
from eventmgr.engines.scheduling.annealing import Anneal
from eventmgr.engines.scheduling.annealing.cooling import Outcome
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import INFEASIBLE

from .without import hide_solver


def test_a_walk_that_leaves_the_spread_limit_is_taken_back(monkeypatch):
    three = tuple(Participant() for _ in range(3))
    instance = Instance(three, 3, (1, 1, 1), (Meeting(0, 1), Meeting(0, 2)), spread=0)
    search = solving._Search(instance, None, None, 0, 1, None)
    before = list(search.incumbent.timetable.slot)
    assert search.incumbent.within_spread()

    def tear(timetable, order, progress):
        timetable.remove(0)
        timetable.remove(1)
        timetable.place(0, 0)
        timetable.place(1, 2)
        return Outcome(moves=1, cut=False, interrupted=False, engine="plain")

    monkeypatch.setattr(solving, "anneal", tear)
    search._walk(Anneal(person_bound=(0, 0, 0), target=0))

    assert (search.incumbent.within_spread(), search.incumbent.timetable.slot) == (True, before)


def test_without_the_solver_what_needs_none_is_still_proved(monkeypatch):
    """Three in a row do not fit into two slots: no count of people or tables shows it."""
    hide_solver(monkeypatch)
    row = (Meeting(0, 1), Meeting(2, 3, after=(0,)), Meeting(4, 5, after=(1,)))
    others = tuple(Meeting(person, person + 1) for person in range(6, 126, 2))
    people = tuple(Participant() for _ in range(126))

    schedule = solving.solve(Instance(people, 2, (60, 60), row + others), iterations=100)

    assert (schedule.status, [one.meeting for one in schedule.unscheduled]) == (INFEASIBLE, [2])
