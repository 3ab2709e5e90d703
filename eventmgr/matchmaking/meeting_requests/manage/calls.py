"""Calls of leading companies on organizers' pages: published for them, changed, closed; who publishes by itself."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import CallerForm, CallForm, OfficeCallForm, draft_of
from eventmgr.matchmaking.meeting_requests.manage.blueprint import bp
from eventmgr.matchmaking.meeting_requests.models import MeetingCall
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit


@bp.route("/calls/", methods=["GET", "POST"])
def calls(slug: str) -> ResponseReturnValue:
    """All calls with how many applied and were chosen; who may publish them."""
    is_post = request.method == "POST"
    event, _plan = planned_for(slug, EDIT if is_post else READ)
    parties = list_parties(event.id)
    form = CallerForm()
    form.offer([candidate for candidate in parties if candidate.state is PartyState.ACTIVE and not candidate.may_call])

    def change() -> Answer:
        number, act = int(form.party.data or 0), act_now()
        services.allow_calls(event, number, is_allowed=True, act=act)
        return Answer(url_for(".calls", slug=slug), _("It may now publish calls on its own page."))

    if answer := submit(form, change):
        return answer
    rows = queries.list_calls(event.id)
    html = render_template(
        "matchmaking/meeting_requests/manage/calls.html",
        event=event,
        calls=rows,
        chosen=queries.count_chosen([call.id for call in rows]),
        names={party.id: organization_name(party.organization) for party in parties},
        callers=[candidate for candidate in parties if candidate.may_call],
        is_open=lambda call: services.is_open(call, at=clock.now()),
        form=form,
        edits=may(event, EDIT),
    )
    return html, form.status if is_post else 200


@bp.route("/calls/callers/<int:party_id>/end", methods=["POST"])
def end_caller(slug: str, party_id: int) -> ResponseReturnValue:
    """The party publishes no calls by itself any more; those it has stay."""
    event, _plan = planned_for(slug, EDIT)
    act = act_now()
    write(lambda: services.allow_calls(event, party_id, is_allowed=False, act=act))
    return go_to(url_for(".calls", slug=slug), _("It no longer publishes calls by itself. Its existing calls stay."))


@bp.route("/calls/new", methods=["GET", "POST"])
def new_call(slug: str) -> ResponseReturnValue:
    """A call that organizers publish for a leading company."""
    event, _plan = planned_for(slug, EDIT)
    form = OfficeCallForm()
    form.prepare(event)
    form.offer([one for one in list_parties(event.id) if one.state is PartyState.ACTIVE])

    def publish() -> Answer:
        number, draft, act = int(form.party.data or 0), form.draft(), act_now()
        services.publish_call(event, number, draft, act=act, is_own=False)
        return Answer(url_for(".calls", slug=slug), _("The call has been published."))

    if answer := submit(form, publish, makes=f"meeting call:{event.id}"):
        return answer
    return _form_page(event, form)


def _form_page(event: Event, form: CallForm, call: object = None) -> ResponseReturnValue:
    return form_page("matchmaking/meeting_requests/manage/call_form.html", form, event=event, call=call)


@bp.route("/calls/<int:call_id>/edit", methods=["GET", "POST"])
def edit_call(slug: str, call_id: int) -> ResponseReturnValue:
    """Another text, another number, another end."""
    event, _plan = planned_for(slug, EDIT)
    call = get_of(event, MeetingCall, call_id)
    form = CallForm(data=draft_of(call)).watching()
    form.prepare(event)

    def save() -> Answer:
        act = act_now()
        services.hold(event, at=act.at)
        now = CallForm(None, data=draft_of(get_of(event, MeetingCall, call.id)))
        now.prepare(event)
        if form.compare(now):
            services.edit_call(event, call, form.draft(), act=act)
        return Answer(url_for(".calls", slug=slug), _("The changes have been saved."))

    if answer := submit(form, save):
        return answer
    return _form_page(event, form, call)


@bp.route("/calls/<int:call_id>/close", methods=["POST"])
def close_call(slug: str, call_id: int) -> ResponseReturnValue:
    """Nobody applies any more; with `again` = 1 they do again."""
    event, _plan = planned_for(slug, EDIT)
    found, closes, act = get_of(event, MeetingCall, call_id), not request.form.get("again"), act_now()
    write(lambda: services.close_call(event, found, is_closed=closes, act=act))
    return go_to(
        url_for(".calls", slug=slug), _("The call has been closed.") if closes else _("The call is open again.")
    )
