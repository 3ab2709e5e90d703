"""Where the organizers' pages of parties stand."""

from __future__ import annotations

from flask import Blueprint

from eventmgr.tools.messages.telling import Choice

bp = Blueprint("meeting_parties_manage", __name__, url_prefix="/manage/events/<slug>/matchmaking/organizations")

WHOSE_SEATS = (Choice.NOW, Choice.NOBODY)
"""When those concerned hear that somebody sits at a table now, or no more: partners whose meetings change are written
to."""
