"""What delegations do when a registration changes, and a list that was complete is no longer what it was; and when the
event is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from eventmgr.event.delegations import services, statements
from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import deadlines_moved
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import registration_changed
from eventmgr.tools.log.services import Act

_DECIDED = (Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.REJECTED)


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registration_changed.connect(_on_registration_changed)
    deadlines_moved.connect(_on_deadlines_moved)


def _on_registration_changed(
    registration: Registration, *, event: Event, answers: dict[str, object], act: Act, **_more: object
) -> None:
    """Somebody on it left or says something else. Who is new is known by when they came, without a statement here; what
    the office decides changes no list."""
    is_new = registration.created_at == act.at
    is_decision = answers is registration.answers and registration.status in _DECIDED
    if registration.unit_code and not is_new and not is_decision:
        statements.note_list_changed(event.id, registration.unit_code, at=act.at)


def _on_deadlines_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act) -> None:
    """What is due, is due so much earlier or later."""
    services.move_deadlines(event, shift, act=act)
