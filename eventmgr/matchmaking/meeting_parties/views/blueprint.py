"""Where a party's own pages stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meetings_own", __name__, url_prefix="/meetings/<token>")
