"""What the public function makes of its parts."""

from __future__ import annotations

from eventmgr.matchmaking.scheduling import solving
from eventmgr.matchmaking.scheduling.annealing import Anneal
from eventmgr.matchmaking.scheduling.annealing.cooling import Outcome
from eventmgr.matchmaking.scheduling.instance import Instance, Meeting, Participant


def test_a_walk_that_leaves_the_spread_limit_is_taken_back(monkeypatch):
    three = tuple(Participant() for _ in range(3))
    instance = Instance(three, 3, (1, 1, 1), (Meeting(0, 1), Meeting(0, 2)), spread=0)
    search = solving._Search(instance, None, None, 0, 1, None)
    before = list(search.known.timetable.slot)
    assert search.known.within_spread()

    def tear(timetable, order, progress):
        timetable.remove(0)
        timetable.remove(1)
        timetable.place(0, 0)
        timetable.place(1, 2)
        return Outcome(moves=1, cut=False, interrupted=False, engine="plain")

    monkeypatch.setattr(solving, "anneal", tear)
    search._walk(Anneal(floor=(0, 0, 0), target=0))

    assert (search.known.within_spread(), search.known.timetable.slot) == (True, before)
