"""What e-mails of the desk say when they leave, and what a copy of an event takes along."""

from __future__ import annotations

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_cloned
from eventmgr.exchange.desk import letters, services
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.OWN_LINK.kind, letters.OWN_LINK.resolve)
    offer_secret(letters.EXPERT_LINK.kind, letters.EXPERT_LINK.resolve)


def connect_events(_app: Flask) -> None:
    """Listen to events that are copied."""
    event_cloned.connect(_on_cloned)


def _on_cloned(copy: Event, *, source: Event, act: Act, **_more: object) -> None:
    services.copy_desk(copy, source, act=act)
