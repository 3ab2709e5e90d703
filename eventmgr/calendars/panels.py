"""What calendars show on a person's own page."""

from __future__ import annotations

from flask import render_template

from eventmgr.registration.models import Registration


def own(registration: Registration, token: str) -> str | None:
    """The calendar of the event, and the person's own to subscribe to."""
    return render_template("calendars/_own.html", event=registration.event, token=token)
