"""Which registrations each measure of people counts, wherever they are told apart by several things at once. Pure.

The same definitions as `counting.figures`, by states; staff are never counted.
"""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.quotas.models import HOLDING, LIVE, Status

STATES: Mapping[str, frozenset[Status]] = {
    "registered": frozenset(LIVE),
    "expected": frozenset(HOLDING),
    "attended": frozenset({Status.ATTENDED}),
    "missing": frozenset(HOLDING) - {Status.ATTENDED},
}
"""Key of a number (`counting.figures`) → the states in which a participant is counted."""
