"""The verbs of conclusions: add, edit, order, remove."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.events.services import lock
from eventmgr.log.services import Actor, difference, record
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


def add_conclusion(event: Event, draft: ConclusionDraft, *, at: datetime, by: Actor) -> Conclusion:
    """A new conclusion, placed last."""
    lock(event)
    last = max((one.position for one in list_conclusions(event.id)), default=-1)
    found = Conclusion(event_id=event.id, created_at=at, position=last + 1)
    _fill(found, draft)
    db.session.add(found)
    db.session.flush()
    record(
        by, "created", found, at=at, event_id=event.id, object_name=_name(found), changes=difference({}, _state(found))
    )
    return found


def edit_conclusion(event: Event, found: Conclusion, draft: ConclusionDraft, *, at: datetime, by: Actor) -> None:
    """Change a conclusion."""
    lock(event)
    before = _state(found)
    _fill(found, draft)
    changes = difference(before, _state(found))
    if changes:
        record(by, "changed", found, at=at, event_id=event.id, object_name=_name(found), changes=changes)


def move_conclusion(event: Event, found: Conclusion, *, up: bool, at: datetime, by: Actor) -> None:
    """Change places with the neighbour above or below; at the edge nothing happens."""
    lock(event)
    ordered = list_conclusions(event.id)
    here = next(index for index, one in enumerate(ordered) if one.id == found.id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
        for position, one in enumerate(ordered):
            one.position = position
        record(by, "moved", found, at=at, event_id=event.id, object_name=_name(found))


def remove_conclusion(event: Event, found: Conclusion, *, at: datetime, by: Actor) -> None:
    """Take a conclusion out; the trail keeps what it said."""
    lock(event)
    record(
        by, "removed", found, at=at, event_id=event.id, object_name=_name(found), changes=difference(_state(found), {})
    )
    db.session.delete(found)


def _fill(found: Conclusion, draft: ConclusionDraft) -> None:
    found.text, found.owner, found.due_on = draft.text, draft.owner, draft.due_on
    found.status, found.note = draft.status, draft.note


def _state(found: Conclusion) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _WATCHED}


def _name(found: Conclusion) -> str:
    return found.text.get("zh") or found.text.get("en", "")
