"""Free places and who could meet there: offered with a tap, never given without both sides' yes."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.queries import list_offers
from eventmgr.matchmaking.meeting_day.queries.asking import get_request, list_open_requests, list_requests_by_id
from eventmgr.matchmaking.meeting_day.repair.free_places import candidates
from eventmgr.matchmaking.meeting_day.repair.proposing import standing
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables.task.places import Place
from eventmgr.tools.web.pages import attempt, go_to

_MOST = 30


@bp.route("/offers/")
def offers(slug: str) -> ResponseReturnValue:
    """Requests without a place that would fit into a free one, and what was offered so far."""
    event, plan = planned_for(slug, DAY)
    possible = []
    if plan.stage is not Stage.NONE:
        open_requests = list_open_requests(event.id)
        stands = standing(event, plan, at=clock.now(), also=open_requests)
        possible = candidates(stands, limit=_MOST)
    requests = list_requests_by_id(event.id, [candidate.place.request for candidate in possible])
    return render_template(
        "matchmaking/meeting_day/offers.html",
        event=event,
        candidates=[
            (candidate, requests[candidate.place.request])
            for candidate in possible
            if candidate.place.request in requests
        ],
        offers=list_offers(event.id, limit=_MOST),
    )


@bp.route("/offers/", methods=["POST"])
def offer(slug: str) -> ResponseReturnValue:
    """Offer the place of the form to both sides."""
    event, _plan = planned_for(slug, DAY)
    number, starts_at = whole_number(request.form.get("request", "")), _instant(request.form.get("starts_at", ""))
    if number is None or starts_at is None:
        raise BadValue(_("Select one of the places on the page."))
    found = get_request(event, number)
    place = Place(found.id, starts_at, whole_number(request.form.get("table", "")))
    return attempt(
        lambda: services.offer(event, found, place, act=act_now()),
        _("Offered. Both sides see it on their page; the place is given once both have said yes."),
        url_for(".offers", slug=slug),
    )


def _instant(typed: str) -> datetime | None:
    """An instant as the page writes it."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@bp.route("/offers/<int:offer_id>/withdraw", methods=["POST"])
def withdraw(slug: str, offer_id: int) -> ResponseReturnValue:
    """Withdraw an offer of a meeting."""
    event, _plan = planned_for(slug, DAY)
    write(lambda: services.withdraw_offer(event, offer_id, act=act_now()))
    return go_to(url_for(".offers", slug=slug), _("The offer is taken back."))
