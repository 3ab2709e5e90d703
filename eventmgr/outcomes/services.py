"""The verbs of conclusions: add, edit, order, remove."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.events.services import lock
from eventmgr.log.services import Act, difference, record
from eventmgr.outcomes.models import Conclusion, ConclusionStatus
from eventmgr.outcomes.queries import list_conclusions

_WATCHED = ("text", "owner", "due_on", "status", "note", "position")


@dataclass(frozen=True)
class ConclusionDraft:
    """A conclusion as typed."""

    text: dict[str, str]
    owner: dict[str, str] = field(default_factory=dict)
    due_on: date | None = None
    status: ConclusionStatus = ConclusionStatus.OPEN
    note: str = ""


def add_conclusion(event: Event, draft: ConclusionDraft, *, act: Act) -> Conclusion:
    """A new conclusion, placed last."""
    lock(event)
    last = max((other.position for other in list_conclusions(event.id)), default=-1)
    conclusion = Conclusion(event_id=event.id, created_at=act.at, position=last + 1)
    _fill(conclusion, draft)
    db.session.add(conclusion)
    db.session.flush()
    record(
        act,
        "created",
        conclusion,
        event_id=event.id,
        object_name=_name(conclusion),
        changes=difference({}, _state(conclusion)),
    )
    return conclusion


def edit_conclusion(event: Event, conclusion: Conclusion, draft: ConclusionDraft, *, act: Act) -> None:
    """Change a conclusion."""
    lock(event)
    before = _state(conclusion)
    _fill(conclusion, draft)
    changes = difference(before, _state(conclusion))
    if changes:
        record(act, "changed", conclusion, event_id=event.id, object_name=_name(conclusion), changes=changes)


def move_conclusion(event: Event, conclusion: Conclusion, *, up: bool, act: Act) -> None:
    """Change places with the neighbour above or below; at the edge nothing happens."""
    lock(event)
    ordered = list_conclusions(event.id)
    here = next(index for index, other in enumerate(ordered) if other.id == conclusion.id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
        for position, other in enumerate(ordered):
            other.position = position
        record(act, "moved", conclusion, event_id=event.id, object_name=_name(conclusion))


def remove_conclusion(event: Event, conclusion: Conclusion, *, act: Act) -> None:
    """Take a conclusion out; the trail keeps what it said."""
    lock(event)
    record(
        act,
        "removed",
        conclusion,
        event_id=event.id,
        object_name=_name(conclusion),
        changes=difference(_state(conclusion), {}),
    )
    db.session.delete(conclusion)


def _fill(conclusion: Conclusion, draft: ConclusionDraft) -> None:
    conclusion.text, conclusion.owner, conclusion.due_on = draft.text, draft.owner, draft.due_on
    conclusion.status, conclusion.note = draft.status, draft.note


def _state(conclusion: Conclusion) -> dict[str, object]:
    return {name: getattr(conclusion, name) for name in _WATCHED}


def _name(conclusion: Conclusion) -> str:
    return conclusion.text.get("zh") or conclusion.text.get("en", "")
