"""What becomes of places in groups when registrations, the agenda or the event change."""

from __future__ import annotations

from flask import Flask

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.signals import item_changed, item_removed
from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_changed
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import registration_changed
from eventmgr.on_site.signup import services
from eventmgr.tools.log.services import Act, Changes

_OPENS_PLACES = {"rooms", "status", "venues"}


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registration_changed.connect(_on_registration_changed)
    item_changed.connect(_on_item_changed)
    item_removed.connect(_on_item_removed)
    event_changed.connect(_on_event_changed)


def _on_registration_changed(
    registration: Registration, *, event: Event, answers: dict[str, object], act: Act, **_more: object
) -> None:
    if registration.answers.get("group") or answers.get("group"):
        services.settle(event, registration, act=act)


def _on_item_changed(item: AgendaItem, *, event: Event, changes: Changes, act: Act, **_more: object) -> None:
    if "kind" in changes and item.kind is not ItemKind.GROUP:
        services.dissolve(event, item, act=act)
    elif item.kind is ItemKind.GROUP and changes.keys() & {"capacity", "room_id"}:
        services.check_limit(event, item)
        services.fill(event, item.id, at=act.at)


def _on_item_removed(item: AgendaItem, *, event: Event, act: Act, **_more: object) -> None:
    if item.kind is ItemKind.GROUP:
        services.dissolve(event, item, act=act)


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    if changes.keys() & _OPENS_PLACES:
        services.fill_all(event, at=act.at)
