"""Facts that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

event_created = signal("event-created")
"""A draft stands: `event_created.send(event, skeleton=[SkeletonItem, …], act=act)`. The skeleton is the agenda that
the kind proposes, already cut to what lies inside the event; see `events/setup/templates_by_kind.py`."""

event_changed = signal("event-changed")
"""An event was changed and is locked (`touch`): `event_changed.send(event, changes={"capacity": [100, 120]},
facts_before={…}, act=act)`. `facts_before` is what letters have said so far, by language
(`calendar_entry.mailed_facts`); `changes` is what the trail records (`log.services.difference`): column names, and
`venues` for the places."""

event_moved = signal("event-moved")
"""The dates were moved and the agenda is to move along: `event_moved.send(event, shift=shift, act=act)`, before
`event_changed`; `shift(instant)` is where an instant lies then (`services/moving.py`)."""

deadlines_moved = signal("deadlines-moved")
"""Registration and deadlines move along with the dates: `deadlines_moved.send(event, shift=shift, act=act)`, as
`event_moved`. What would move is told in `panels.DATES`."""

parts_moved = signal("parts-moved")
"""Parts of rooms upstairs that were ticked move along with the dates: `parts_moved.send(event, shift=shift,
keys={"rides"}, act=act)`, as `event_moved`. What would move is told in `panels.MOVES`."""

event_cloned = signal("event-cloned")
"""A copy stands: `event_cloned.send(copy, source=event, days=364, rooms={old_id: new_id}, tracks={old_id: new_id},
act=act)`. What is copied upstairs moves by so many days on the wall clock of the event."""

collected_told = signal("collected-told")
"""People are told of what was collected: `collected_told.send(event, act=act)`, inside `telling(…)`, the event locked.
Rooms write anew what must not be said as it was then; what is left of the collection leaves as it is."""
