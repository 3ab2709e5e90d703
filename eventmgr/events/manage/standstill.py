"""Organizers are told when no e-mail leaves: why, as the mail server said it, and what can be done."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eventmgr import clock
from eventmgr.db import db
from eventmgr.i18n import _n
from eventmgr.messages.outgoing.queries import Standstill, find_standstill

_LOOK_EVERY = 20.0
"""Seconds for which a process knows what it has read: every page of organizers asks."""


def standstill() -> Standstill | None:
    """What holds up the e-mails of the whole site; None where they leave."""
    known, read_at, process = current_app.extensions.get("standstill", (None, -_LOOK_EVERY, 0))
    if process == os.getpid() and time.monotonic() - read_at < _LOOK_EVERY:
        return known  # type: ignore[no-any-return]
    # beside the request's own transaction: the same connections, but nothing of it is kept in the session
    with Session(Engine(db.engine.pool, db.engine.dialect, db.engine.url)) as session:
        found = find_standstill(session, at=clock.now())
    current_app.extensions["standstill"] = found, time.monotonic(), os.getpid()
    return found


def for_how_long(still: Standstill) -> str:
    """For how long no e-mail has left, in words."""
    passed = clock.now() - still.since
    minutes = int(passed / timedelta(minutes=1))
    if passed < timedelta(hours=2):
        return _n("No e-mail has left for %(num)s minute.", "No e-mail has left for %(num)s minutes.", minutes)
    if passed < timedelta(days=2):
        return _n("No e-mail has left for %(num)s hour.", "No e-mail has left for %(num)s hours.", minutes // 60)
    return _n("No e-mail has left for %(num)s day.", "No e-mail has left for %(num)s days.", minutes // 1440)
