"""The queue of requests on personal information, as organizers work it off."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.data_requests import queries, services
from eventmgr.office.data_requests.forms import AnswerForm, AskForm
from eventmgr.office.data_requests.labels import ASKED, EFFECTS
from eventmgr.office.data_requests.models import DataRequest, RequestState
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("data_requests_manage", __name__, url_prefix="/manage/events/<slug>/requests")
ANSWER = "data_requests.answer"
_PARTS = {
    "open": _l("Awaiting an answer"),
    "overdue": _l("Overdue"),
    "in_force": _l("Granted and in force"),
    "closed": _l("Settled"),
}
_WAYS = (Choice.NOW,)
"""A person who has asked something is answered, at once."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All requests, or one part of them (`state`), page by page; what is due first comes first."""
    event = event_for(slug, ANSWER)
    part, at = query.text("state"), clock.now()
    if part and part not in queries.SHOWN:
        known = ", ".join(queries.SHOWN)
        raise BadValue(_("“%(value)s” is not a valid state. Available: %(known)s.", value=part[:40], known=known))
    waiting, overdue = queries.count_open(event.id, at=at)
    return render_template(
        "office/data_requests/manage/index.html",
        event=event,
        page=queries.list_queue(event.id, part, at=at, cursor=query.cursor()),
        part=part,
        parts=_PARTS,
        waiting=waiting,
        overdue=overdue,
        days=int(current_app.config["REQUEST_ANSWER_DAYS"]),
        now=at,
    )


@bp.route("/<int:data_request_id>/", methods=["GET", "POST"])
def show(slug: str, data_request_id: int) -> ResponseReturnValue:
    """One request with its person; the answer is typed here, and shown as the e-mail says it before it is sent."""
    event = event_for(slug, ANSWER)
    request = get_of(event, DataRequest, data_request_id)
    form = AnswerForm()
    form.prepare(request)

    def change() -> Answer:
        decision, text = form.decided(), form.answer.data or ""
        services.answer(event, request, decision, text, act=act_now())
        return Answer(url_for(".index", slug=slug), _("The request has been answered."))

    if answer := submit(form, change, using=partial(carry_out, event, choices=_WAYS, quiet=True, is_held=False)):
        return answer
    html = render_template(
        "office/data_requests/manage/show.html",
        event=event,
        request_=request,
        registration=request.registration,
        form=form,
        effects=EFFECTS,
        is_open=request.state is RequestState.OPEN,
        now=clock.now(),
    )
    return html, form.status


@bp.route("/<int:data_request_id>/lift", methods=["POST"])
def lift(slug: str, data_request_id: int) -> ResponseReturnValue:
    """What was granted ends; the person hears of it."""
    event = event_for(slug, ANSWER)
    request = get_of(event, DataRequest, data_request_id)
    return attempt(
        lambda: services.lift(event, request, act=act_now()),
        _("What was granted has ended."),
        url_for(".show", slug=slug, data_request_id=data_request_id),
        using=partial(carry_out, event, choices=_WAYS, quiet=True, is_held=False),
    )


@bp.route("/new/<int:registration_id>", methods=["GET", "POST"])
def new(slug: str, registration_id: int) -> ResponseReturnValue:
    """Enter a request that came by telephone, by post or in person."""
    event = event_for(slug, ANSWER)
    registration = get_of(event, Registration, registration_id)
    form, days = AskForm().for_organizers(), int(current_app.config["REQUEST_ANSWER_DAYS"])

    def add() -> Answer:
        made = services.ask(
            event, registration, form.wanted(), form.text.data or "", days=days, act=act_now(), by_organizers=True
        )
        return Answer(url_for(".show", slug=slug, data_request_id=made.id), _("The request has been entered."))

    if answer := submit(form, add, makes=f"data_request:{registration.id}"):
        return answer
    html = render_template(
        "office/data_requests/manage/new.html",
        event=event,
        registration=registration,
        form=form,
        kinds=ASKED,
        effects=EFFECTS,
    )
    return html, form.status
