"""Steps of the tests of repair, which others take too."""

from __future__ import annotations

from eventmgr.ground.db import transaction
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.models import MeetingRepair
from eventmgr.matchmaking.meeting_day.queries import list_unrepaired_acts
from eventmgr.matchmaking.meeting_day.repair.proposing import propose, standing
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from tests.factories import NOON
from tests.matchmaking.meeting_day.worlds import act, sent, snapshot


def preview(event, at=NOON) -> MeetingRepair:
    """A proposal after all that was told."""
    plan = find_plan(event.id)
    acts = list_unrepaired_acts(event.id)
    stands = standing(event, plan, at=at)
    wanted = [one.payload["request"] for one in acts if "request" in one.payload]
    proposal = propose(stands, wanted, seconds=None)
    with transaction():
        return services.keep_proposal(event, stands, proposal, [one.id for one in acts], act=act(at))


def apply(event, repair, at=NOON):
    with transaction():
        services.apply_repair(event, repair.id, act=act(at))


def undo(event, repair, at=NOON, *, keeps=False):
    with transaction():
        services.undo_repair(event, repair.id, keeps=keeps, act=act(at))


def busiest(day):
    """The party with the most meetings still to come."""
    coming = [row for row in snapshot(day.event).values() if row[2] > NOON]
    sides = {request.id: (request.asker_id, request.asked_id) for request in day.requests}
    counts = {party.id: sum(party.id in sides[row[0]] for row in coming) for party in day.parties}
    return max(day.parties, key=lambda party: counts[party.id])


def leave(day, party=None, at=NOON):
    with transaction():
        services.left(day.event, party or busiest(day), sent(), act=act(at))
