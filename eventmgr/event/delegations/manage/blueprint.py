"""Where the organizers' pages of delegations stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("delegations_manage", __name__, url_prefix="/manage/events/<slug>/delegations")
