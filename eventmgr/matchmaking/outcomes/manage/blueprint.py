"""Where the organizers' pages of deals stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("deals_manage", __name__, url_prefix="/manage/events/<slug>/outcomes")
