"""Events with accepted requests, and the way from a queued draft to one that is done."""

from __future__ import annotations

from random import Random

from eventmgr.events.models import Event
from eventmgr.meetings.planning.queries import find_plan
from eventmgr.meetings.timetables.instance import instance_of, numbering_of
from eventmgr.meetings.timetables.queries import load_rows
from tests.factories import together
from tests.meetings.factories import make_matchmaking, make_party, make_request


def make_world(*, parties: int = 8, requests: int = 10, seed: int = 1, people: int = 1, **plan) -> Event:
    """A matchmaking with so many parties, half of each region, and accepted requests among them."""
    rng = Random(seed)
    with together():
        event = make_matchmaking(**{"slots": 6, "tables": 3} | plan)
        crowd = [
            make_party(
                event,
                people=people,
                side="east" if turn % 2 else "central_south",
                province_code="310000" if turn % 2 else "420000",
            )
            for turn in range(parties)
        ]
        pairs = [(one, other) for one in range(parties) for other in range(one)]
        for one, other in rng.sample(pairs, min(requests, len(pairs))):
            make_request(crowd[one], crowd[other], is_mutual=rng.random() < 0.2)
    return event


def task_of(event: Event):
    """(rows, numbering, instance) as they stand in the database."""
    rows = load_rows(event, find_plan(event.id))
    numbering = numbering_of(rows)
    return rows, numbering, instance_of(rows, numbering)
