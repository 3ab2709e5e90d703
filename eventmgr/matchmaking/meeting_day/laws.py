"""What the data of the day is held against."""

from __future__ import annotations

from eventmgr.ground.features import Law
from eventmgr.matchmaking.meeting_day.queries.acts import list_faults


def results_are_of_a_side() -> list[str]:
    """A result is that of one of the two sides, and an amount has its kind."""
    return [f"result {number} of a meeting: {fault}" for number, fault in list_faults()]


LAWS: dict[str, Law] = {"results of meetings": results_are_of_a_side}
