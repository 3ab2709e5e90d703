"""What papers hear from downstairs."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_cloned
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.output.papers.certificates import statements as certificates
from eventmgr.output.papers.handbook import services as handbook
from eventmgr.output.papers.kept import statements as kept
from eventmgr.output.papers.look import services as look
from eventmgr.output.papers.orders import services as orders


def connect(_app: Flask) -> None:
    """Connect the receivers of this room."""
    registrations_forgotten.connect(_on_forgotten)
    event_cloned.connect(_on_cloned)


def _on_cloned(copy: Event, *, source: Event, **_more: object) -> None:
    """What was chosen for papers goes along: how they look, and what the handbook is made of."""
    look.copy_look(copy, source)
    handbook.copy_handbook(copy, source)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    """What is known of a person goes, and whoever takes the place has not attended yet. Papers hold no sensitive
    answers."""
    if not sealed_only:
        kept.empty_parts(ids)
        orders.forget(ids)
        certificates.delete_of(ids)
