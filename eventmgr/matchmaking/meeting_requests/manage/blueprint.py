"""Where organizers' pages of requests stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meetings_requests_manage", __name__, url_prefix="/manage/events/<slug>/matchmaking/requests")
