"""Addresses for those who run the installation."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.db import db

bp = Blueprint("operations", __name__)


@bp.route("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.route("/readyz")
def readyz() -> tuple[Response, int]:
    """The process and its database answer, and the schema is there."""
    try:
        db.session.execute(text("SELECT value FROM site_revision LIMIT 1")).first()
    except SQLAlchemyError:
        return jsonify(status="no database"), 503
    return jsonify(status="ok"), 200
