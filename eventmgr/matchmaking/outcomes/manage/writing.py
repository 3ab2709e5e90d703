"""A deal is recorded, corrected, deleted."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.forms import DealForm, values_of
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.models import Deal, DealType, Stage
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.rendering.removing import removal_page


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Record a deal."""
    event = event_for(slug, EDIT)
    usual = {"type": DealType.INVESTMENT.value, "stage": Stage.INTENTION.value}
    form = DealForm(data=usual).prepare(queries.list_titles(event.id))
    if form.validate_on_submit() and (draft := form.draft()) is not None:

        def add() -> Answer:
            deal = services.record_deal(event, draft, act=act_now())
            return Answer(url_for(".show", slug=slug, deal_id=deal.id), _("The deal has been recorded."))

        if answer := finish(form, add, makes=f"deal:{event.id}"):
            return answer
    return _form(event, form, None)


@bp.route("/<int:deal_id>/edit", methods=["GET", "POST"])
def edit(slug: str, deal_id: int) -> ResponseReturnValue:
    """Correct what a deal says; its stage changes on its page."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    others = queries.list_titles(event.id, without=deal_id)
    form = DealForm(data=values_of(deal)).prepare(others, deal).watching()
    if form.validate_on_submit() and (draft := form.draft()) is not None:

        def save() -> Answer:
            hold(event)
            stands = queries.get_deal(event, deal_id)
            now = DealForm(None, data=values_of(stands)).prepare(others, stands)
            if form.compare(now):
                services.correct(event, stands, draft, act=act_now())
            return Answer(url_for(".show", slug=slug, deal_id=deal_id), _("The deal has been changed."))

        if answer := finish(form, save):
            return answer
    return _form(event, form, deal)


def _form(event: Event, form: DealForm, deal: Deal | None) -> ResponseReturnValue:
    given: dict[str, Any] = {"event": event, "form": form, "deal": deal}
    status = form.status
    if status == 200 and request.method == "POST":
        status = 422  # something stands beside a field of a row
    return render_template("matchmaking/outcomes/deals/edit.html", **given), status


@bp.route("/<int:deal_id>/remove", methods=["GET", "POST"])
def remove(slug: str, deal_id: int) -> ResponseReturnValue:
    """Delete a deal; asks once."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    if request.method != "POST":
        lost = []
        if queries.list_children(deal.id):
            lost.append(_("Other deals stem from it; they are kept, but no longer stem from another deal."))
        if queries.list_merged(deal.id):
            lost.append(_("Entries were merged into it; they are deleted with it."))
        effects = [
            _(
                "Its stages, amounts, files and the reports of its sides are deleted with it. The change log keeps its content."
            )
        ]
        name, keep = localized(deal.title), url_for(".show", slug=slug, deal_id=deal_id)
        return removal_page(event, _("Delete this deal?"), name=name, effects=effects, lost=lost, keep=keep)
    write(lambda: services.delete(event, deal, act=act_now()))
    return go_to(url_for(".index", slug=slug), _("The deal has been deleted."))
