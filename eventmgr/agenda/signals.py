"""Facts about the agenda that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

item_changed = signal("agenda-item-changed")
"""An item of a locked event was changed: `item_changed.send(item, event=event, changes={"capacity": [30, 40]}, at=at,
by=by)`. `changes` is what the trail records."""

item_removed = signal("agenda-item-removed")
"""An item of a locked event is about to be taken out: `item_removed.send(item, event=event, at=at, by=by)`; its row
still stands."""
