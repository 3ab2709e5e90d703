"""Where the organizers' pages of questionnaires stand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("surveys_manage", __name__, url_prefix="/manage/events/<slug>/surveys")
