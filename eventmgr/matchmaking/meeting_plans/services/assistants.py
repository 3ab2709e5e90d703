"""Interpreters and moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_plans import queries
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant
from eventmgr.tools.log.services import Act, difference, record

MOST_ASSISTANTS = 200


@dataclass(frozen=True)
class Helper:
    """What is known of an interpreter or moderator; see `MeetingAssistant`."""

    name: str
    mobile: str = ""
    languages: Sequence[str] = ()
    moderates: bool = False
    most_in_a_row: int | None = None
    maximum: int | None = None
    absences: Sequence[tuple[datetime, datetime]] = ()


def put_assistant(event: Event, existing: MeetingAssistant | None, helper: Helper, *, act: Act) -> MeetingAssistant:
    """Enter or change somebody who helps.

    Raises:
        Refusal: they would neither interpret nor moderate, or there are too many.
    """
    queries.get_locked_plan(event.id)
    if not helper.languages and not helper.moderates:
        raise Refusal(_("Select a language, or that they moderate."), field="languages")
    if existing is None and len(queries.list_assistants(event.id)) >= MOST_ASSISTANTS:
        raise Refusal(_("At most %(number)s people can be entered here.", number=MOST_ASSISTANTS), field="name")
    assistant = existing or MeetingAssistant(event_id=event.id)
    values = asdict(helper) | {
        "languages": list(helper.languages),
        "absences": [[start.isoformat(), end.isoformat()] for start, end in helper.absences],
    }
    before = {name: getattr(assistant, name) for name in values} if existing else {}
    for name, value in values.items():
        setattr(assistant, name, value)
    if existing is None:
        db.session.add(assistant)
        db.session.flush()
        record(act, "created", assistant, event_id=event.id, object_name=helper.name)
        return assistant
    changed = sorted(difference(before, values))
    if changed:
        record(
            act, "changed", assistant, event_id=event.id, object_name=helper.name, changes={"details": [None, changed]}
        )
    return assistant


def remove_assistant(event: Event, assistant: MeetingAssistant, *, act: Act) -> None:
    """They help no more; drafts made with them are to be made anew."""
    queries.get_locked_plan(event.id).revision += 1
    record(act, "removed", assistant, event_id=event.id, object_name=assistant.name)
    db.session.delete(assistant)
