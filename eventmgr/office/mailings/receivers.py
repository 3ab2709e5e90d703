"""What becomes of mailings when their event changes, and of short messages when their reader is gone."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_changed
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.office.mailings.emails import letters, queries, services
from eventmgr.office.mailings.emails.timing import ANCHORING
from eventmgr.office.mailings.models import about
from eventmgr.tools.channels.services import forget_readers
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.files import offer_files
from eventmgr.tools.messages.optouts import LEAVE
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Listen to what happens in the rooms below."""
    event_changed.connect(_on_event_changed)
    registrations_forgotten.connect(_on_forgotten)
    offer_secret(LEAVE, letters.resolve_leave)
    offer_files(letters.FILES, queries.find_content)


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    if set(changes) & ANCHORING:
        services.event_moved(event, at=act.at)
    if "status" in changes:
        services.event_called_off(event, at=act.at)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        forget_readers([about(number) for number in ids])
