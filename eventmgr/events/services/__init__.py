"""The verbs of events."""

from eventmgr.events.services.locking import calendar_changed, touch

__all__ = ["calendar_changed", "touch"]
