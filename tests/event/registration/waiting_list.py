"""Steps of the tests of waiting list, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.models import WaitingRule
from eventmgr.event.registration.waiting.services import set_plan
from eventmgr.ground.db import transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR
from tests.event.registration.deciding import do
from tests.event.registration.registering import register
from tests.factories import NOON, make_event

HOURS = 24


END = NOON + timedelta(hours=HOURS)


def moves(event, rule=WaitingRule.ASKED, offer_hours=HOURS, *, at=NOON):
    with transaction():
        set_plan(event, rule, offer_hours, act=Act(OFFICE, at))


def make_offering(people=3, *, capacity=1, rule=WaitingRule.ASKED, **values):
    """The first have the places, the others wait, in this order; places are offered."""
    event = make_event(capacity=capacity, **values)
    rows = [register(event, at=NOON + timedelta(minutes=number)) for number in range(people)]
    moves(event, rule)
    return event, rows


def offering(capacity=1, people=3):
    """The first of the waiting list is offered the place of somebody who has left."""
    event, (holder, *others) = make_offering(people, capacity=capacity)
    do(withdraw, event, holder, by=VISITOR, at=NOON)
    return event, others
