"""Where organizers' pages of listings hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("listings_manage", __name__, url_prefix="/manage/events/<slug>/listings")
