"""A participant's own stops, and what they found there: by the own link, on a phone, without an account and without
scripts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.own_page.views.page import agreed, private
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.programme.study_visits import queries, services
from eventmgr.programme.study_visits.forms import FindingForm
from eventmgr.programme.study_visits.panels import own_stop
from eventmgr.programme.study_visits.queries import Stop
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.requests.accepted import without_token

bp = Blueprint("visits", __name__)
_POSTS = 60
"""Findings of one link in an hour."""


@bp.route("/my/<token>/visits/")
def index(token: str) -> ResponseReturnValue:
    """The own stops with batch and notes, and what was found there."""
    registration = _visitor(token)
    stops, at = queries.list_whole_stops(registration.event_id, only=registration.id), clock.now()
    html = render_template(
        "programme/study_visits/index.html",
        event=registration.event,
        token=token,
        stops=[(stop, own_stop(stop, registration.id), services.rules_in_words(stop.row)) for stop in stops],
        findings=queries.list_findings_of(registration.id),
        missed=services.list_missed(registration, [stop.item for stop in stops], at=at),
        now=at,
    )
    return private(html)


@bp.route("/my/<token>/visits/<int:item_id>/", methods=["GET", "POST"])
@without_token
def finding(token: str, item_id: int) -> ResponseReturnValue:
    """What was found at one stop, from its beginning on, by whoever was there; both fields empty take it back."""
    registration = _visitor(token)
    stop = _visited(registration, item_id)
    form = FindingForm.of(queries.list_findings_of(registration.id).get(item_id))
    if stop.item.starts_at > clock.now():
        if request.method != "POST":
            return redirect(url_for(".index", token=token), 303)
        raise NotPossible(_("Findings can be written once the visit has begun."))
    if services.list_missed(registration, [stop.item], at=clock.now()):
        raise NotPossible(
            _(
                "According to check-in you were not at this stop; whoever was there writes what they found. If this is wrong, tell the organizers."
            )
        )
    if form.validate_on_submit():
        at = clock.now()
        limit(f"finding:{registration.id}", most=_POSTS, per_seconds=3600, at=at)
        seen, adopt = form.saw.data or "", form.adopt.data or ""
        write(lambda: services.write_finding(registration, item_id, seen, adopt, at=at))
        return go_to(url_for(".index", token=token), _("Thank you. Your findings are kept."))
    html = render_template(
        "programme/study_visits/finding.html", event=registration.event, token=token, stop=stop, form=form
    )
    return private(html, 422 if form.status == 200 and request.method == "POST" else form.status)


def _visitor(token: str) -> Registration:
    registration = agreed(token)
    is_shown = registration.event.agenda_published and registration.restricted_at is None
    if registration.status not in HOLDING or not is_shown:
        raise NotFound(_("There are no stops to be shown yet."))
    return registration


def _visited(registration: Registration, item_id: int) -> Stop:
    """A stop that admits this person.

    Raises:
        NotFound: there is none of that number.
    """
    stops = queries.list_whole_stops(registration.event_id, only=registration.id)
    found = next((stop for stop in stops if stop.item.id == item_id and registration.id not in stop.refused), None)
    if found is None:
        raise NotFound(_("There is no such stop."))
    return found
