"""Where the organizers' pages of parties stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meeting_parties_manage", __name__, url_prefix="/manage/events/<slug>/matchmaking/organizations")
