"""Where the day stands at an instant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.matchmaking.meeting_day.floor.calls import Phase, clock_at, walk_minutes
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingHall
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from tests.factories import NOON

SLOTS = slots_of(
    [MeetingBlock(id=1, starts_at=NOON, ends_at=NOON + timedelta(minutes=50), slot_minutes=20, gap_minutes=10)],
    "Asia/Shanghai",
)


@pytest.mark.parametrize(
    ("minutes", "phase", "turn"),
    [
        (-60, Phase.WAITING, 0),
        (-5, Phase.CALLED, 0),
        (0, Phase.RUNNING, 20),
        (14, Phase.RUNNING, 20),
        (15, Phase.ENDING, 20),
        (20, Phase.WAITING, 30),
        (25, Phase.CALLED, 30),
        (30, Phase.RUNNING, 50),
        (50, Phase.OVER, None),
    ],
)
def test_a_round_is_called_five_minutes_before_it_begins_and_before_it_ends(minutes, phase, turn):
    clock = clock_at(SLOTS, NOON + timedelta(minutes=minutes))
    assert clock.phase is phase
    assert clock.turns_at == (None if turn is None else NOON + timedelta(minutes=turn))


def test_a_way_is_as_long_in_both_directions_and_none_within_a_hall():
    one, other = MeetingHall(id=1), MeetingHall(id=2)
    assert walk_minutes([[1, 2, 7]], one, other) == walk_minutes([[1, 2, 7]], other, one) == 7
    assert walk_minutes([[1, 2, 7]], one, one) == walk_minutes([], one, other) == walk_minutes([], one, None) == 0
