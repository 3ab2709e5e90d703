"""Facts about parties that parts and rooms upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

party_left = signal("meeting-party-left")
"""A party takes part no more; the plan is locked: `party_left.send(party, event=event, act=act)`. What it had ends."""
seats_removed = signal("meeting-seats-removed")
"""Representatives are about to go: `seats_removed.send(party, event=event, ids=[…], act=act)`; their rows still stand.
With `stays=True` they come no more and stay on record, so that their calendars hear of it."""
seats_added = signal("meeting-seats-added")
"""Somebody represents the party now, or comes after all: `seats_added.send(party, event=event, act=act)`. Open seats
may be theirs."""
mailbox_left = signal("meeting-mailbox-left")
"""These representatives are reached elsewhere from now on, or by nobody; their rows still say where they were reached:
`mailbox_left.send(event, seats=[…], act=act)`."""
mailbox_taken = signal("meeting-mailbox-taken")
"""These representatives are reached by another e-mail address now: `mailbox_taken.send(event, seats=[…], act=act)`."""
