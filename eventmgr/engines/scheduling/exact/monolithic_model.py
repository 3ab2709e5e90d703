"""The whole model of one problem, and the two forms in which it is put to the solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.exact.constraints import add_rules
from eventmgr.engines.scheduling.exact.encoding import Encoded, encode, limit_spread
from eventmgr.engines.scheduling.exact.totalizers import count, limit_tables
from eventmgr.engines.scheduling.problem import Problem

CORE = "linearization_level:0 optimize_with_core:true use_phase_saving:false restart_algorithms:[LUBY_RESTART]"
PLAIN = "linearization_level:0"
"""Linear programming only slows these models down. Trying the values of last time first (phase saving) helps the plain
question and holds the core search up: once its bound is right it must find one of few timetables, and looks too long
near the last one. For the same reason it starts afresh often."""


@dataclass(frozen=True)
class MonolithicModel:
    """Everything placed, within rules and spread."""

    encoded: Encoded
    break_ends: tuple[int, ...]

    def fewest(self) -> str:
        """Model text with the breaks as objective."""
        model = self.encoded.model.copy()
        model.minimise([(end, 1) for end in self.break_ends])
        return model.text()

    def at_most(self, breaks: int) -> str:
        """Model text of a question: at most so many breaks?"""
        model = self.encoded.model.copy()
        if self.break_ends:
            count(model, self.break_ends, breaks)
        return model.text()


def monolithic_model(problem: Problem, masks: Sequence[int], spread: int | None) -> MonolithicModel:
    """Builds the model; masks as in `windows.filtered_domains`."""
    encoded = encode(problem, masks, everything=True)
    limit_tables(encoded)
    add_rules(encoded)
    limit_spread(encoded, spread)
    return MonolithicModel(encoded, tuple(end for mine in encoded.break_ends for end in mine))
