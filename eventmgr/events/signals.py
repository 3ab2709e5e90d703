"""Facts that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

event_changed = signal("event-changed")
"""An event was changed and is locked (`touch`): `event_changed.send(event, changes={"capacity": [100, 120]}, at=at,
by=by)`. `changes` is what the trail records (`log.services.difference`): column names, and `venues` for the places."""
