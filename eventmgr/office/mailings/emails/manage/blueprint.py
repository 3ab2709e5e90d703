"""The blueprint that the pages share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("bulkmail_manage", __name__, url_prefix="/manage/events/<slug>/bulk-mail")
