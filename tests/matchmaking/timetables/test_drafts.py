"""Drafts: ordered, made by a worker that may be stopped or killed, copied, discarded."""

from __future__ import annotations

import signal
import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.repairing.repair_search import RepairSearch
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, TableClosure
from eventmgr.matchmaking.timetables import jobs as making
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import DraftState, TimetableDraft
from eventmgr.matchmaking.timetables.task.places import places_of
from eventmgr.matchmaking.timetables.task.reckoning import Result
from tests.factories import keep
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.timetables.worlds import act, draft_of, drafted, make_world, ordered, task_of, work
from tests.tools.messages.worker_processes import Workers, wait_until

pytestmark = pytest.mark.usefixtures("database")


def judged(event, draft) -> tuple:
    """What the checker of the scheduler finds wrong with the places of a draft."""
    _, numbering, instance = task_of(event)
    return check(instance, numbering.schedule(places_of(draft.places)), reported=()).errors


def state_of(event, number=1) -> DraftState:
    return draft_of(event, number).state


@pytest.mark.usefixtures("frozen")
def test_a_worker_makes_a_draft_that_the_judge_accepts():
    event = make_world(parties=10, requests=14)
    draft = drafted(event)

    assert (draft.state, judged(event, draft)) == (DraftState.DONE, ())
    figures = draft.figures
    assert (figures["placed"], figures["wanted"]) == (len(draft.places), 14)
    assert figures["placed"] + len(draft.unscheduled) == 14
    assert sum(figures["loads"]) == figures["placed"]
    assert figures["bound"] <= figures["breaks"]


@pytest.mark.usefixtures("frozen")
def test_what_has_no_place_is_told_with_its_reason_and_an_exchange_by_ids():
    event = make_matchmaking(slots=1, tables=4)
    one, two, three = (make_party(event) for _ in range(3))
    first, second = make_request(one, two, is_mutual=True), make_request(one, three)
    draft = drafted(event)

    assert [place[0] for place in draft.places] == [first.id]
    (told,) = draft.unscheduled
    assert (told["request"], told["reason"], told["detail"]["party"]) == (second.id, "participant_full", one.id)
    assert (told["detail"]["wanted"], told["detail"]["fit"]) == (2, 1)
    assert told["exchange"]["drop"] == [first.id]


@pytest.mark.usefixtures("frozen")
def test_only_the_rest_is_placed_where_everything_is_kept():
    event = make_world(parties=10, requests=10)
    before = drafted(event)
    late = [make_party(event) for _ in range(2)]
    added = make_request(*late)
    after = drafted(event, base=before.number, keeps="all")

    assert [place for place in after.places if place[0] != added.id] == before.places
    assert added.id in {place[0] for place in after.places}
    assert judged(event, after) == ()


@pytest.mark.usefixtures("frozen")
def test_where_a_table_is_lost_only_its_meetings_are_placed_anew_and_a_draft_is_still_changed_by_hand():
    event = make_world(parties=10, requests=10)
    before = drafted(event)
    lost = before.places[0][2]
    make_closure(event, lost)
    after = drafted(event, base=before.number, keeps="all")
    stays = [place for place in before.places if place[2] != lost]
    assert (after.state, judged(event, after)) == (DraftState.DONE, ())
    assert [place for place in after.places if place in before.places] == stays

    write(lambda: services.take_out(event, before.number, 0, stays[0][0], act=act()))
    assert draft_of(event, before.number).places == stays[1:]


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("keeps", ["all", "locked"])
def test_what_is_locked_at_a_table_that_is_lost_moves_nowhere_by_itself(keeps):
    event = make_world(parties=10, requests=6)
    request, _start, table, *_rest = drafted(event).places[0]
    write(lambda: services.lock_meetings(event, 1, [request], locks=True, act=act()))
    make_closure(event, table)
    after = drafted(db.session.merge(event), base=1, keeps=keeps)
    assert (after.state, after.locked) == (DraftState.DONE, [])
    assert request in {row["request"] for row in after.unscheduled}


def make_closure(event, table) -> None:
    """The table is out of use for as long as the event lasts."""
    keep(TableClosure(table_id=table, starts_at=event.starts_at, ends_at=None))


@pytest.mark.usefixtures("frozen")
def test_placing_the_rest_tells_how_far_it_is_and_stops_with_every_place_of_before(monkeypatch):
    event = make_world(parties=10, requests=10)
    before = drafted(event)
    make_request(*(make_party(event) for _ in range(2)))
    ordered(event, base=before.number, keeps="all")
    told = []

    def tell(draft_id, progress):
        told.append(progress)
        services.stop(event, 2, act=act())
        return True

    run = RepairSearch.run

    def run_once_stopped(self, tell_missing):
        until = time.monotonic() + 20.0
        while not is_over(until):
            time.sleep(0.01)
        run(self, tell_missing)

    monkeypatch.setattr(RepairSearch, "run", run_once_stopped)
    monkeypatch.setattr(making.statements, "tell_progress", tell)
    work()
    draft = draft_of(event, 2)
    assert [set(one) for one in told] == [{"placed", "wanted", "breaks", "bound", "seconds"}]
    assert told[0]["wanted"] == 11
    assert (draft.state, draft.figures["stopped"], judged(event, draft)) == (DraftState.STOPPED, True, ())
    assert [place for place in draft.places if place in before.places] == before.places


@pytest.mark.usefixtures("frozen")
def test_nothing_is_ordered_where_nothing_could_be_placed_or_another_is_being_made():
    empty = make_matchmaking()
    with pytest.raises(Refusal, match="还没有已接受的洽谈申请"):
        ordered(empty)
    event = make_world(requests=3)
    ordered(event)
    with pytest.raises(Refusal, match="另一份草案正在编排"):
        ordered(event)


@pytest.mark.usefixtures("frozen")
def test_a_draft_that_no_worker_has_taken_is_discarded_when_it_is_stopped():
    event = make_world(requests=3)
    ordered(event)
    write(lambda: services.stop(event, 1, act=act()))
    work()
    assert (state_of(event), draft_of(event, 1).places) == (DraftState.DISCARDED, [])


@pytest.mark.usefixtures("frozen")
def test_a_search_that_is_told_to_stop_gives_what_it_has(monkeypatch):
    event = make_world(parties=10, requests=12)
    ordered(event, seconds=60)
    search = making.search

    def stopped(rows, wanted, told):
        write(lambda: services.stop(event, 1, act=act()))
        return search(rows, wanted, told)

    monkeypatch.setattr(making, "search", stopped)
    work()
    draft = draft_of(event, 1)
    assert (draft.state, judged(event, draft)) == (DraftState.STOPPED, ())


@pytest.mark.usefixtures("frozen")
def test_a_draft_that_is_discarded_meanwhile_stays_empty(monkeypatch):
    event = make_world(requests=3)
    ordered(event)

    def discarded(*_args):
        write(lambda: services.discard(event, 1, act=act()))
        return Result([[1]], [], {})

    monkeypatch.setattr(making, "search", discarded)
    work()
    assert (state_of(event), draft_of(event, 1).places) == (DraftState.DISCARDED, [])


@pytest.mark.usefixtures("frozen")
def test_a_search_that_fails_says_so(monkeypatch, caplog):
    event = make_world(requests=3)
    ordered(event)
    monkeypatch.setattr(making, "search", lambda *_args: 1 / 0)
    work()
    assert state_of(event) is DraftState.FAILED
    assert "failed" in caplog.text


@pytest.mark.usefixtures("frozen")
def test_a_copy_is_a_draft_of_its_own():
    event = make_world(requests=6)
    old = drafted(event)
    copy = write(lambda: services.copy(event, 1, act=act()))
    assert (copy.number, copy.places, copy.figures) == (2, old.places, old.figures)
    write(lambda: services.discard(event, 1, act=act()))
    assert draft_of(event, 2).places == copy.places


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_nothing_and_the_next_makes_the_whole(app):
    event = make_world(parties=60, requests=400, slots=16, tables=12)
    event_id, worker = event.id, Workers(app, options=("--lease", "2"))
    later = (
        clock.now() + timedelta(days=14) - event.starts_at
    )  # processes have the true clock: nothing is placed in the past
    for block in db.session.query(MeetingBlock):
        block.starts_at, block.ends_at = block.starts_at + later, block.ends_at + later
    db.session.execute(update(Organization).values(created_at=clock.now()))  # older ones without a registration go
    db.session.commit()
    ordered(event, seconds=3)

    def told() -> bool:
        db.session.rollback()
        draft = db.session.query(TimetableDraft).populate_existing().one()
        return draft.state is DraftState.RUNNING and bool(draft.progress)

    with worker:
        process = worker.start()
        wait_until(told, seconds=60, what="progress of the search")
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
        draft = draft_of(event, 1)
        assert (draft.state, draft.places) == (DraftState.RUNNING, [])
        draft.options = draft.options | {"seconds": 1}  # so much is enough: it was killed while it still had three
        db.session.commit()

        worker.start()
        wait_until(lambda: state_of(event) is DraftState.DONE, seconds=60, what="the whole draft")
    draft = draft_of(event, 1)
    assert draft.figures["placed"] == len(draft.places) == 16 * 12
    db.session.rollback()
    (job,) = db.session.query(Job).filter_by(kind=services.SOLVE).populate_existing()
    assert (job.state, job.attempts, event_id) == (JobState.DONE, 2, draft.event_id)


@pytest.mark.usefixtures("frozen")
def test_neither_undoing_nor_an_exchange_moves_what_was_locked_meanwhile():
    event = make_matchmaking(slots=1, tables=4)
    one, two, three = (make_party(event) for _ in range(3))
    first, second = make_request(one, two, is_mutual=True), make_request(one, three)
    drafted(event)
    event = db.session.merge(event)
    first, second = first.id, second.id
    write(lambda: services.lock_meetings(event, 1, [first], locks=True, act=act()))
    with pytest.raises(Refusal, match="锁定"):
        write(lambda: services.exchange(event, 1, 1, second, act=act()))
    write(lambda: services.lock_meetings(event, 1, [first], locks=False, act=act()))
    write(lambda: services.exchange(event, 1, 2, second, act=act()))
    write(lambda: services.lock_meetings(event, 1, [second], locks=True, act=act()))
    with pytest.raises(Refusal, match="锁定"):
        write(lambda: services.undo(event, 1, 4, act=act()))
    assert [row[0] for row in draft_of(event, 1).places] == [second]


@pytest.mark.usefixtures("frozen")
def test_what_is_locked_where_it_cannot_be_held_any_more_is_unlocked_before_it_is_moved():
    event = make_world(parties=6, requests=2)
    request, start, table, *_rest = drafted(event).places[0]
    write(lambda: services.lock_meetings(event, 1, [request], locks=True, act=act()))
    make_closure(event, table)
    starts_at = datetime.fromisoformat(start)
    with pytest.raises(Refusal, match="锁定"):
        write(lambda: services.move(event, 1, 1, request, starts_at, None, act=act()))
    write(lambda: services.lock_meetings(event, 1, [request], locks=False, act=act()))
    write(lambda: services.move(event, 1, 2, request, starts_at, None, act=act()))
    place = next(row for row in draft_of(event, 1).places if row[0] == request)
    assert (place[1], place[2] != table) == (start, True)
