"""What was decided about pairs holds whatever happens downstairs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.signals import lookalike_settled, registration_changed, registrations_forgotten
from eventmgr.office.duplicates import services
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registration_changed.connect(_on_registration_changed)
    lookalike_settled.connect(_on_lookalike_settled)
    registrations_forgotten.connect(_on_forgotten)


def _on_registration_changed(registration: Registration, *, act: Act, **_more: object) -> None:
    if registration.created_at != act.at:  # of a new one nothing was decided: an import asks nothing for each row
        services.settle_again(registration)


def _on_lookalike_settled(
    registration: Registration, *, event: Event, other_id: int, act: Act, **_more: object
) -> None:
    for other in list_registrations_by_id(event.id, [other_id]):
        services.are_two_people(event, registration, other, act=act)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool, **_more: object) -> None:
    services.forget_merged(ids, at=at, sealed_only=sealed_only)
