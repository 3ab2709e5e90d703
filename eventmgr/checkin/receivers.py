"""What check-in adds to pages downstairs."""

from __future__ import annotations

from flask import Flask

from eventmgr.checkin import panels
from eventmgr.events.panels import offer


def connect(app: Flask) -> None:
    """Stand on the overview of an event."""
    offer(app, "overview", panels.arrivals)
