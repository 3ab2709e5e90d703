"""Facts about registrations that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

registration_changed = signal("registration-changed")
"""A registration was made, got or lost its place, or says something else; its event is locked:
`registration_changed.send(registration, event=event, answers={…}, act=act)`. `answers` are those from before, `{}`
where it is new; where it says something else, `changes` tell what by column: `{name: [from, to]}`."""
coming_changed = signal("coming-changed")
"""Whoever has this registration comes no more, or comes after all, in whichever way that came about; its event is
locked: `coming_changed.send(registration, event=event, act=act)`."""
mailbox_left = signal("mailbox-left")
"""The place of this registration is reached elsewhere from now on, with the same person or another, whichever act
leaves the mailbox; what it says is still what was: `mailbox_left.send(registration, event=event, act=act)`; its event
is locked. What follows is a `registration_changed`."""
lookalike_settled = signal("lookalike-settled")
"""The organizers have said that two registrations are two people's: `lookalike_settled.send(registration, event=event,
other_id=…, act=act)`; the event need not be locked."""
deletion_wished = signal("deletion-wished")
"""A person deletes what is held of them, or withdraws the consent to it, and the law stops that: `deletion_wished.send(
registration, event=event, act=act)`; the event is locked."""
registrations_forgotten = signal("registrations-forgotten")
"""What is kept of the person of these registrations goes, because everything personal was deleted or because the place
is another person's now: `registrations_forgotten.send(ids, at=at, sealed_only=False)`; where `sealed_only`, their
sensitive answers alone."""
attendance_changed = signal("attendance-changed")
"""Somebody is marked as attended, or is no longer: `attendance_changed.send(registration, event=event, act=act)`; the
row of the registration is locked and counted, the event need not be."""
