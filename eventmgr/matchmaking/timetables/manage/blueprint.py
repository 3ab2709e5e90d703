"""Where the organizers' pages of timetables stand, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.text import whole_number
from eventmgr.tools.web.pages import go_to

bp = Blueprint("meetings_timetables", __name__, url_prefix="/manage/events/<slug>/matchmaking/timetables")
Result = TypeVar("Result")


def posted_number(name: str) -> int:
    """A whole number of the posted form; -1 where it is none, which nothing has."""
    number = whole_number(request.form.get(name, ""))
    return -1 if number is None else number


def done_here(message: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Redirect to `endpoint` of this blueprint and show `message` there."""
    return go_to(url_for(endpoint, **values), message)


def attempt(work: Callable[[], Result], message: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Do `work` in one transaction and go there; what is refused is said there, and nothing is changed."""
    try:
        write(work)
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        flash(refusal.message, "error")
        return redirect(url_for(endpoint, **values), 303)
    return done_here(message, endpoint, **values)
