"""What requests do when a party leaves."""

from __future__ import annotations

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.signals import party_left
from eventmgr.matchmaking.meeting_requests import services
from eventmgr.tools.log.services import Act


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    party_left.connect(_on_party_left)


def _on_party_left(party: MeetingParty, *, event: Event, act: Act, **_more: object) -> None:
    services.end_all(event, party.id, act=act)
