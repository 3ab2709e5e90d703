"""Facts about registrations that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

registration_changed = signal("registration-changed")
"""A registration was made, got or lost its place, or says something else; its event is locked:
`registration_changed.send(registration, event=event, answers={…}, act=act)`. `answers` are those from before, `{}`
where it is new."""
person_gone = signal("person-gone")
"""What is kept of the person of these registrations goes, because everything personal was deleted or because the place is
another person's now: `person_gone.send(None, registration_ids=[…], at=at)`."""
