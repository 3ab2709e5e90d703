"""What a new training begins with, and what a copy takes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.signals import items_copied, items_made
from eventmgr.event.events.models import Event, EventKind
from eventmgr.programme.training import services
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    items_made.connect(_on_made)
    items_copied.connect(_on_copied)


def _on_made(event: Event, *, items: Sequence[AgendaItem], act: Act, **_more: object) -> None:
    if event.kind is EventKind.TRAINING:
        services.set_up(event, services.proposed(items), act=act)


def _on_copied(copy: Event, *, source: Event, items: Mapping[int, AgendaItem], act: Act, **_more: object) -> None:
    services.copy_training(copy, source, items, act=act)
