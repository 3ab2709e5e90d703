"""One open request on personal information, so that the queue has something to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.console.sample import queries
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.office.data_requests.models import DataRequest, RequestKind
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor

_TEXT = "因工作单位要求，请不要将我的姓名列入印发的参会人员名单。"
_DAYS = 15


def add_request(event: Event, *, at: datetime) -> Entry:
    """Somebody with a place does not want to be in the printed list; what the trail says of it."""
    person = queries.get_confirmed(event.id, before=at)
    request = DataRequest(
        event_id=event.id,
        registration_id=person.id,
        kind=RequestKind.OBJECT,
        text=_TEXT,
        asked_at=at,
        due_at=at + timedelta(days=_DAYS),
    )
    db.session.add(request)
    db.session.flush()
    by = Actor(ActorKind.PARTICIPANT, person.id, person.name)
    changes = {"request_kind": [None, request.kind.value]}
    return Entry(Act(by, at), "rights_asked", person, event.id, person.name, changes)
