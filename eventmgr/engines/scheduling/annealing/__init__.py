"""Few gaps in a timetable that is already full: simulated annealing on Kempe chains.

`cooling.anneal` is the way in. A move takes one meeting of a person from slot s to slot t and follows the chain of
meetings that have to swap the two slots with it; only the two people at the ends of the chain change their pattern of
busy slots. No meeting is ever lost. The same moves are made in plain Python (`plain`) and, where numba is installed
(extra `compiled`), in machine code (`compiled`), a hundred times as many in a second.
"""

from __future__ import annotations

from eventmgr.engines.scheduling.annealing.cooling import Anneal, Outcome, anneal

__all__ = ["Anneal", "Outcome", "anneal"]
