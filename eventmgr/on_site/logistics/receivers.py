"""Accommodation and transport follow what happens downstairs: events that are copied, people who are forgotten or
replaced."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.signals import agenda_shown, item_changed, item_removed
from eventmgr.event.events.models import Event
from eventmgr.event.events.services.moving import Shift
from eventmgr.event.events.signals import event_changed, event_cloned, parts_moved
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import (
    coming_changed,
    mailbox_left,
    registration_changed,
    registrations_forgotten,
)
from eventmgr.ground.db import db, read_once
from eventmgr.on_site.logistics import statements
from eventmgr.on_site.logistics.announcing import announce, take_back
from eventmgr.on_site.logistics.labels import NIGHTS, RIDES
from eventmgr.on_site.logistics.letters import LEFT, TRAVEL, about
from eventmgr.on_site.logistics.lodging import services
from eventmgr.on_site.logistics.lodging.queries import list_forgotten, list_substituted
from eventmgr.on_site.logistics.queries import list_travellers
from eventmgr.on_site.logistics.signals import travel_changed
from eventmgr.on_site.logistics.transport.services import copy_vehicles, move_rides
from eventmgr.programme.study_visits.signals import stop_told
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.services import forget_about

_TOLD = {"status", "starts_at", "ends_at", "timezone"}
"""What of an event makes the entries untrue that were e-mailed."""
_TRAVELLING = "registrations that ride, sleep or visit somewhere"
"""Key of what an act has read, in the session."""


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_cloned.connect(_on_cloned)
    parts_moved.connect(_on_parts_moved)
    registrations_forgotten.connect(_on_forgotten)
    travel_changed.connect(_on_travel_changed)
    stop_told.connect(_on_stop_announced)
    item_changed.connect(_on_item)
    item_removed.connect(_on_item)
    agenda_shown.connect(_on_agenda_shown)
    event_changed.connect(_on_event_changed)
    coming_changed.connect(_on_coming_changed)
    mailbox_left.connect(_on_mailbox_left)
    registration_changed.connect(_on_registration_changed)


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
        forget_about([about(number, kind) for number in ids for kind in (TRAVEL, LEFT)])
        statements.delete_cancelled_entries(ids)
        services.pass_on([stay.registration_id for stay in list_substituted(ids)])
        forgotten = list_forgotten(ids)
        statements.delete_stays(forgotten)
        statements.delete_seats(forgotten)
        statements.delete_entries(forgotten)


def _on_travel_changed(event_id: int, *, people: Collection[int], at: datetime) -> None:
    announce(db.session.get_one(Event, event_id), people, at=at)


def _on_stop_announced(event: Event, *, people: Collection[int], at: datetime) -> None:
    announce(event, people, at=at)


def _on_item(item: AgendaItem, *, event: Event, act: Act, changes: Changes | None = None, **_more: object) -> None:
    """A stop is elsewhere, at another time, gone, or no stop any more."""
    if ItemKind.VISIT.value in (item.kind.value, *(changes or {}).get("kind", ())):
        announce(event, _travellers(event, act), at=act.at, standing=True)


def _on_agenda_shown(event: Event, *, act: Act) -> None:
    """Its stops are in calendars while it is published."""
    announce(event, _travellers(event, act), at=act.at, standing=True)


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    if changes.keys() & _TOLD:
        announce(event, _travellers(event, act), at=act.at, standing=True)


def _on_coming_changed(registration: Registration, *, event: Event, act: Act) -> None:
    if registration.id in _travellers(event, act):
        announce(event, [registration.id], at=act.at, standing=True)


def _on_mailbox_left(registration: Registration, *, event: Event, act: Act) -> None:
    if registration.id in _travellers(event, act):
        take_back(event, registration, at=act.at)


def _on_registration_changed(
    registration: Registration, *, event: Event, act: Act, changes: Changes | None = None, **_more: object
) -> None:
    if "email" in (changes or {}) and registration.id in _travellers(event, act):
        announce(event, [registration.id], at=act.at, standing=True)


def _travellers(event: Event, act: Act) -> set[int]:
    """Whoever may have been e-mailed a room, a ride or a stop, read once for an act, however many it is about."""
    return read_once(_TRAVELLING, (act, event.id), lambda: list_travellers(event.id))
