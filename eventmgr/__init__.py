"""eventmgr: cross-regional events from announcement to outcome."""

__version__ = "0.1.0"
