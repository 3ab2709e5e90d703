"""Publishing: what a draft, or an earlier publication, says becomes the meetings that stand.

Everything happens behind the plan's lock, and the plan's revision says whether somebody else was faster. The number
(SEQUENCE) of a meeting rises by one where its calendar entry reads otherwise than before, and nowhere else.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.engines.scheduling.checking import check
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock, touch
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_instant, language
from eventmgr.ground.prepared import NewRow, insert_many
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, Stage
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables import queries
from eventmgr.matchmaking.timetables.models import CHANGEABLE, Meeting, MeetingState, Publication
from eventmgr.matchmaking.timetables.services.changing import task_for
from eventmgr.matchmaking.timetables.task.places import Place, places_of
from eventmgr.matchmaking.timetables.task.reckoning import Task
from eventmgr.tools import ical
from eventmgr.tools.log.services import Act, record

_OVER = (MeetingState.HELD, MeetingState.MISSED)
"""What has happened is not changed by a timetable; nor is what has begun and nobody has marked yet."""


Former = tuple[datetime, datetime, int | None]
"""When a meeting began and ended, and the number of its table's row."""


@dataclass
class Changes:
    """What a publication did: meetings by what became of them."""

    given: list[Meeting] = field(default_factory=list)
    """New ones, and cancelled ones that stand again."""
    moved: list[Meeting] = field(default_factory=list)
    """Another time, another table, or somebody else sits there."""
    cancelled: list[Meeting] = field(default_factory=list)
    former: dict[int, Former] = field(default_factory=dict)
    """Meeting → where it stood, of those that move in time or to another table."""

    @property
    def all(self) -> list[Meeting]:
        """All meetings that the publication changes, each once."""
        return [*self.given, *self.moved, *self.cancelled]


@dataclass(frozen=True)
class Published:
    """A publication and what it did; whether it is told for the first time at this stage."""

    publication: Publication
    changes: Changes
    is_new_stage: bool


def publish(event: Event, number: int, stage: Stage, *, seen: tuple[int, int], act: Act) -> Published:
    """Publish a draft.

    Args:
        seen: (revision of the plan, revision of the draft) on the page from which it is published.

    Raises:
        NotFound: no such draft; Refusal: somebody has published meanwhile (says who and when), the draft was changed,
        is not
            finished, or breaks a rule by now; a final timetable cannot become provisional again.
    """
    lock(event)
    plan = _held(event, seen[0])
    draft = queries.get_locked_draft(event, number)
    if draft.state not in CHANGEABLE:
        raise Refusal(_("This draft is not finished."))
    if draft.revision != seen[1]:
        raise Refusal(_("Somebody has changed this draft in the meantime. Check it again before you publish it."))
    if stage is Stage.NONE or (plan.stage is Stage.FINAL and stage is Stage.PROVISIONAL):
        raise Refusal(_("The final timetable is published already; go back to an earlier one instead."), field="stage")
    task = task_for(event, at=act.at)
    places = _checked(task, draft.places)
    done = _install(event, plan, task, places, draft.locked, stage, draft_id=draft.id, act=act)
    _note(event, done, "published", act, draft=draft.number)
    return done


def go_back(event: Event, number: int, *, seen: int, act: Act) -> Published:
    """Publish an earlier publication anew, at the stage that it had; of requests that are no longer accepted nothing
    comes back.

    Raises:
        NotFound: no such publication; Refusal: as `publish`, or it is the one that stands.
    """
    lock(event)
    plan = _held(event, seen)
    old = queries.get_publication(event, number)
    if old.id == plan.publication_id:
        raise Refusal(_("This timetable is the one that is published."))
    task = task_for(event, at=act.at)
    places = _checked(task, old.places)
    done = _install(event, plan, task, places, old.locked, old.stage, draft_id=old.draft_id, act=act)
    _note(event, done, "returned", act)
    return done


def cancel_meeting(event: Event, request: MeetingRequest, *, act: Act) -> Meeting | None:
    """The request of a meeting is no longer accepted: the meeting is cancelled, and calendars hear of it; None: it had
    none that stood, or it has begun. The plan must be locked."""
    meeting = queries.find_meeting(request.id)
    if meeting is None or meeting.state is not MeetingState.PLACED or meeting.starts_at <= act.at:
        return None
    plan = get_locked_plan(event.id)
    meeting.state = MeetingState.CANCELLED
    raise_number(meeting, at=act.at)
    plan.revision += 1
    return meeting


def raise_number(meeting: Meeting, *, at: datetime) -> None:
    """The entry of this meeting reads otherwise than before: calendars take the higher number."""
    meeting.sequence += 1
    meeting.calendar_changed_at = ical.later(at, meeting.calendar_changed_at)


def preview(event: Event, places: Iterable[Place], *, at: datetime) -> tuple[int, int, int]:
    """How many meetings would be given, moved and taken if these places were published then; what has begun stays."""
    standing = {meeting.request_id: meeting for meeting in queries.list_meetings(event.id)}
    given = moved = 0
    wanted = set()
    for place in places:
        wanted.add(place.request)
        meeting = standing.get(place.request)
        if meeting is not None and _is_begun(meeting, at):
            continue
        if meeting is None or meeting.state is MeetingState.CANCELLED:
            given += 1
        elif (meeting.starts_at, meeting.table_id, meeting.asker_seat_id, meeting.asked_seat_id) != (
            place.starts_at,
            place.table,
            *place.seats,
        ):
            moved += meeting.state is MeetingState.PLACED
    taken = sum(_is_taken(meeting, wanted, at) for meeting in standing.values())
    return given, moved, taken


def _held(event: Event, seen: int) -> MeetingPlan:
    """The plan, locked, as its reader has seen it."""
    plan = get_locked_plan(event.id)
    if plan.revision == seen:
        return plan
    last = queries.find_last_publication(event.id)
    if last is None:
        raise Refusal(_("The published meetings have changed in the meantime. Check them again."))
    raise Refusal(
        _(
            "%(name)s has published a timetable in the meantime (%(time)s). Nothing has been "
            "changed; please check again.",
            name=last.published_by,
            time=format_instant(last.published_at, event.timezone, language()),
        )
    )


def _is_begun(meeting: Meeting, at: datetime) -> bool:
    """Whether no timetable changes it any more: it was held or missed, or it has begun."""
    is_standing = meeting.state is not MeetingState.CANCELLED
    return meeting.state in _OVER or (is_standing and meeting.starts_at <= at)


def _is_taken(meeting: Meeting, wanted: Collection[int], at: datetime) -> bool:
    """Whether it is cancelled where only these requests have a place."""
    is_standing = meeting.state is MeetingState.PLACED and not _is_begun(meeting, at)
    return is_standing and meeting.request_id not in wanted


def _checked(task: Task, rows: Iterable[Sequence[Any]]) -> list[Place]:
    """The places of a draft or of a publication as they can be published: what has begun stands where it stands, and a
    colleague sits where somebody has gone since. A timetable that breaks a rule by now is not published."""
    begun = {place.request: place for place in task.rows.begun if place.request in task.numbering.of_request}
    others = (place for place in places_of(rows) if place.request not in begun)
    schedule = task.numbering.schedule([*begun.values(), *others])
    faults = check(task.instance, schedule, reported=()).errors
    if faults:
        raise Refusal(
            _(
                "This timetable cannot be published any more: since it was made, time has passed, or absences, tables or limits have changed, and "
                "%(number)s of its meetings cannot be held as planned. Place the rest in a new draft.",
                number=len({dict(fault.numbers).get("meeting", fault) for fault in faults}),
            )
        )
    return [begun.get(place.request, place) for place in task.numbering.places(schedule.placed)]


def _install(
    event: Event,
    plan: MeetingPlan,
    task: Task,
    places: Sequence[Place],
    locked: Iterable[int],
    stage: Stage,
    *,
    draft_id: int | None,
    act: Act,
) -> Published:
    """Write meetings, the publication and the plan."""
    is_new_stage, locked_requests = stage is not plan.stage, set(locked)
    standing = {meeting.request_id: meeting for meeting in queries.list_meetings(event.id)}
    wanted = {place.request: place for place in places if place.request in task.numbering.of_request}
    ends = {slot.starts_at: slot.ends_at for slot in task.rows.slots}
    changes, rows = Changes(), []
    for request, place in wanted.items():
        meeting = standing.get(request)
        if meeting is not None and _is_begun(meeting, act.at):
            continue
        if place.starts_at not in ends:
            continue
        if meeting is None:
            rows.append(_new_meeting(event, place, ends[place.starts_at], act, is_locked=request in locked_requests))
            continue
        _settle(meeting, place, ends[place.starts_at], changes, is_new_stage=is_new_stage, at=act.at)
        meeting.is_locked = request in locked_requests
    if rows:
        insert_many(rows)
        given = {row.values["request_id"] for row in rows}
        changes.given += [one for one in queries.list_meetings(event.id) if one.request_id in given]
    for meeting in standing.values():
        if _is_taken(meeting, wanted, act.at):
            meeting.state = MeetingState.CANCELLED
            raise_number(meeting, at=act.at)
            changes.cancelled.append(meeting)
        elif is_new_stage and _is_begun(meeting, act.at):
            raise_number(meeting, at=act.at)
    last = queries.find_last_publication(event.id)
    publication = Publication(
        event_id=event.id,
        number=(last.number if last else 0) + 1,
        stage=stage,
        draft_id=draft_id,
        places=[place.plain() for place in wanted.values()],
        locked=sorted(locked_requests & wanted.keys()),
        changed=len(changes.all),
        published_at=act.at,
        published_by=act.by.name,
    )
    db.session.add(publication)
    db.session.flush()
    if Stage.FINAL in (plan.stage, stage):
        touch(event)
    plan.stage, plan.publication_id = stage, publication.id
    plan.revision += 1
    return Published(publication, changes, is_new_stage)


def _new_meeting(event: Event, place: Place, ends_at: datetime, act: Act, *, is_locked: bool) -> NewRow:
    values = {
        "event_id": event.id,
        "request_id": place.request,
        "state": MeetingState.PLACED,
        "starts_at": place.starts_at,
        "ends_at": ends_at,
        "table_id": place.table,
        "asker_seat_id": place.seats[0],
        "asked_seat_id": place.seats[1],
        "assistant_ids": list(place.assistants),
        "is_locked": is_locked,
        "uid": f"meeting-{uuid.uuid4()}@eventmgr",
        "calendar_changed_at": act.at,
        "created_at": act.at,
    }
    return NewRow(Meeting, values)


def _settle(
    meeting: Meeting, place: Place, ends_at: datetime, changes: Changes, *, is_new_stage: bool, at: datetime
) -> None:
    """Bring a meeting to its place. Its entry reads otherwise too where it was provisional and is final now."""
    before, was = _shown(meeting), meeting.state
    stood = meeting.starts_at, meeting.ends_at, meeting.table_id
    gone = {meeting.asker_seat_id, meeting.asked_seat_id} - {None}
    meeting.state = MeetingState.PLACED
    _seat(meeting, place, ends_at)
    here = {meeting.asker_seat_id, meeting.asked_seat_id}
    meeting.former_ids = sorted((set(meeting.former_ids) | gone) - here)
    if was is MeetingState.CANCELLED:
        changes.given.append(meeting)
    elif before != _shown(meeting):
        changes.moved.append(meeting)
        if stood != (meeting.starts_at, meeting.ends_at, meeting.table_id):
            changes.former[meeting.id] = stood
    elif not is_new_stage:
        return
    raise_number(meeting, at=at)


def _seat(meeting: Meeting, place: Place, ends_at: datetime) -> None:
    meeting.starts_at, meeting.ends_at, meeting.table_id = place.starts_at, ends_at, place.table
    meeting.asker_seat_id, meeting.asked_seat_id = place.seats
    meeting.assistant_ids = list(place.assistants)


def _shown(meeting: Meeting) -> tuple[Any, ...]:
    """What calendar entries say of a meeting."""
    return (
        meeting.starts_at,
        meeting.ends_at,
        meeting.table_id,
        meeting.asker_seat_id,
        meeting.asked_seat_id,
        list(meeting.assistant_ids),
    )


def _note(event: Event, done: Published, action: str, act: Act, **more: Any) -> None:
    changes: dict[str, list[Any]] = {
        "stage": [None, done.publication.stage.value],
        "changed": [None, done.publication.changed],
    }
    changes |= {key: [None, value] for key, value in more.items()}
    name = str(done.publication.number)
    record(act, action, done.publication, event_id=event.id, object_name=name, changes=changes)
