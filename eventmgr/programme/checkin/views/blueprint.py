"""The blueprint of devices: one path, so that their service worker reaches nothing else."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("checkin_device", __name__, url_prefix="/checkin/device")
