"""What becomes of bulk e-mails when their event changes."""

from __future__ import annotations

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_changed
from eventmgr.office.bulkmail import letters, queries, services
from eventmgr.office.bulkmail.timing import ANCHORING
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.files import offer_files
from eventmgr.tools.messages.optouts import LEAVE
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_changed.connect(_on_event_changed)
    offer_secret(LEAVE, letters.resolve_leave)
    offer_files(letters.FILES, queries.find_content)


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    if set(changes) & ANCHORING:
        services.event_moved(event, at=act.at)
    if "status" in changes:
        services.event_called_off(event, at=act.at)
