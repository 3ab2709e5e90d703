"""Facts about the day that rooms upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

result_told = signal("meeting-result-told")
"""One side has said what came of a meeting: `result_told.send(result, event=event, act=act)`, each time it says so
anew."""
