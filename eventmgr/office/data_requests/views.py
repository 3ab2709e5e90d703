"""A person's own requests on their page: asked, and taken back."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import act_of, opened, private
from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.office.data_requests import queries, services
from eventmgr.office.data_requests.forms import AskForm
from eventmgr.office.data_requests.labels import ASKED, EFFECTS
from eventmgr.tools.web.pages import Answer, attempt, finish
from eventmgr.tools.web.rate_limits.limits import limit

bp = Blueprint("data_requests", __name__)
_MOST_A_DAY = 10


@bp.route("/my/<token>/requests/", methods=["GET", "POST"])
def ask(token: str) -> ResponseReturnValue:
    """Restrict, object, or ask something else; until when it is answered stands on the own page afterwards."""
    registration = opened(token)
    event, form, days = registration.event, AskForm(), int(current_app.config["REQUEST_ANSWER_DAYS"])
    if form.validate_on_submit():
        limit(f"data-request:{registration.id}", most=_MOST_A_DAY, per_seconds=86_400, at=clock.now())

        def add() -> Answer:
            services.ask(event, registration, form.wanted(), form.text.data or "", days=days, act=act_of(registration))
            said = _("Your request has reached the organizers. Their answer will be shown here.")
            return Answer(url_for("registration.show", token=token), said)

        if answer := finish(form, add, makes=f"data_request:{registration.id}"):
            return answer
    html = render_template(
        "office/data_requests/ask.html", event=event, token=token, form=form, kinds=ASKED, effects=EFFECTS, days=days
    )
    return private(html, form.status)


@bp.route("/my/<token>/requests/<int:data_request_id>/withdraw", methods=["POST"])
def take_back(token: str, data_request_id: int) -> ResponseReturnValue:
    """An open request is withdrawn; what was granted ends."""
    registration = opened(token)
    request = queries.get_own_request(registration, data_request_id)
    return attempt(
        lambda: services.take_back(registration.event, request, act=act_of(registration)),
        _("Your request has been withdrawn. What was granted no longer applies."),
        url_for("registration.show", token=token),
    )
