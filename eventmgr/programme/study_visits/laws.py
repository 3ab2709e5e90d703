"""What study visits are held against."""

from __future__ import annotations

from eventmgr.ground.features import Law
from eventmgr.programme.study_visits import queries


def places_fit_together() -> list[str]:
    """A place is in a batch of its stop, and its person is of the same event."""
    return [f"stop {item_id}: registration {number} stands wrong" for item_id, number in queries.list_foreign_places()]


LAWS: dict[str, Law] = {"batches of study visits": places_fit_together}
