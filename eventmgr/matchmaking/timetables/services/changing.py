"""Drafts changed by hand: meetings moved, taken out, locked; exchanges; the last change undone.

Each change takes the plan's lock, then the draft's row, and says which revision of the draft its maker has seen:
whoever comes second is told. What results passes the checker of the scheduler, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import find_plan, get_locked_plan
from eventmgr.matchmaking.timetables import queries, sayings
from eventmgr.matchmaking.timetables.models import CHANGEABLE, TimetableDraft
from eventmgr.matchmaking.timetables.search import judge_of, make_bench
from eventmgr.matchmaking.timetables.task.instance import instance_of, numbering_of
from eventmgr.matchmaking.timetables.task.places import places_of
from eventmgr.matchmaking.timetables.task.reckoning import Task, numbered_again, without_faulty
from eventmgr.tools.log.services import Act, record

UNDONE = 20
"""So many changes can be undone, one after the other."""
Change = Callable[[Task, Schedule], Schedule]


def move(
    event: Event, number: int, revision: int, request: int, starts_at: datetime, table: int | None, *, act: Act
) -> TimetableDraft:
    """Hold the meeting of a request then; at `table` (an id), or else at its own table if that is free, or any that is.

    Raises:
        NotFound: no such draft; Refusal: somebody changed the draft meanwhile, or the meeting cannot be held there;
        says why.
    """

    def moved(task: Task, schedule: Schedule) -> Schedule:
        meeting, slot = task.numbering.of_request.get(request), task.numbering.of_instant.get(starts_at)
        if meeting is None:
            raise Refusal(_("This request is no longer accepted."))
        if slot is None:
            raise Refusal(_("This slot no longer exists."))
        locked = frozenset(draft.locked)
        was = next((placed for placed in schedule.placed if placed.meeting == meeting), None)
        if was is None and request in locked:  # its place cannot be held any more
            raise Refusal(_("This meeting is locked. Unlock it first."))
        cell = judge_of(task, schedule, locked).allowed_cells(meeting)[slot]
        if not cell.free:
            bench = make_bench(task, schedule, locked, 0.0)
            raise Refusal(
                _("The meeting cannot be held then: %(why)s", why=sayings.hindrance(cell.hindrances[0], bench))
            )
        wanted = task.numbering.of_table.get(table) if table is not None else None
        if table is not None and wanted not in cell.tables:
            raise Refusal(_("That table is not free then."), field="table")
        own = was.table if was is not None and was.table in cell.tables else cell.tables[0]
        place = Placed(meeting, slot, own if wanted is None else wanted, cell.seats, cell.assistants)
        return replace(schedule, placed=(*(placed for placed in schedule.placed if placed.meeting != meeting), place))

    draft = _opened(event, number, revision)
    _apply(event, draft, moved, at=act.at)
    record(act, "moved", draft, event_id=event.id, object_name=str(draft.number), changes=_change_of(draft, request))
    return draft


def take_out(event: Event, number: int, revision: int, request: int, *, act: Act) -> TimetableDraft:
    """The meeting of a request has no place any more.

    Raises:
        as `move`; Refusal: it is locked.
    """

    def without_meeting(task: Task, schedule: Schedule) -> Schedule:
        if request in draft.locked:
            raise Refusal(_("This meeting is locked. Unlock it first."))
        if request in {place.request for place in task.rows.begun}:
            raise Refusal(_("That time has passed."))
        meeting = task.numbering.of_request.get(request)
        return replace(schedule, placed=tuple(one for one in schedule.placed if one.meeting != meeting))

    draft = _opened(event, number, revision)
    _apply(event, draft, without_meeting, at=act.at)
    record(act, "moved", draft, event_id=event.id, object_name=str(draft.number), changes=_change_of(draft, request))
    return draft


def lock_meetings(
    event: Event, number: int, requests: Collection[int], *, locks: bool, act: Act
) -> tuple[TimetableDraft, int]:
    """Lock (or unlock) the places of these requests; of those that have none nothing is changed. The draft, and how
    many changed.

    Raises:
        NotFound: no such draft; Refusal: it is not finished.
    """
    get_locked_plan(event.id)
    draft = _finished(queries.get_locked_draft(event, number))
    placed, before = {row[0] for row in draft.places}, set(draft.locked)
    asked = placed & set(requests)
    after = before | asked if locks else before - asked
    if after != before:
        draft.locked, draft.revision = sorted(after), draft.revision + 1
        changes = {"requests": [None, len(after ^ before)]}
        action = "locked" if locks else "unlocked"
        record(act, action, draft, event_id=event.id, object_name=str(draft.number), changes=changes)
    return draft, len(after ^ before)


def exchange(event: Event, number: int, revision: int, request: int, *, act: Act) -> TimetableDraft:
    """Make the exchange that was found for a request without a place: what it names moves or is given up, all else
    stays.

    Raises:
        as `move`; Refusal: there is none, it cannot be made any more, or what it moves is locked.
    """
    draft = _opened(event, number, revision)
    steps = next((row.get("exchange") for row in draft.unscheduled if row["request"] == request), None)
    if steps is None:
        raise Refusal(_("No exchange is known for this meeting."))
    if {*steps["drop"], *(moved for moved, _here, _there in steps["move"])} & set(draft.locked):
        raise Refusal(_("This meeting is locked. Unlock it first."))
    _apply(event, draft, lambda task, schedule: _exchanged(task, schedule, request, steps), at=act.at)
    if request not in {row[0] for row in draft.places}:
        raise Refusal(_("This exchange is no longer possible."))
    record(
        act, "exchanged", draft, event_id=event.id, object_name=str(draft.number), changes=_change_of(draft, request)
    )
    return draft


def undo(event: Event, number: int, revision: int, *, act: Act) -> TimetableDraft:
    """Take the last change by hand back.

    Raises:
        as `move`; Refusal: nothing was changed, what was before cannot be any more, or what would move is locked by
        now.
    """
    draft = _opened(event, number, revision)
    if not draft.history:
        raise Refusal(_("No manual changes have been made."))
    before = {int(request): place for request, place in draft.history[-1].items()}
    places = {row[0]: row for row in draft.places}
    if any(before.get(request, places[request]) != places[request] for request in draft.locked):
        raise Refusal(_("This meeting is locked. Unlock it first."))

    def restored(task: Task, _schedule: Schedule) -> Schedule:
        rows = {row[0]: row for row in draft.places} | before
        return task.standing(places_of(row for row in rows.values() if row is not None))

    history = draft.history[:-1]
    _apply(event, draft, restored, at=act.at)
    draft.history = history
    record(act, "undone", draft, event_id=event.id, object_name=str(draft.number))
    return draft


def _opened(event: Event, number: int, revision: int) -> TimetableDraft:
    """The plan's lock, then the draft as its reader has seen it."""
    get_locked_plan(event.id)
    draft = _finished(queries.get_locked_draft(event, number))
    if draft.revision != revision:
        raise Refusal(
            _("Somebody else has changed this draft in the meantime. Nothing has been changed; please check again.")
        )
    return draft


def _finished(draft: TimetableDraft) -> TimetableDraft:
    if draft.state not in CHANGEABLE:
        raise Refusal(_("This draft is not finished."))
    return draft


def task_for(event: Event, *, at: datetime) -> Task:
    """What is to be placed at the event, as it stands behind the plan's lock; what has begun by then is past.

    Raises:
        NotFound: no meetings are planned.
    """
    return _task(event, get_locked_plan(event.id), at)


def look_at_task(event: Event, *, at: datetime) -> Task:
    """The same for whoever only looks.

    Raises:
        NotFound: no meetings are planned.
    """
    plan = find_plan(event.id)
    if plan is None:
        raise NotFound(_("No meetings are planned at this event."))
    return _task(event, plan, at)


def _task(event: Event, plan: MeetingPlan, at: datetime) -> Task:
    rows = queries.load_rows(event, plan, at=at)
    numbering = numbering_of(rows)
    return Task(rows, numbering, instance_of(rows, numbering))


def _apply(event: Event, draft: TimetableDraft, change: Change, *, at: datetime) -> None:
    """Change the places of a draft, and tell reasons and figures anew; what became impossible by itself meanwhile falls
    out.

    Raises:
        Refusal: the checker says no.
    """
    task, before = task_for(event, at=at), {row[0]: row for row in draft.places}
    schedule = without_faulty(task, task.standing(places_of(draft.places)))
    schedule = change(task, schedule)
    if check(task.instance, schedule, reported=()).errors:
        raise Refusal(_("This would break a rule of the meetings, so nothing has been changed."))
    result = numbered_again(task, schedule, draft.figures)
    after = {row[0]: row for row in result.places}
    changed: dict[str, Any] = {
        str(request): before.get(request) for request in {*before, *after} if before.get(request) != after.get(request)
    }
    draft.places, draft.unscheduled, draft.figures = result.places, result.unscheduled, result.figures
    draft.locked = [request for request in draft.locked if request in after]
    draft.history = [*draft.history, changed][-UNDONE:]
    draft.revision += 1


def _exchanged(task: Task, schedule: Schedule, request: int, steps: dict[str, Any]) -> Schedule:
    """The schedule after an exchange: the repair of the scheduler places what moves, with everything else locked."""
    from eventmgr.engines.scheduling.repairing import Changes, repair  # noqa: PLC0415  # large, and rarely needed

    numbers, instants = task.numbering.of_request, task.numbering.of_instant
    goes = {request: steps["slot"]} | {moved: there for moved, _here, there in steps["move"]}
    targets = {
        numbers[item]: instants.get(datetime.fromisoformat(there)) for item, there in goes.items() if item in numbers
    }
    dropped = {numbers[item] for item in steps["drop"] if item in numbers}
    placed = {item.meeting for item in schedule.placed}
    meetings = tuple(
        replace(
            meeting,
            fixed=targets.get(number),
            cancelled=number in dropped or (number not in placed and number not in targets),
            locked=number in placed and number not in targets and number not in dropped,
        )
        for number, meeting in enumerate(task.instance.meetings)
    )
    left = tuple(item for item in schedule.placed if item.meeting not in targets and item.meeting not in dropped)
    done = repair(replace(task.instance, meetings=meetings), Schedule(left), Changes(), seconds=2.0)
    return Schedule(done.schedule.placed)


def _change_of(draft: TimetableDraft, request: int) -> dict[str, list[Any]]:
    place = next((row for row in draft.places if row[0] == request), None)
    return {"request": [None, request], "place": [None, place[1] if place else None]}
