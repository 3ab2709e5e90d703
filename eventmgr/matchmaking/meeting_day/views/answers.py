"""How what was told on the day is answered: a program that sends it again and again gets a few words, a browser the
page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, jsonify, make_response, redirect
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import DayAct
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.responses.answers import never_kept, wants_json


def told(
    work: Callable[[], DayAct], back: str, words: str, *, otherwise: Callable[[Refusal], None] | None = None
) -> ResponseReturnValue:
    """Do it and lead back; a refusal is said there too, and nothing has changed.

    Args:
        back: address of the page to go on with.
        words: what is said when it is done.
        otherwise: done after a refusal, in a transaction of its own.
    """
    try:
        act = write(work)
    except Refusal as refusal:
        if otherwise is not None:
            otherwise(refusal)
        if wants_json():
            return never_kept(make_response(jsonify(said=refusal.message), refusal.status))
        flash(refusal.message, "danger")
        return redirect(back, 303)
    if wants_json():
        return done(act, words)
    return go_to(back, words)


def done(act: DayAct, words: str) -> Response:
    """What a program is told of what is done."""
    return never_kept(jsonify(act=act.id, said=words))


def refused(form: Form) -> Response:
    """What a program is told of a form that is not taken: each fault with its field."""
    faults = [
        _("%(label)s: %(value)s", label=one.label, value=one.message) if one.label else one.message
        for one in form.problems()
    ]
    said = " ".join(faults)
    return never_kept(make_response(jsonify(said=said), form.status))
