"""Facts about the agenda that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

item_changed = signal("agenda-item-changed")
"""An item of a locked event was changed: `item_changed.send(item, event=event, changes={"capacity": [30, 40]},
act=act)`. `changes` is what the trail records."""

item_added = signal("agenda-item-added")
"""A locked event has a new item: `item_added.send(item, event=event, act=act)`; flushed."""

items_made = signal("agenda-items-made")
"""A new event has the items that its kind proposes: `items_made.send(event, items=[AgendaItem, …], act=act)`;
flushed."""

items_copied = signal("agenda-items-copied")
"""A copy of an event has its items: `items_copied.send(copy, source=event, items={old: AgendaItem}, days=364,
act=act)`; flushed. What stands upstairs about an item is copied then."""

agenda_shown = signal("agenda-shown")
"""The agenda of a locked event was published or taken back: `agenda_shown.send(event, act=act)`; flushed."""

item_removed = signal("agenda-item-removed")
"""An item of a locked event is about to be taken out: `item_removed.send(item, event=event, act=act)`; its row still
stands."""
