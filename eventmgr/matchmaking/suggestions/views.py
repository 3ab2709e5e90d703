"""Suggested partners on a party's own pages, and on those of a liaison for all parties of the delegation."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.access import liaison_here
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import LARGEST, whole_number
from eventmgr.matchmaking.listings.access import Reader, reader_of
from eventmgr.matchmaking.meeting_parties.access import acting_for, liaison_token
from eventmgr.matchmaking.meeting_parties.panels import listings_address
from eventmgr.matchmaking.meeting_parties.views import page
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests.queries import list_full
from eventmgr.matchmaking.meeting_requests.services import may_ask
from eventmgr.matchmaking.suggestions import queries, services
from eventmgr.matchmaking.suggestions.forms import OftenForm
from eventmgr.matchmaking.suggestions.labels import ONLY
from eventmgr.matchmaking.suggestions.models import Often, OpinionKind
from eventmgr.matchmaking.suggestions.showing import Partner, partners_of
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("meetings_suggestions", __name__, url_prefix="/meetings")
_OWN = "/<token>/suggestions/"
_SHOWN_OF_EACH = 3


@bp.route(_OWN)
def index(token: str) -> ResponseReturnValue:
    """Partners that fit, with their reasons; listings that nothing fits, with why."""
    return _page(token)


def _page(token: str, form: OftenForm | None = None) -> ResponseReturnValue:
    acting = acting_for(token)
    party, event = acting.party, acting.event
    reader = reader_of(event, party.organization_id)
    choice = queries.find_choice(party.id)
    form = form or OftenForm(None, data={"often": (choice.often if choice else Often.WEEKLY).value})
    run = queries.find_run(event.id)
    partners = partners_of(party, queries.list_suggestions([party.id]), reader, language())
    plan = find_plan(event.id)
    return page(
        "matchmaking/suggestions/own.html",
        acting,
        form.status,
        partners=partners,
        full=list_full(plan, [one.party for one in partners]) if plan is not None else (),
        verdicts=queries.list_verdicts(party.organization_id, event.id),
        hidden=queries.list_hidden(party.id),
        run=run,
        form=form,
        listings=listings_address(acting),
        share=services.share_of(event.id),
        asks=plan is not None and may_ask(plan, party, at=clock.now()),
    )


@bp.route(f"{_OWN}<int:partner_id>/opinion", methods=["POST"])
def say(token: str, partner_id: int) -> ResponseReturnValue:
    """The party does not want the other suggested, has met it before, or takes that back."""
    acting = acting_for(token)
    answer = request.form.get("kind", "")
    known = {kind.value: kind for kind in OpinionKind}
    if not answer:  # sent without a button
        return redirect(url_for(".index", token=token), 303)
    if answer not in known and answer != "take_back":
        raise BadValue(_("“%(value)s” is not a valid answer. Use the buttons on the page.", value=answer[:20]))
    other = min(partner_id, LARGEST)
    if answer == "take_back":
        write(lambda: services.take_back(acting.event, acting.party, other, act=acting.act()))
        flash(_("It may be suggested to you again."), "success")
    else:
        listing = whole_number(request.form.get("listing", ""))
        write(lambda: services.say(acting.event, acting.party, other, known[answer], listing, act=acting.act()))
        flash(_("It is no longer suggested to you. Nobody else learns of it."), "success")
    return redirect(url_for(".index", token=token), 303)


@bp.route(f"{_OWN}often", methods=["POST"])
def often(token: str) -> ResponseReturnValue:
    """How often the party wants e-mails about new suggestions."""
    acting, form = acting_for(token), OftenForm()
    if not form.validate_on_submit():
        return _page(token, form)
    write(lambda: services.choose_often(acting.party, form.chosen()))
    return go_to(url_for(".index", token=token), _("Saved."))


@bp.route("/unit/<slug>/<unit_code>/suggestions/")
def unit(slug: str, unit_code: str) -> ResponseReturnValue:
    """All parties of a delegation as its liaison sees them: how many suggestions each has, and the best of them."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    only = query.text("only")
    if only and only not in ONLY:
        raise BadValue(_("“%(value)s” is not a valid filter. Choose from the list.", value=only[:20]))
    page = queries.get_standings(event.id, only, query.cursor(), unit_code=unit_code, size=20)
    suggestions = queries.list_suggestions([standing.party.id for standing in page.rows])
    partners: dict[int, list[Partner]] = {}
    for standing in page.rows:
        reader = Reader(organization_id=standing.party.organization_id, takes_part=True)
        partners[standing.party.id] = partners_of(standing.party, suggestions, reader, language())[:_SHOWN_OF_EACH]
    html = render_template(
        "matchmaking/suggestions/unit.html",
        event=event,
        unit=get_unit(unit_code).name(language()),
        unit_code=unit_code,
        page=page,
        partners=partners,
        only=only,
        onlys=list(ONLY.items()),
        token_of=lambda party: liaison_token(liaison, party),
    )
    return never_kept(make_response(html))
