"""What somebody on a waiting list can know: at least so many are before them, and at most so many."""

from __future__ import annotations

import pytest

from eventmgr.event.events.services import touch
from eventmgr.event.events.signals import event_changed
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import ROLE, QuotaCell
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.models import Registration, WaitingRule
from eventmgr.event.registration.waiting.queries import get_standing
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from tests.event.quotas.planning import GUANGDONG, SHANGHAI, come, make_planned, plan
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import do, statuses
from tests.event.registration.registering import letters_to, register
from tests.event.registration.waiting_list import make_offering, moves
from tests.factories import NOON, make_event, set_types

pytestmark = pytest.mark.usefixtures("frozen", "database")
_C, _W = Status.CONFIRMED, Status.WAITLISTED


def standing(row):
    found = get_standing(db.session.get(Registration, row.id))
    return found.least, found.most, found.waiting


def test_in_the_order_of_asking_without_quotas_the_number_is_known():
    event, (_holder, first, second) = make_offering()

    assert (standing(first), standing(second)) == ((0, 0, 2), (1, 1, 2))
    assert get_standing(second).number == 2
    assert event.capacity == 1


def test_where_quotas_bind_it_is_a_range():
    event = make_planned({SHANGHAI: 1, GUANGDONG: 1}, capacity=2)
    come(event), come(event, GUANGDONG)
    first, other, second, last = come(event), come(event, GUANGDONG), come(event), come(event, GUANGDONG)

    assert standing(first) == (0, 2, 4)
    assert standing(second) == (1, 3, 4)
    assert (standing(other), standing(last)) == ((0, 2, 4), (1, 3, 4))
    assert letters_to(first)[-1].text.count("位") == letters_to(second)[-1].text.count("位")


def test_places_of_a_type_make_the_number_unknown_too():
    event = make_event(capacity=3)
    set_types(event, media={"capacity": 1})
    holder = register(event, make_applicant(role="media"))
    others = [register(event, make_applicant(name=f"代表{n}", mobile=f"1540000090{n}")) for n in range(2)]
    media = [register(event, make_applicant(name=f"媒体{n}", mobile=f"1540000091{n}", role="media")) for n in range(2)]
    delegate = register(event, make_applicant(name="代表九", mobile="15400000929"))
    told = [standing(row) for row in (*media, delegate)]
    do(withdraw, event, others[0], at=NOON)

    assert told == [(0, 1, 3), (1, 2, 3), (0, 2, 3)]
    assert statuses(holder, *media, delegate) == [_C, _W, _W, _C]


def test_by_hand_only_how_many_wait_is_said_and_under_a_floor_who_may_pass():
    event, (_holder, first, _second) = make_offering(rule=WaitingRule.HAND)
    assert standing(first) == (None, None, 2) and event.capacity == 1
    planned = make_planned({SHANGHAI: 5}, cells=(QuotaCell(SHANGHAI, ROLE, "expert", floor=2),), capacity=1)
    come(planned)
    delegate, expert = come(planned), come(planned, role=Role.EXPERT)
    moves(planned, WaitingRule.FLOOR)
    assert (standing(delegate), standing(expert)) == ((0, 1, 2), (0, 1, 2))


def test_what_is_promised_holds_whoever_is_served():
    """Everybody who is served in turn had so many before them as the range said, whatever the rule."""
    cells = (QuotaCell(SHANGHAI, ROLE, "expert", floor=1, ceiling=2),)
    for rule in (WaitingRule.ASKED, WaitingRule.FLOOR):
        event = make_planned({SHANGHAI: 1, GUANGDONG: 1}, cells=cells, capacity=0, pool=2)
        roles = (Role.DELEGATE, Role.EXPERT, Role.EXPERT, Role.DELEGATE, Role.STAFF, Role.EXPERT)
        rows = [come(event, unit, role=role) for role in roles for unit in (SHANGHAI, GUANGDONG)]
        moves(event, rule, None)
        promised = {row.id: standing(row) for row in rows}
        served: list[int] = []
        for capacity in range(1, 13):
            with transaction():
                touch(event)
                event.capacity = capacity
                plan(event, pool=2 if capacity < 8 else 20)
                event_changed.send(event, changes={"capacity": [0, capacity]}, act=Act(OFFICE, NOON))
            db.session.expire_all()
            served += [row.id for row in rows if row.status is _C and row.id not in served]
        assert len(served) > 8
        for before, number in enumerate(served):
            least, most, _all = promised[number]
            assert least <= before <= most, (rule, number)
