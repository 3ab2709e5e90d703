"""What becomes of requests when their person is gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask, current_app

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import deletion_wished, registrations_forgotten
from eventmgr.office.data_requests import services
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)
    deletion_wished.connect(_on_wished)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        services.let_go(ids, at=at)


def _on_wished(registration: Registration, *, event: Event, act: Act, **_more: object) -> None:
    services.wish_deletion(event, registration, days=int(current_app.config["REQUEST_ANSWER_DAYS"]), act=act)
