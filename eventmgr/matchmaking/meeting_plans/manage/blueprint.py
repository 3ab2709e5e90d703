"""Where the organizers' pages of meetings stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meetings_manage", __name__, url_prefix="/manage/events/<slug>/matchmaking")
