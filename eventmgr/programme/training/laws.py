"""What trainings are held against."""

from __future__ import annotations

from eventmgr.ground.features import Law
from eventmgr.programme.training import queries


def sessions_are_of_their_training() -> list[str]:
    """Hours belong to an agenda item of an event that has a rule for certificates."""
    return [
        f"event {number}: hours of item {item_id} count nowhere" for number, item_id in queries.list_idle_sessions()
    ]


LAWS: dict[str, Law] = {"hours of trainings": sessions_are_of_their_training}
