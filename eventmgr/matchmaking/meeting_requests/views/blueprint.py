"""Where a party's own pages of requests stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meetings_requests", __name__, url_prefix="/meetings/<token>")
