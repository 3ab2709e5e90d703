"""Which documents are so large that nobody should wait for them."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.queries import count_holding_by_unit
from eventmgr.ground.features import Paper, Printing

MANY = 500
"""A paper with a part for each of more people than this is made by a worker. Up to here it takes about a second of a
processor (docs/inside/performance.md#papers): as long as a reader waits without wondering, and as long as the other
readers of the same process, whom it slows down, do not notice."""
_OF_COSTLY = {"itineraries": 100}
"""Name of a paper whose part for one person takes more → how many people take that second."""


def number_of_people(event: Event, paper: Paper, printing: Printing) -> int:
    """How many people the paper has a part for; 0 where its length does not follow their number."""
    if paper.parts is None and not paper.grows:
        return 0
    if printing.people is not None:
        return len(printing.people)
    return sum(count_holding_by_unit(event.id).values())


def is_large(event: Event, paper: Paper, printing: Printing) -> bool:
    """Whether a worker makes it."""
    return number_of_people(event, paper, printing) > min(MANY, _OF_COSTLY.get(paper.name, MANY))
