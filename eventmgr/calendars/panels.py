"""What calendars show on a person's own page, and where letters lead to."""

from __future__ import annotations

from flask import render_template

from eventmgr.messages.composing import absolute_url
from eventmgr.registration.models import Registration


def own(registration: Registration, token: str) -> str | None:
    """The calendar of the event, and the person's own to subscribe to."""
    return render_template("calendars/_own.html", event=registration.event, token=token)


def feed_page(token: str) -> str:
    """The public address of the small page of a person's own feed."""
    return absolute_url("calendars.personal", token=token)
