"""What a copy of an event takes along, and what goes when a person is forgotten or replaced."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_cloned
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.ground.db import db
from eventmgr.on_site.seating import services
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_cloned.connect(_on_cloned)
    registrations_forgotten.connect(_on_forgotten)


def _on_cloned(copy: Event, *, source: Event, days: int, act: Act, **_more: object) -> None:
    services.copy_plans(copy, source, days=days, act=act)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        services.forget([row for number in ids if (row := db.session.get(Registration, number)) is not None])
