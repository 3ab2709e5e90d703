"""The blueprint that the modules of this package hang their pages on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("registration_manage", __name__, url_prefix="/manage/events/<slug>/registrations")
