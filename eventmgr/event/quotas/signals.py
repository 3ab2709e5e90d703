"""Facts that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

quotas_changed = signal("quotas-changed")
"""Quotas, pool or cells of an event are others now, and the event is locked: `quotas_changed.send(event, act=act)`.
Whoever keeps a waiting list looks whether somebody on it has a place now."""
