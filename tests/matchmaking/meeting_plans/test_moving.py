"""An event is moved or copied: its meetings are planned as before, at the new dates."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.services import remove_item
from eventmgr.event.events import services as events
from eventmgr.event.events.models import RegionSet
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans import queries
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.receivers import list_dates
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_admin, make_item
from tests.matchmaking.factories import make_block, make_matchmaking, make_party

pytestmark = pytest.mark.usefixtures("frozen", "database")
WEEK = timedelta(days=7)


def act():
    return Act(SYSTEM, clock.now())


def moved(event, span=WEEK, **ticks):
    values = {"starts_at": event.starts_at + span, "ends_at": event.ends_at + span}
    write(lambda: events.edit(event, values, act=act(), **ticks))


def times(event):
    return [(block.starts_at, block.ends_at) for block in queries.list_blocks(event.id)]


def test_blocks_move_along_with_the_agenda_and_requests_close_as_much_later():
    event = make_matchmaking(asks_until=NOON + 2 * WEEK)
    before, opened = times(event), queries.find_plan(event.id).asks_from
    assert [at for _words, at in list_dates(event)] == [NOON + 2 * WEEK]

    moved(event, move_agenda=True, move_deadlines=True)

    db.session.expire_all()
    assert times(event) == [(start + WEEK, end + WEEK) for start, end in before]
    plan = queries.find_plan(event.id)
    assert (plan.asks_from, plan.asks_until) == (opened, NOON + 3 * WEEK), "requests that are open stay open"


def test_an_event_does_not_leave_blocks_behind():
    event = make_matchmaking()

    with pytest.raises(Refusal) as told:
        moved(event)

    assert told.value.field == "ends_at"
    assert "block" in told.value.message or "洽谈时间" in told.value.message


def test_a_copy_plans_the_same_without_anybody():
    event = make_matchmaking(
        tables=3, asks_until=NOON + WEEK, coverage=[{"name": "a"}], minimum=2, stage=Stage.FINAL, common_items=[7]
    )
    make_block(event, slots=2, after=timedelta(hours=20))
    east = keep(RegionSet(event_id=event.id, name={"zh": "东部"}, province_codes=["310000"]))
    plan = queries.find_plan(event.id)
    plan.pairs = [[f"side:{east.id}", f"side:{east.id}"], ["kind:company", "kind:park"]]
    db.session.commit()
    make_party(event)
    admin = make_admin()

    copy = write(lambda: events.clone(event, admin, days=364, act=act()))

    same = queries.find_plan(copy.id)
    assert times(copy) == [(start + timedelta(days=364), end + timedelta(days=364)) for start, end in times(event)]
    assert [table.number for table in queries.list_tables(copy.id)] == [1, 2, 3]
    assert (same.minimum, same.coverage, same.stage.value, same.asks_from, same.common_items) == (
        2,
        [{"name": "a"}],
        "none",
        None,
        [],
    )
    assert same.asks_until == NOON + WEEK + timedelta(days=364)
    [new] = copy.region_sets
    assert same.pairs == [[f"side:{new.id}", f"side:{new.id}"], ["kind:company", "kind:park"]]
    assert db.session.query(MeetingParty).filter_by(event_id=copy.id).count() == 0


def test_an_item_that_has_gone_blocks_nobody():
    event = make_matchmaking()
    item = make_item(event)
    queries.find_plan(event.id).common_items = [item.id]
    db.session.commit()

    write(lambda: remove_item(event, item, act=act()))

    assert queries.find_plan(event.id).common_items == []
