"""Calls of leading companies on a party's pages: others apply, the caller selects."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import ApplyForm, CallForm, draft_of
from eventmgr.matchmaking.meeting_requests.models import MeetingCall
from eventmgr.matchmaking.meeting_requests.views.acting import act, count_act, planned, shown
from eventmgr.matchmaking.meeting_requests.views.blueprint import bp
from eventmgr.matchmaking.meeting_requests.views.partners import sentence_for
from eventmgr.tools.web.pages import Answer, finish


@bp.route("/calls/")
def calls(token: str) -> ResponseReturnValue:
    """Calls to which the party may apply, and its own."""
    acting, plan = planned(token)
    event, party = acting.event, acting.party
    everybody = queries.list_open_calls(event.id, at=clock.now())
    own = [call for call in queries.list_calls(event.id) if call.party_id == party.id]
    partners = queries.list_allowed(plan, party, [call.party_id for call in everybody])
    seen = [call for call in everybody if call.party_id in partners]
    return shown(
        "matchmaking/meeting_requests/own/calls.html",
        acting,
        plan,
        own=own,
        others=seen,
        partners=partners,
        chosen=queries.count_chosen([call.id for call in (*own, *seen)]),
        relations=queries.list_relations(party.id, list(partners)),
    )


@bp.route("/calls/new", methods=["GET", "POST"])
def new_call(token: str) -> ResponseReturnValue:
    """A leading company publishes a call."""
    acting, plan = planned(token)
    if not acting.party.may_call:
        raise NotFound(_("This organization publishes no calls for partners. Ask the organizers."))
    form = CallForm()
    form.prepare(acting.event)
    if form.validate_on_submit():
        count_act(acting)

        def publish() -> Answer:
            call = services.publish_call(acting.event, acting.party.id, form.draft(), act=acting.act(), is_own=True)
            return Answer(url_for(".call", token=token, call_id=call.id), _("The call has been published."))

        if answer := finish(form, publish, makes=f"meeting call:{acting.party.id}"):
            return answer
    return shown("matchmaking/meeting_requests/own/call_form.html", acting, plan, form.status, form=form, call=None)


@bp.route("/calls/<int:call_id>/", methods=["GET", "POST"])
def call(token: str, call_id: int) -> ResponseReturnValue:
    """A call: whoever reads it applies; the caller sees who did."""
    acting, plan = planned(token)
    row = get_of(acting.event, MeetingCall, call_id)
    if row.party_id == acting.party.id:
        return _own(acting, plan, row)
    partner = queries.get_partner(plan, acting.party, row.party_id)
    form = ApplyForm()
    if form.validate_on_submit():
        count_act(acting)

        def send() -> Answer:
            made = services.apply_to_call(
                acting.event, row, acting.party.id, words=form.words.data or "", act=acting.act()
            )
            return Answer(url_for(".show", token=token, request_id=made.id), sentence_for(made))

        if answer := finish(form, send, makes=f"meeting call:{row.id}:{acting.party.id}"):
            return answer
    relation = queries.list_relations(acting.party.id, [partner.id]).get(partner.id)
    return shown(
        "matchmaking/meeting_requests/own/call.html",
        acting,
        plan,
        form.status if request.method == "POST" else 200,
        call=row,
        partner=partner,
        form=form,
        relation=relation,
        chosen=queries.count_chosen([row.id])[row.id],
        takes=services.is_open(row, at=clock.now()),
    )


def _own(acting: Acting, plan: MeetingPlan, call: MeetingCall) -> ResponseReturnValue:
    return shown(
        "matchmaking/meeting_requests/own/own_call.html",
        acting,
        plan,
        call=call,
        applications=queries.list_applications(call),
        chosen=queries.count_chosen([call.id])[call.id],
        takes=services.is_open(call, at=clock.now()),
    )


def _own_call(acting: Acting, call_id: int) -> MeetingCall:
    found = get_of(acting.event, MeetingCall, call_id)
    if found.party_id != acting.party.id:
        raise NotFound(_("There is no such call for partners."))
    return found


@bp.route("/calls/<int:call_id>/edit", methods=["GET", "POST"])
def edit_call(token: str, call_id: int) -> ResponseReturnValue:
    """The caller changes its call."""
    acting, plan = planned(token)
    row = _own_call(acting, call_id)
    form = CallForm(data=draft_of(row)).watching()
    form.prepare(acting.event)
    if form.validate_on_submit():
        count_act(acting)

        def save() -> Answer:
            services.hold(acting.event, at=clock.now())
            now = CallForm(None, data=draft_of(get_of(acting.event, MeetingCall, row.id)))
            now.prepare(acting.event)
            if form.compare(now):
                services.edit_call(acting.event, row, form.draft(), act=acting.act())
            return Answer(url_for(".call", token=token, call_id=row.id), _("The changes have been saved."))

        if answer := finish(form, save):
            return answer
    return shown("matchmaking/meeting_requests/own/call_form.html", acting, plan, form.status, form=form, call=row)


@bp.route("/calls/<int:call_id>/close", methods=["POST"])
def close_call(token: str, call_id: int) -> ResponseReturnValue:
    """Nobody applies any more; with `again` = 1 they do again."""
    acting, _plan = planned(token)
    row, closes = _own_call(acting, call_id), not request.form.get("again")
    return act(
        acting,
        lambda: services.close_call(acting.event, row, is_closed=closes, act=acting.act()),
        _("The call has been closed.") if closes else _("The call is open again."),
        to=url_for(".call", token=token, call_id=row.id),
    )
