"""A proposal is kept, applied with one tap, and undone with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.letters import tell_moved
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingRepair, RepairState
from eventmgr.matchmaking.meeting_day.queries import list_acts_by_id, list_unrepaired_acts
from eventmgr.matchmaking.meeting_day.queries.meetings import list_known_ids, list_meetings_by_request, list_places
from eventmgr.matchmaking.meeting_day.repair.placing import Moved, kept, move, restore
from eventmgr.matchmaking.meeting_day.repair.proposing import DROPPED, Proposal, Standing, standing
from eventmgr.matchmaking.meeting_day.services.undoing import forget_facts
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.timetables.models import Meeting, Publication
from eventmgr.matchmaking.timetables.queries import find_last_publication
from eventmgr.matchmaking.timetables.task.places import Place, places_of
from eventmgr.tools.log.services import Act, record


class StaleRepair(Refusal):
    """Something has changed since the proposal was made, so that it would be applied to another timetable."""


def keep_proposal(
    event: Event,
    stands: Standing,
    proposal: Proposal,
    act_ids: Sequence[int],
    *,
    act: Act,
) -> MeetingRepair:
    """Keep a proposal, to be looked at and applied; nothing changes by it.

    Args:
        act_ids: what it takes into account.
    """
    repair = MeetingRepair(
        event_id=event.id,
        revision=stands.rows.plan.revision,
        first_at=stands.first_at,
        act_ids=list(act_ids),
        rows=proposal.rows,
        figures=proposal.figures | {"digest": stands.digest},
        made_at=act.at,
        made_by=act.by.name[:100],
    )
    db.session.add(repair)
    db.session.flush()
    return repair


def apply_repair(event: Event, repair_id: int, *, act: Act) -> MeetingRepair:
    """Carry a proposal out: meetings get their new places, those who moved are written to. Applied already: nothing.

    Raises:
        NotFound: no such repair here.
        StaleRepair: the timetable, what was told, or what it was made from has changed, or a slot has begun since.
    """
    plan = get_locked_plan(event.id)
    repair = get_of(event, MeetingRepair, repair_id)
    if repair.state is RepairState.APPLIED:
        return repair
    acts = list_unrepaired_acts(event.id)
    _check_fresh(event, plan, repair, acts, at=act.at)
    ends = _ends(event)
    rows = list_meetings_by_request(event.id, [row["request"] for row in repair.rows])
    moved: list[Moved] = []
    changed: dict[str, Any] = {}
    for row in repair.rows:
        if row["was"] is None and row["now"] is None:
            continue
        meeting = rows.get(row["request"])
        changed[str(row["request"])] = kept(meeting)
        place = None if row["kind"] == DROPPED else places_of([row["now"]])[0]
        moved.append(move(event, row["request"], meeting, place, ends[place.starts_at] if place else None, act=act))
    repair.before = {"publication": plan.publication_id, "meetings": changed}
    for told in acts:
        told.repair_id = repair.id
    repair.state, repair.applied_at, repair.applied_by = RepairState.APPLIED, act.at, act.by.name[:100]
    _publish(event, plan, repair, len(moved), act=act)
    record(act, "repaired", repair, event_id=event.id, changes={"meetings": [None, len(moved)]})
    tell_moved(event, moved, at=act.at)
    return repair


def undo_repair(event: Event, repair_id: int, *, keeps: bool = False, act: Act) -> MeetingRepair:
    """Take a repair back with all that was told for it: meetings stand as before, absences and closures of its acts are
    gone. Undone already: nothing.

    Args:
        keeps: what was told for it still holds, and waits for another repair.

    Raises:
        NotFound: no such repair here.
        Refusal: it was never applied, something later rests on it, or what it moved has begun meanwhile.
    """
    plan = get_locked_plan(event.id)
    repair = get_of(event, MeetingRepair, repair_id)
    if repair.state is RepairState.UNDONE:
        return repair
    if repair.state is not RepairState.APPLIED:
        raise Refusal(_("This proposal was never applied."))
    if repair.revision != plan.revision:
        raise Refusal(_("The timetable has changed since. Undo the later change first."))
    instants = [datetime.fromisoformat(place[1]) for row in repair.rows for place in (row["was"], row["now"]) if place]
    if any(instant <= act.at for instant in instants):
        raise Refusal(_("A meeting that it moved has since begun, so it can no longer be undone."))
    rows = list_meetings_by_request(event.id, [int(number) for number in repair.before["meetings"]])
    known = list_known_ids(event.id)
    moved = [restore(rows[int(number)], values, known, act=act) for number, values in repair.before["meetings"].items()]
    acts = list_acts_by_id(event.id, repair.act_ids)
    for told in acts:
        told.repair_id = None
        if not keeps and (told.before.get("absences") or told.before.get("closures")):
            told.undone_at = act.at
    if not keeps:
        forget_facts(acts)
    repair.state, repair.undone_at, repair.undone_by = RepairState.UNDONE, act.at, act.by.name[:100]
    _publish(event, plan, None, len(moved), act=act)
    record(act, "repair_undone", repair, event_id=event.id, changes={"meetings": [None, len(moved)]})
    tell_moved(event, moved, at=act.at)
    return repair


def place_one(event: Event, plan: MeetingPlan, place: Place, *, act: Act) -> Meeting:
    """Give the request's meeting this place, which has been looked at, under the plan's lock; a publication of one
    meeting."""
    meeting = list_meetings_by_request(event.id, [place.request]).get(place.request)
    one = move(event, place.request, meeting, place, _ends(event)[place.starts_at], act=act)
    _publish(event, plan, None, 1, act=act)
    tell_moved(event, [one], at=act.at)
    return one.meeting


def _check_fresh(
    event: Event, plan: MeetingPlan, repair: MeetingRepair, acts: Sequence[DayAct], *, at: datetime
) -> None:
    if repair.state is RepairState.UNDONE:
        raise StaleRepair(_("This repair was undone. Make a new proposal."))
    if repair.first_at is None or repair.first_at <= at:
        raise StaleRepair(_("A slot has begun since this proposal was made. Make a new one."))
    if repair.revision != plan.revision or repair.act_ids != [one.id for one in acts]:
        raise StaleRepair(_("Something has changed since this proposal was made. Make a new one."))
    if standing(event, plan, at=at).digest != repair.figures["digest"]:
        raise StaleRepair(_("Something has changed since this proposal was made. Make a new one."))


def _publish(event: Event, plan: MeetingPlan, repair: MeetingRepair | None, changed: int, *, act: Act) -> None:
    """The timetable as it stands now, as a publication that one can go back to."""
    db.session.flush()
    last = find_last_publication(event.id)
    places, locked = list_places(event.id)
    publication = Publication(
        event_id=event.id,
        number=(last.number if last else 0) + 1,
        stage=plan.stage,
        draft_id=None,
        places=[place.plain() for place in places],
        locked=sorted(locked),
        changed=changed,
        published_at=act.at,
        published_by=act.by.name[:100],
    )
    db.session.add(publication)
    db.session.flush()
    plan.publication_id = publication.id
    plan.revision += 1
    if repair is not None:
        repair.revision = plan.revision


def _ends(event: Event) -> dict[datetime, datetime]:
    return {slot.starts_at: slot.ends_at for slot in slots_of(list_blocks(event.id), event.timezone)}
