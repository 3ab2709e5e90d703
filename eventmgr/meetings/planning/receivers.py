"""What is planned follows its event: moved, copied, with other dates, without an agenda item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from eventmgr import clock
from eventmgr.agenda.models import AgendaItem
from eventmgr.agenda.signals import item_removed
from eventmgr.events.models import Event
from eventmgr.events.signals import deadlines_moved, event_changed, event_cloned, event_moved
from eventmgr.log.services import Act, Changes
from eventmgr.meetings.planning import services


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_moved.connect(_on_moved)
    event_changed.connect(_on_changed)
    event_cloned.connect(_on_cloned)
    deadlines_moved.connect(_on_deadlines_moved)
    item_removed.connect(_on_item_removed)


def list_dates(event: Event) -> list[tuple[str, datetime]]:
    """(words, instant) of what moves along with the deadlines of the event."""
    return services.list_dates(event, at=clock.now())


def _on_moved(event: Event, *, shift: Callable[[datetime], datetime], **_more: object) -> None:
    services.move_blocks(event, shift)


def _on_changed(event: Event, *, changes: Changes, **_more: object) -> None:
    if changes.keys() & {"starts_at", "ends_at"}:
        services.check_inside(event)


def _on_cloned(copy: Event, *, source: Event, days: int, act: Act, **_more: object) -> None:
    services.copy_plan(copy, source, days=days, act=act)


def _on_deadlines_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act) -> None:
    services.move_dates(event, shift, act=act)


def _on_item_removed(item: AgendaItem, *, event: Event, **_more: object) -> None:
    services.forget_item(event.id, item.id)
