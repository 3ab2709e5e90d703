"""Decisions of the last days that can be undone, and the page that asks once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.deciding.queries import list_decisions
from eventmgr.event.registration.deciding.services import undoing
from eventmgr.event.registration.deciding.services.undoing import KEPT, LEFT_AS_IT_IS
from eventmgr.event.registration.labels import DECISIONS
from eventmgr.event.registration.models import BulkDecision
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now

bp = Blueprint("registration_undoing", __name__, url_prefix="/manage/events/<slug>/registrations/decisions")
_MAY = "registrations.edit"


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """What was decided in the last days, the newest first."""
    event = event_for(slug, _MAY)
    decisions = list_decisions(event.id, since=clock.now() - KEPT)
    return render_template(
        "event/registration/deciding/index.html", event=event, decisions=decisions, words=DECISIONS, days=KEPT.days
    )


@bp.route("/<int:decision_id>/undo", methods=["GET", "POST"])
def undo(slug: str, decision_id: int) -> ResponseReturnValue:
    """Who would be again what they were, and who stays as decided; then it is done."""
    event = event_for(slug, _MAY)
    decision = get_of(event, BulkDecision, decision_id)
    here = url_for(".index", slug=event.slug)
    if decision.undone_at is not None:
        flash(_("This has been undone already."), "info")
        return redirect(here, 303)
    if request.method == "POST":
        try:
            done = carry_out(event, lambda: undoing.undo(event, decision, act=act_now()), quiet=True)
        except Refusal as refusal:
            flash(refusal.message, "danger")
        else:
            number = len(done.back)
            flash(_n("Undone for %(num)s person.", "Undone for %(num)s people.", number), "success")
        return redirect(here, 303)
    return render_template(
        "event/registration/deciding/undo.html",
        event=event,
        decision=decision,
        words=DECISIONS,
        undoing=undoing.undoing_of(decision),
        why=LEFT_AS_IT_IS,
    )
