"""Facts about requests that parts upstairs answer; receivers run at once, inside the same transaction, the plan locked."""

from __future__ import annotations

from blinker import signal

request_withdrawn = signal("meeting-request-withdrawn")
"""An accepted request is accepted no longer: it was withdrawn, or its acceptance undone. `request_withdrawn.send(request,
act=act)`; whatever meeting it had is cancelled."""
