"""Facts about rooms and rides; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

travel_changed = signal("travel-changed")
"""Rooms or rides of these people are shown otherwise than before, or no more: `travel_changed.send(event_id,
people={registration_id, …}, at=at)`."""
