"""What meetings hear of downstairs: each part listens for itself."""

from __future__ import annotations

from flask import Flask

from eventmgr.meetings.parties import receivers as parties
from eventmgr.meetings.planning import receivers as planning
from eventmgr.meetings.requests import receivers as requests
from eventmgr.meetings.timetables import receivers as timetables


def connect(app: Flask) -> None:
    """Let each part begin to listen, the lowest first."""
    planning.connect(app)
    parties.connect(app)
    requests.connect(app)
    timetables.connect(app)
