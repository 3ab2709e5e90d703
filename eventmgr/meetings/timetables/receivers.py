"""What timetables do when a request is no longer accepted: its meeting is cancelled, and whom that concerns is told."""

from __future__ import annotations

from flask import Flask

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.meetings.requests.models import MeetingRequest
from eventmgr.meetings.requests.signals import request_withdrawn
from eventmgr.meetings.timetables import services


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    request_withdrawn.connect(_on_request_withdrawn)


def _on_request_withdrawn(request: MeetingRequest, *, act: Act, **_more: object) -> None:
    event = db.session.get_one(Event, request.event_id)
    meeting = services.cancel_meeting(event, request, act=act)
    if meeting is not None:
        services.announce_changes(event, [meeting], at=act.at)
