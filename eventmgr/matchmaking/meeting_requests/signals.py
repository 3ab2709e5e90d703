"""Facts about requests that parts upstairs answer; receivers run at once, inside the same transaction, the plan
locked."""

from __future__ import annotations

from blinker import signal

request_withdrawn = signal("meeting-request-withdrawn")
"""An accepted request is accepted no longer: it was withdrawn, or its acceptance undone.
`request_withdrawn.send(request, act=act, by=party)`, `by` None for the organizers; whatever meeting it had is
cancelled. Receivers answer with the numbers of the parties that they write to about it."""
