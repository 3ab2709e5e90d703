"""Where the organizers' pages of seating stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("seating_manage", __name__, url_prefix="/manage/events/<slug>/seating")
