"""What parties do when registrations and region sets change, and what their links are called in e-mails."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_changed
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import (
    coming_changed,
    mailbox_left,
    registration_changed,
    registrations_forgotten,
)
from eventmgr.matchmaking.meeting_parties import letters, services
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    for kind, resolver in letters.RESOLVERS.items():
        offer_secret(kind, resolver)
    registration_changed.connect(_on_registration_changed)
    coming_changed.connect(_on_coming_changed)
    mailbox_left.connect(_on_mailbox_left)
    registrations_forgotten.connect(_on_forgotten)
    event_changed.connect(_on_event_changed)


def _on_registration_changed(
    registration: Registration, *, event: Event, act: Act, changes: Changes | None = None, **_more: object
) -> None:
    """Who is new represents nobody yet, and is known without a statement."""
    if registration.created_at != act.at:
        services.follow(registration)
    if "email" in (changes or {}):
        services.take_mailbox(event, registration, act=act)


def _on_mailbox_left(registration: Registration, *, event: Event, act: Act) -> None:
    services.leave_mailbox(event, registration, act=act)


def _on_coming_changed(registration: Registration, *, event: Event, act: Act) -> None:
    services.follow_coming(event, registration, act=act)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool) -> None:
    if not sealed_only:
        services.forget(ids, at=at)


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    if "region_sets" in changes:
        services.rename_sides(event, act=act)
