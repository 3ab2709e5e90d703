"""A place that is offered to somebody of the waiting list is accepted: by a button alone, for scanners of mail open every link."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.views.blueprint import bp
from eventmgr.event.registration.views.my import act_of, agreed
from eventmgr.event.registration.waiting import services
from eventmgr.event.registration.waiting.services import Answer
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _


@bp.route("/my/<token>/accept", methods=["POST"])
def accept(token: str) -> ResponseReturnValue:
    """The place is theirs, if its time is not over; doing so twice is no fault."""
    registration = agreed(token)
    try:
        answer = write(lambda: services.accept(registration.event, registration, act=act_of(registration)))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        if answer is Answer.ACCEPTED:
            flash(_("You have accepted the place. It is confirmed."), "success")
        elif answer is Answer.TOO_LATE:
            flash(_("You are no longer offered a place: the time to answer is over."), "danger")
    return redirect(url_for("registration.show", token=token), 303)
