"""The blueprint of all pages of check-in for organizers."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("checkin_manage", __name__, url_prefix="/manage/events/<slug>/checkin")
