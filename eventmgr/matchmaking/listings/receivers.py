"""What listings do when their event is moved or copied; and the links that letters of this room hold for their readers
alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import deadlines_moved, event_cloned
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import registration_changed
from eventmgr.matchmaking.listings import letters, services
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs, and let letters ask for the links that they bear."""
    deadlines_moved.connect(_on_deadlines_moved)
    event_cloned.connect(_on_cloned)
    registration_changed.connect(_on_registration_changed)
    offer_secret(letters.COMPANY, letters.resolve)


def _on_registration_changed(registration: Registration, *, event: Event, act: Act, **_more: object) -> None:
    """What a new one says of supply and demand is a listing; of one that holds no place any more nothing waits."""
    if registration.created_at == act.at:
        services.take_from_form(event, registration, act=act)
    elif registration.status not in LIVE:
        services.withdraw_of(event, registration, act=act)


def _on_deadlines_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act) -> None:
    """The deadline is so much earlier or later."""
    services.move_deadline(event, shift, act=act)


def _on_cloned(copy: Event, *, source: Event, days: int, **_more: object) -> None:
    """What is set, not what organizations have entered."""
    services.copy_settings(copy, source, days=days)
