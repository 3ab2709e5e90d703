"""Break-free windows: people who meet do not choose two that share no slot for their meeting."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from eventmgr.engines.scheduling.exact.domains import Infeasible, filtered_domains
from eventmgr.engines.scheduling.exact.monolithic_model import monolithic_model
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.problem import lower, mask_of
from tests.soak import times

from .. import brute_force, strategies

EVENT = Instance((Participant(),) * 4, 4, (2,) * 4, (Meeting(0, 1), Meeting(0, 2), Meeting(1, 3)))
EARLY, LATE = mask_of([0, 1]), mask_of([2, 3])


def excluded(instance: Instance) -> set[frozenset[tuple[int, int]]]:
    """Pairs of (person, window) of which the model's clauses let at most one be chosen."""
    problem = lower(instance)
    encoded = monolithic_model(problem, filtered_domains(problem), instance.spread).encoded
    owner = {literal: (person, window) for person, own in encoded.windows.items() for window, literal in own.items()}
    pairs = set()
    for line in encoded.model.text().splitlines():
        if line.startswith("constraints{bool_or{literals:["):
            literals = [int(one) for one in line.partition("[")[2].partition("]")[0].split(",")]
            named = [owner[-one - 1] for one in literals if one < 0 and -one - 1 in owner]
            if len(literals) == len(named) == 2:
                pairs.add(frozenset(named))
    return pairs


def apart(one: int, other: int) -> set[frozenset[tuple[int, int]]]:
    """The two people, one early and the other late, and the other way round."""
    return {frozenset({(one, EARLY), (other, LATE)}), frozenset({(one, LATE), (other, EARLY)})}


def test_windows_that_share_no_slot_exclude_each_other():
    assert excluded(EVENT) == apart(0, 1)


def test_a_cancelled_meeting_excludes_nothing():
    meetings = (replace(EVENT.meetings[0], cancelled=True), *EVENT.meetings[1:], Meeting(0, 3))

    assert excluded(replace(EVENT, meetings=meetings)) == apart(0, 3)


@settings(deadline=None, max_examples=times(60))
@given(strategies.plain(people=5, slots=5, meetings=5))
def test_no_timetable_has_a_pair_that_is_excluded(instance: Instance):
    try:
        pairs = excluded(instance)
    except Infeasible:
        return
    for placed in brute_force.timetables(instance):
        busy: dict[int, int] = {}
        for one in placed:
            for side in (instance.meetings[one.meeting].a, instance.meetings[one.meeting].b):
                busy[side] = busy.get(side, 0) | 1 << one.slot
        if len(placed) == sum(not meeting.cancelled for meeting in instance.meetings):
            assert not any(all(busy[person] == window for person, window in pair) for pair in pairs)
