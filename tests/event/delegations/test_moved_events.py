"""An event gets other dates: what delegations owe, and when unused places go back, moves along as registration does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.delegations.models import Delegation, DelegationPlan
from eventmgr.event.events import services as events
from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.quotas.models import QuotaPlan
from eventmgr.event.quotas.planning import services as planning
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import do_jobs
from tests.event.delegations.acting import board_of
from tests.factories import NOON, keep, make_member

pytestmark = pytest.mark.usefixtures("frozen", "database")
DAY = 86_400
WEEK = timedelta(days=7)


def act():
    return Act(SYSTEM, clock.now())


@pytest.fixture
def due(event):
    """Deadlines for all, one of Hubei's own, and unused places that go back in ten days."""
    day = timedelta(days=1)
    keep(DelegationPlan(event_id=event.id, confirm_due_at=NOON + 5 * day, changes_until=NOON + 40 * day))
    keep(Delegation(event_id=event.id, unit_code="420000", list_due_at=NOON + 20 * day))
    write(lambda: planning.set_plan(event, pool=0, cells=(), returns_at=NOON + 10 * day, act=act()))
    return event


def dates(event):
    db.session.expire_all()
    plan = db.session.get(DelegationPlan, event.id)
    own = db.session.query(Delegation).filter_by(event_id=event.id, unit_code="420000").one()
    returns_at = db.session.get(QuotaPlan, event.id).returns_at
    return [plan.confirm_due_at, plan.list_due_at, plan.changes_until, own.confirm_due_at, own.list_due_at, returns_at]


def moved(event, span=WEEK, **ticks):
    values = {"starts_at": event.starts_at + span, "ends_at": event.ends_at + span}
    write(lambda: events.edit(event, values, act=act(), **ticks))


def later(before, span=WEEK):
    return [at and at + span for at in before]


def test_they_move_along_with_registration_and_stand_in_the_history(due):
    before = dates(due)

    moved(due, move_deadlines=True)

    assert dates(due) == later(before)
    known = {entry.action: entry.changes for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)}
    assert known["delegation_plan_set"].keys() == {"confirm_due_at", "changes_until"}
    assert known["deadlines_set"].keys() == {"list_due_at"} and known["quotas_planned"].keys() == {"returns_at"}


def test_without_the_tick_they_stay(due):
    before = dates(due)
    moved(due, move_agenda=True)
    assert dates(due) == before


def test_postponing_moves_them_too(due):
    before, span = dates(due), timedelta(days=30, hours=2)
    to = {"starts_at": due.starts_at + span, "ends_at": due.ends_at + span}
    write(lambda: events.postpone(due, {"zh": "台风"}, **to, move_deadlines=True, act=act()))
    assert dates(due) == later(before, span)


def quota(event):
    db.session.expire_all()
    return db.session.query(InvitedUnit).filter_by(event_id=event.id, unit_code="420000").one().quota


def test_unused_places_go_back_when_they_do_now_and_not_when_they_did(due, frozen):
    moved(due, move_deadlines=True)
    frozen.shift(11 * DAY)
    do_jobs()
    before = quota(due)
    frozen.shift(7 * DAY)
    do_jobs()
    assert (before, quota(due)) == (3, 0)


def test_what_has_gone_back_does_not_move(due, frozen):
    frozen.shift(11 * DAY)
    do_jobs()
    before = dates(due)
    moved(due, move_deadlines=True)
    assert dates(due)[-1] == before[-1] and dates(due)[0] == before[0] + WEEK


def test_the_form_names_them_and_the_board_shows_them(due, sign_in):
    owner = sign_in(make_member(due, TeamRole.OWNER))
    page = owner.get(f"/manage/events/{due.slug}/settings/time/").text
    for said in (
        "回复是否参加：2026年4月6日",
        "联络员修改名单的截止时间：2026年5月11日",
        "各代表团自定期限（最早一项）：2026年4月21日",
    ):
        assert said in page
    assert "4月21日" in owner.get(board_of(due, "?lang=zh")).text or "4月6日" in owner.get(board_of(due)).text

    moved(due, move_deadlines=True)

    board = owner.get(board_of(due)).text
    assert "4月13日" in board and "4月6日" not in board
