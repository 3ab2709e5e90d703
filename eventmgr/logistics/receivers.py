"""Accommodation and transport follow what happens downstairs: events that are copied, people who are forgotten or replaced."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.events.services.moving import Shift
from eventmgr.events.signals import event_cloned, parts_moved
from eventmgr.log.services import Act
from eventmgr.logistics import statements
from eventmgr.logistics.labels import NIGHTS, RIDES
from eventmgr.logistics.lodging import services
from eventmgr.logistics.lodging.queries import list_forgotten, list_substituted
from eventmgr.logistics.transport.services import copy_vehicles, move_rides
from eventmgr.registration.signals import registrations_forgotten


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_cloned.connect(_on_cloned)
    parts_moved.connect(_on_parts_moved)
    registrations_forgotten.connect(_on_forgotten)


def _on_cloned(copy: Event, *, source: Event, days: int, **_more: object) -> None:
    services.copy_hotels(copy, source, days=days)
    copy_vehicles(copy, source)


def _on_parts_moved(event: Event, *, shift: Shift, keys: Collection[str], act: Act) -> None:
    if RIDES in keys:
        move_rides(event, shift, act=act)
    if NIGHTS in keys:
        services.move_nights(event, shift, act=act)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    """Where a place passed to another person room and seats stay with the place; they go when a person is deleted."""
    if not sealed_only:
        statements.delete_cancelled_entries(ids)
        services.pass_on([stay.registration_id for stay in list_substituted(ids)])
        forgotten = list_forgotten(ids)
        statements.delete_stays(forgotten)
        statements.delete_seats(forgotten)
        statements.delete_entries(forgotten)
