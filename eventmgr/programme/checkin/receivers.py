"""Check-in follows what happens downstairs: marks that are set elsewhere, people who are forgotten, events that are
copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Flask

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.signals import items_copied
from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import attendance_changed, registrations_forgotten
from eventmgr.programme.checkin import services, statements
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    attendance_changed.connect(_on_attendance_changed)
    registrations_forgotten.connect(_on_forgotten)
    items_copied.connect(_on_copied)


def _on_attendance_changed(registration: Registration, *, event: Event, act: Act) -> None:
    services.note_attendance(event, registration, act=act)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        statements.forget(ids)


def _on_copied(copy: Event, *, source: Event, items: Mapping[int, AgendaItem], act: Act, **_more: object) -> None:
    services.copy_lists(copy, source, items, act=act)
