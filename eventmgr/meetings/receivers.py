"""What the parts of this room listen to."""

from __future__ import annotations

from flask import Flask

from eventmgr.meetings.requests import receivers as requests
from eventmgr.meetings.timetables import receivers as timetables


def connect(app: Flask) -> None:
    """Each part listens to what happens downstairs."""
    requests.connect(app)
    timetables.connect(app)
