"""The blueprint of its pages."""

from flask import Blueprint

bp = Blueprint("transport_manage", __name__, url_prefix="/manage/events/<slug>/transport")
