"""What a copy of an event takes along, and what goes when a person is forgotten."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.moving import Shift
from eventmgr.event.events.signals import event_cloned, parts_moved
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.programme.surveys import services, statements
from eventmgr.programme.surveys.labels import MOVED
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_cloned.connect(_on_cloned)
    parts_moved.connect(_on_parts_moved)
    registrations_forgotten.connect(_on_forgotten)


def _on_cloned(copy: Event, *, source: Event, days: int, act: Act, **_more: object) -> None:
    services.copy_surveys(copy, source, days=days, act=act)


def _on_parts_moved(event: Event, *, shift: Shift, keys: Collection[str], act: Act) -> None:
    if MOVED in keys:
        services.move_surveys(event, shift, act=act)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        statements.forget_answers(ids)
