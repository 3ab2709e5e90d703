"""Organizers are told when no e-mail leaves: why, as the mail server said it, and what can be done."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from flask import current_app, render_template
from markupsafe import Markup

from eventmgr.ground import clock
from eventmgr.ground.i18n import _n
from eventmgr.tools.messages.outgoing.queries import Standstill, find_standstill

_LOOK_EVERY = 20.0
"""Seconds for which a process knows what it has read: every page of organizers asks."""


def standstill() -> Markup | None:
    """What holds up the e-mails of the whole site, for the head of every page of organizers; None where they leave."""
    still = _known()
    if still is None:
        return None
    html = render_template("event/events/manage/_standstill.html", still=still, for_how_long=_for_how_long(still))
    return Markup(html)  # noqa: S704 -- of our own template


def _known() -> Standstill | None:
    still: Standstill | None
    still, read_at, process = current_app.extensions.get("standstill", (None, -_LOOK_EVERY, 0))
    if process != os.getpid() or time.monotonic() - read_at >= _LOOK_EVERY:
        still = find_standstill(at=clock.now())
        current_app.extensions["standstill"] = still, time.monotonic(), os.getpid()
    return still


def _for_how_long(still: Standstill) -> str:
    passed = clock.now() - still.since
    minutes = int(passed / timedelta(minutes=1))
    if passed < timedelta(hours=2):
        return _n(
            "No e-mail has been sent for %(num)s minute.", "No e-mail has been sent for %(num)s minutes.", minutes
        )
    if passed < timedelta(days=2):
        return _n(
            "No e-mail has been sent for %(num)s hour.", "No e-mail has been sent for %(num)s hours.", minutes // 60
        )
    return _n("No e-mail has been sent for %(num)s day.", "No e-mail has been sent for %(num)s days.", minutes // 1440)
