"""What delegations do when a registration changes: a list that was complete is no longer what it was."""

from __future__ import annotations

from flask import Flask

from eventmgr.delegations import statements
from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.quotas.models import Status
from eventmgr.registration.models import Registration
from eventmgr.registration.signals import registration_changed

_DECIDED = (Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.REJECTED)


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registration_changed.connect(_on_registration_changed)


def _on_registration_changed(
    registration: Registration, *, event: Event, answers: dict[str, object], act: Act, **_more: object
) -> None:
    """Somebody on it left or says something else. Who is new is known by when they came, without a statement here; what the
    office decides changes no list."""
    is_new = registration.created_at == act.at
    is_decision = answers is registration.answers and registration.status in _DECIDED
    if registration.unit_code and not is_new and not is_decision:
        statements.note_list_changed(event.id, registration.unit_code, at=act.at)
