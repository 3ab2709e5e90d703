"""Drafts: ordered, made by a worker, stopped, copied, discarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs.services import enqueue
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.timetables import queries
from eventmgr.matchmaking.timetables.models import CHANGEABLE, UNFINISHED, DraftState, TimetableDraft
from eventmgr.matchmaking.timetables.search import ALL, LOCKED, MOST_SECONDS
from eventmgr.matchmaking.timetables.task.reckoning import Result
from eventmgr.tools.log.services import Act, record

SOLVE = "meetings.solve"
"""The job; payload: {"draft": id}."""
MOST_DRAFTS = 30
"""So many can stand side by side."""


@dataclass(frozen=True)
class Order:
    """What a draft is to be made with; as `TimetableDraft.options`."""

    seconds: int
    seed: int = 0
    base: int | None = None
    """Number of the draft whose places, or whose locked ones, are kept."""
    keeps: str = LOCKED


def order(event: Event, asked: Order, *, act: Act) -> TimetableDraft:
    """A new draft that a worker will make.

    Raises:
        Refusal: there is nothing to place, nowhere to place it, another draft is being made, or there are too many.
    """
    plan = get_locked_plan(event.id)
    rows = queries.load_rows(event, plan)
    if not rows.requests:
        raise Refusal(_("No request has been accepted yet, so there is nothing to place."))
    if not rows.slots or not rows.tables:
        raise Refusal(_("Set the times and the tables of the meetings first."))
    if queries.is_being_made(event.id):
        raise Refusal(_("Another draft is being made. Wait until it is finished, or stop it."))
    if len(queries.list_drafts(event.id)) >= MOST_DRAFTS:
        raise Refusal(_("There are already %(number)s drafts. Discard some first.", number=MOST_DRAFTS))
    base = queries.get_draft(event, asked.base) if asked.base is not None else None
    if asked.keeps == ALL and base is None:
        raise Refusal(_("Choose the draft whose places are to be kept."), field="base")
    draft = _new(event, act)
    draft.options = {
        "seconds": min(asked.seconds, MOST_SECONDS),
        "seed": asked.seed,
        "base": asked.base,
        "keeps": asked.keeps,
    }
    draft.locked = list(base.locked) if base is not None else []
    db.session.flush()
    record(act, "ordered", draft, event_id=event.id, object_name=_name(draft))
    enqueue(SOLVE, {"draft": draft.id}, at=act.at)
    return draft


def begin(draft_id: int) -> TimetableDraft | None:
    """A worker has the draft; None: nobody wants it any more, or it is finished."""
    draft = queries.find_draft_by_id(draft_id, lock=True)
    if draft is None or draft.state not in UNFINISHED:
        return None
    draft.state, draft.progress = DraftState.RUNNING, {}
    return draft


def finish(draft_id: int, result: Result, *, at: datetime) -> None:
    """Write what was found; nothing of a draft that was discarded meanwhile."""
    draft = queries.find_draft_by_id(draft_id, lock=True)
    if draft is None or draft.state is not DraftState.RUNNING:
        return
    draft.places, draft.unscheduled, draft.figures = result.places, result.unscheduled, result.figures
    placed = {place[0] for place in result.places}
    draft.locked = [request for request in draft.locked if request in placed]
    draft.state = DraftState.STOPPED if draft.stops else DraftState.DONE
    draft.finished_at, draft.progress = at, {}


def fail(draft_id: int, *, at: datetime) -> None:
    """The draft will not be made."""
    draft = queries.find_draft_by_id(draft_id, lock=True)
    if draft is not None and draft.state in UNFINISHED:
        draft.state, draft.finished_at, draft.progress = DraftState.FAILED, at, {}


def stop(event: Event, number: int, *, act: Act) -> TimetableDraft:
    """Ask the worker to end with the best so far; a draft that none has taken yet is discarded.

    Raises:
        NotFound: no such draft; Refusal: it is finished.
    """
    draft = queries.get_locked_draft(event, number)
    if draft.state not in UNFINISHED:
        raise Refusal(_("This draft is already finished."))
    if draft.state is DraftState.QUEUED:
        draft.state, draft.finished_at = DraftState.DISCARDED, act.at
    draft.stops = True
    record(act, "stopped", draft, event_id=event.id, object_name=_name(draft))
    return draft


def discard(event: Event, number: int, *, act: Act) -> None:
    """The draft is gone; a worker that makes it writes nothing.

    Raises:
        NotFound: no such draft; Refusal: it is what was published.
    """
    plan = get_locked_plan(event.id)
    draft = queries.get_locked_draft(event, number)
    standing = queries.find_last_publication(event.id)
    if plan.publication_id is not None and standing is not None and standing.draft_id == draft.id:
        raise Refusal(_("This draft is the one that is published."))
    draft.state, draft.stops = DraftState.DISCARDED, True
    draft.places, draft.unscheduled, draft.history, draft.locked = [], [], [], []
    record(act, "discarded", draft, event_id=event.id, object_name=_name(draft))


def copy(event: Event, number: int, *, act: Act) -> TimetableDraft:
    """A new draft with the same places, to try something out.

    Raises:
        NotFound: no such draft; Refusal: it is not finished, or there are too many.
    """
    get_locked_plan(event.id)
    old = queries.get_locked_draft(event, number)
    if old.state not in CHANGEABLE:
        raise Refusal(_("Only a finished draft can be copied."))
    if len(queries.list_drafts(event.id)) >= MOST_DRAFTS:
        raise Refusal(_("There are already %(number)s drafts. Discard some first.", number=MOST_DRAFTS))
    draft = _new(event, act)
    draft.state, draft.finished_at, draft.options = old.state, act.at, dict(old.options)
    draft.places, draft.locked = list(old.places), list(old.locked)
    draft.unscheduled, draft.figures = list(old.unscheduled), dict(old.figures)
    db.session.flush()
    record(act, "copied", draft, event_id=event.id, object_name=_name(draft), changes={"copied_from": [None, number]})
    return draft


def _new(event: Event, act: Act) -> TimetableDraft:
    number = queries.find_last_number(event.id) + 1
    draft = TimetableDraft(event_id=event.id, number=number, created_at=act.at, created_by=act.by.name)
    db.session.add(draft)
    return draft


def _name(draft: TimetableDraft) -> str:
    return str(draft.number)
