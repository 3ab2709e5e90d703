"""Where the organizers' pages of the day stand."""

from __future__ import annotations

from flask import Blueprint

from eventmgr.identity.accounts.access import staff_required
from eventmgr.matchmaking.meeting_day.forms import sent_by
from eventmgr.matchmaking.meeting_day.services import Sent

bp = Blueprint("meetings_day", __name__, url_prefix="/manage/events/<slug>/matchmaking/day")


def sent_here(*said: object) -> Sent:
    """The act of this post, told by the signed-in user."""
    return sent_by(f"user:{staff_required().id}", *said)
