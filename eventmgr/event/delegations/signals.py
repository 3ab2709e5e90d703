"""Facts about liaisons that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

liaisons_forgotten = signal("liaisons-forgotten")
"""These liaisons' personal data go: `liaisons_forgotten.send(ids)`; their rows are still there."""
