"""The link of one's own page, sent again. Whoever asks proves nothing, so a worker looks: an answer that took the time
of a letter would tell that somebody is registered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.jobs.registry import handler
from eventmgr.jobs.services import enqueue
from eventmgr.registration import letters, queries
from eventmgr.web.rate_limits.mail_limits import may_write_from_job

_JOB = "registration.send_link"


def ask_for_link(event: Event, identity: str, *, at: datetime) -> None:
    """Have the link sent to the stored address of whoever has that identity key at the event, if there is anybody."""
    enqueue(_JOB, {"event_id": event.id, "identity": identity}, at=at)


@handler(_JOB)
def send_link(payload: dict[str, Any], at: datetime) -> None:
    """The job: the letter to the live registration of that identity, if there is one."""
    event = db.session.get(Event, payload["event_id"])
    registration = queries.find_live(payload["event_id"], payload["identity"])
    if event is None or registration is None:
        return
    if may_write_from_job(registration.email, about=f"registration:{registration.id}", at=at):
        letters.write("link", registration, event, at=at)
