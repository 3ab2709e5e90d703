"""The blueprint of its pages."""

from flask import Blueprint

bp = Blueprint("lodging_manage", __name__, url_prefix="/manage/events/<slug>/lodging")
