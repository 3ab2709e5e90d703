"""Facts about study visits that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

stop_told = signal("visit-stop-told")
"""These people are shown a stop otherwise than before: `stop_told.send(event, people=[registration_id, …], at=at)`; the
event is locked."""
