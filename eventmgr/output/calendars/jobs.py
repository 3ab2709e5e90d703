"""What a worker does for calendars: it looks whether entries read otherwise than they did, though nobody has changed an
event."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.db import db
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.output.calendars import queries, services
from eventmgr.output.calendars.models import EntryForm
from eventmgr.tools.numbering.services import drop_old

_SETTLE = "calendars.settle"


@handler("calendars.compare", every=timedelta(minutes=5))
def compare(_payload: dict[str, Any], at: datetime) -> None:
    """The job: after a new public address or another release all entries are compared with what was last shown."""
    known, digest = queries.find_entry_form(), services.form_of_entries()
    if known is not None and known.digest == digest:
        return
    if known is None:
        db.session.add(EntryForm(id=1, digest=digest, compared_at=at))
    else:
        known.digest, known.compared_at = digest, at
    enqueue(_SETTLE, {"after_id": 0}, at=at)


@handler(_SETTLE)
def settle(payload: dict[str, Any], at: datetime) -> None:
    """The job: some events, and a job for the next ones."""
    last = services.settle_some(payload["after_id"], at=at)
    if last is not None:
        enqueue(_SETTLE, {"after_id": last}, at=at)


@handler("calendars.drop_entries", every=timedelta(days=1))
def drop_entries(_payload: dict[str, Any], at: datetime) -> None:
    """The job: what was told years ago and has not changed since is not kept."""
    drop_old(at=at)
