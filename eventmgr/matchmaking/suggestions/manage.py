"""Suggestions as organizers see them: who has none, and how they are weighed."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings.access import Reader
from eventmgr.matchmaking.meeting_parties.queries import get_party
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.suggestions import queries, services
from eventmgr.matchmaking.suggestions.forms import WeighingForm
from eventmgr.matchmaking.suggestions.labels import ONLY
from eventmgr.matchmaking.suggestions.showing import partners_of
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("meetings_suggesting", __name__, url_prefix="/manage/events/<slug>/matchmaking/suggestions")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Every party with its listings and suggestions; who has none, first to be helped."""
    event = event_for(slug, READ)
    only = query.text("only")
    if only and only not in ONLY:
        raise BadValue(_("“%(value)s” is not a valid filter. Choose from the list.", value=only[:20]))
    return render_template(
        "matchmaking/suggestions/manage/index.html",
        event=event,
        plan=find_plan(event.id),
        page=queries.get_standings(event.id, only, query.cursor()),
        counts=queries.count_standings(event.id),
        run=queries.find_run(event.id),
        only=only,
        onlys=list(ONLY.items()),
        edits=may(event, EDIT),
    )


@bp.route("/again", methods=["POST"])
def again(slug: str) -> ResponseReturnValue:
    """Compare all listings anew."""
    event = event_for(slug, EDIT)
    write(lambda: services.ask_anew(event, at=act_now().at))
    return go_to(url_for(".index", slug=slug), _("The listings are being compared again."))


@bp.route("/parties/<int:party_id>")
def show(slug: str, party_id: int) -> ResponseReturnValue:
    """What is suggested to one party, and why nothing fits where nothing does."""
    event = event_for(slug, READ)
    party = get_party(event, party_id)
    return render_template(
        "matchmaking/suggestions/manage/show.html",
        event=event,
        party=party,
        partners=partners_of(party, queries.list_suggestions([party.id]), Reader(is_office=True), language()),
        verdicts=queries.list_verdicts(party.organization_id, event.id),
    )


@bp.route("/weights", methods=["GET", "POST"])
def weights(slug: str) -> ResponseReturnValue:
    """What counts how much; a preview says what other weights would change before they are saved."""
    event = event_for(slug, EDIT)
    plan = find_plan(event.id)
    if plan is None:
        return redirect(url_for("meetings_manage.index", slug=slug), 303)
    now = services.weighing_of(plan)
    form = WeighingForm(data={**vars(now), "across": now.across.value})
    effect = None
    if form.validate_on_submit():
        if not request.form.get("preview"):
            write(lambda: services.set_weighing(event, form.weighing(), act=act_now()))
            return go_to(
                url_for(".index", slug=slug), _("The weights have been saved. The listings are being compared again.")
            )
        effect = services.preview(event, form.weighing())
    html = render_template("matchmaking/suggestions/manage/weights.html", event=event, form=form, effect=effect)
    return html, form.status if not effect else 200
