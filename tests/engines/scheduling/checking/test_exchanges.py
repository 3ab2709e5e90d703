"""The exchange offered for an unscheduled meeting is tried out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import Placed, Schedule, Unscheduled

EVENT = Instance(
    participants=(Participant(maximum=2), *[Participant()] * 4),
    slots=3,
    slot_tables=(2, 1, 1),
    meetings=(
        Meeting(0, 1, fixed=1),
        Meeting(0, 2, weight=4),
        Meeting(1, 3),
        Meeting(3, 4, after=(2,)),
        Meeting(1, 4, fixed=0, weight=2),
    ),
)
HELD = (Placed(1, 1, 0), Placed(2, 0, 0), Placed(3, 2, 0))
"""Meeting 0 needs slot 1 and its one table; meeting 4 needs slot 0, where 1 meets 3."""


def judged(unscheduled: int, exchange: Any, instance: Instance = EVENT) -> list[str]:
    """What is wrong with the exchange offered for one unscheduled meeting."""
    unscheduled = Unscheduled(unscheduled, "participant_full", {"exchange": exchange})
    report = check(instance, Schedule(HELD, (unscheduled,)), reported=("unplaced",))
    return [f"{error.kind} {dict(error.numbers).get('name')}" for error in report.errors if error.kind != "unexplained"]


TRUE: list[tuple[int, dict[str, Any]]] = [
    (0, {"slot": 1, "drop": [1], "move": [], "cost": 4}),
    (0, {"slot": 1, "drop": [], "move": [[1, 1, 0]], "cost": 0, "proved": True}),
    (4, {"slot": 0, "drop": [2, 3], "move": [], "cost": 2}),
]
UNTRUE: dict[str, tuple[int, Any]] = {
    "the cost is another": (0, {"slot": 1, "drop": [1], "move": [], "cost": 3}),
    "the table is not free": (4, {"slot": 0, "drop": [], "move": [[2, 0, 1]], "cost": 0}),
    "nobody is freed": (0, {"slot": 1, "drop": [], "move": [], "cost": 0}),
    "the slot is not the fixed one": (0, {"slot": 2, "drop": [3], "move": [], "cost": 1}),
    "it moves from where it is not": (0, {"slot": 1, "drop": [], "move": [[1, 2, 0]], "cost": 0}),
    "it gives up what is not held": (0, {"slot": 1, "drop": [1, 4], "move": [], "cost": 6}),
    "it moves what it gives up": (0, {"slot": 1, "drop": [1], "move": [[1, 1, 0]], "cost": 4}),
    "what comes after stays without its first": (4, {"slot": 0, "drop": [2], "move": [], "cost": 1}),
    "two change places with themselves": (4, {"slot": 0, "drop": [], "move": [[2, 0, 2], [3, 2, 1]], "cost": 0}),
    "it is no exchange": (0, [1]),
    "it says too little": (0, {"slot": 1}),
    "it says it in words": (0, {"slot": 1, "drop": ["1"], "move": [], "cost": 4}),
    "its rows are short": (0, {"slot": 1, "drop": [], "move": [[1, 0]], "cost": 0}),
}


@pytest.mark.parametrize(("unscheduled", "exchange"), TRUE)
def test_an_exchange_that_makes_room_is_believed(unscheduled: int, exchange: dict[str, Any]):
    assert judged(unscheduled, exchange) == []


def test_no_exchange_is_no_fault():
    assert judged(0, None) == []


@pytest.mark.parametrize("case", UNTRUE)
def test_an_exchange_that_does_not_make_room_is_refused(case: str):
    assert judged(*UNTRUE[case]) == ["untrue_detail exchange"]


def test_caps_hold_after_an_exchange():
    strict = replace(EVENT, participants=(Participant(maximum=1), *EVENT.participants[1:]))

    assert judged(0, {"slot": 1, "drop": [1], "move": [], "cost": 4}, strict) == []
    assert judged(0, {"slot": 1, "drop": [], "move": [[1, 1, 0]], "cost": 0}, strict) == ["untrue_detail exchange"]
