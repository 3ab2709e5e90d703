"""Where the pages of figures stand: those of one event, and those of all that an account sees."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("figures_manage", __name__, url_prefix="/manage")
