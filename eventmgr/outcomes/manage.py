"""Conclusions as organizers keep them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.events.access import event_for
from eventmgr.events.models import Event
from eventmgr.events.services import hold
from eventmgr.i18n import _
from eventmgr.outcomes import queries, services
from eventmgr.outcomes.forms import STATES, ConclusionForm, values_of
from eventmgr.web.meanwhile import ChangedMeanwhile
from eventmgr.web.once import Answer, done, once

bp = Blueprint("outcomes_manage", __name__, url_prefix="/manage/events/<slug>/conclusions")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All conclusions, in their order, with what is overdue."""
    event = event_for(slug, "event.read")
    return render_template(
        "outcomes/manage/index.html",
        event=event,
        conclusions=queries.list_conclusions(event.id),
        states=STATES,
        today=clock.now().astimezone(ZoneInfo(event.timezone)).date(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Add a conclusion."""
    event = event_for(slug, "outcomes.edit")
    form = ConclusionForm(data={"state": "open"})
    if form.validate_on_submit():

        def add() -> Answer:
            services.add_conclusion(event, form.draft(), act=act_now())
            return Answer(url_for(".index", slug=slug), _("The conclusion is recorded."))

        return done(write(lambda: once(form, f"conclusion:{event.id}", add, at=clock.now())))
    return render_template("outcomes/manage/edit.html", event=event, form=form, conclusion=None), form.status


@bp.route("/<int:conclusion_id>", methods=["GET", "POST"])
def edit(slug: str, conclusion_id: int) -> ResponseReturnValue:
    """Change a conclusion."""
    event = event_for(slug, "outcomes.edit")
    conclusion = queries.get_conclusion(event, conclusion_id)
    form = ConclusionForm(data=values_of(conclusion)).watching()
    if form.validate_on_submit():

        def save() -> None:
            hold(event)
            stands = queries.get_conclusion(event, conclusion_id)
            if form.compare(ConclusionForm(None, data=values_of(stands))):
                services.edit_conclusion(event, stands, form.draft(), act=act_now())

        try:
            write(save)
        except ChangedMeanwhile as refusal:
            form.refuse(refusal)
        else:
            return _done(event, _("The conclusion has been changed."))
    return render_template("outcomes/manage/edit.html", event=event, form=form, conclusion=conclusion), form.status


@bp.route("/<int:conclusion_id>/move", methods=["POST"])
def move(slug: str, conclusion_id: int) -> ResponseReturnValue:
    """Change places with a neighbour (`up=1` or `up=0`)."""
    event = event_for(slug, "outcomes.edit")
    conclusion = queries.get_conclusion(event, conclusion_id)
    write(lambda: services.move_conclusion(event, conclusion, up=request.form.get("up") == "1", act=act_now()))
    return redirect(url_for(".index", slug=event.slug), 303)


@bp.route("/<int:conclusion_id>/remove", methods=["GET", "POST"])
def remove(slug: str, conclusion_id: int) -> ResponseReturnValue:
    """Take a conclusion out; asks once."""
    event = event_for(slug, "outcomes.edit")
    conclusion = queries.get_conclusion(event, conclusion_id)
    if request.method != "POST":
        return render_template("outcomes/manage/remove.html", event=event, conclusion=conclusion)
    write(lambda: services.remove_conclusion(event, conclusion, act=act_now()))
    return _done(event, _("The conclusion has been taken out."))


def _done(event: Event, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for(".index", slug=event.slug), 303)
