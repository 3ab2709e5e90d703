"""What requests do when a party leaves, and what the links of their e-mails are called."""

from __future__ import annotations

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.meetings.parties.models import MeetingParty
from eventmgr.meetings.parties.signals import party_left
from eventmgr.meetings.requests import letters, services
from eventmgr.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    offer_secret(letters.LEAVE, letters.resolve_leave)
    party_left.connect(_on_party_left)


def _on_party_left(party: MeetingParty, *, event: Event, act: Act, **_more: object) -> None:
    services.end_all(event, party.id, act=act)
