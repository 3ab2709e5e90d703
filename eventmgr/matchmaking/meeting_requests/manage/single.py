"""One request as organizers see it, what they enter for one of its sides, and messages that were reported."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.access import Reader
from eventmgr.matchmaking.listings.panels import READ as READ_LISTINGS
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import AcceptForForm, DeclineForForm, OfficeForm
from eventmgr.matchmaking.meeting_requests.manage.blueprint import bp
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.rules import answer_by
from eventmgr.matchmaking.meeting_requests.wording import facts_of
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.requests.parameters import query

_ONE = "/<int:request_id>/"
_CHOICES = (Choice.NOW, Choice.NOBODY)


@bp.route(_ONE)
def show(slug: str, request_id: int) -> ResponseReturnValue:
    """Both sides, what they wish, what happened, and what organizers may do; no message that nobody reported."""
    event, plan = planned_for(slug, READ)
    row = queries.get_request(event, request_id)
    seats = {seat.id: seat.name for party in (row.asker_id, row.asked_id) for seat in queries.list_own_seats(party)}
    reads_listings = may(event, READ_LISTINGS)
    entries = list_entries(event.id, object_type=MeetingRequest.__tablename__, object_id=row.id)
    return render_template(
        "matchmaking/meeting_requests/manage/show.html",
        event=event,
        one=row,
        seats=seats,
        history=lines_of(entries, event.timezone),
        proposed=queries.get_pair(event, row.proposed_id, row.proposed_id)[0] if row.proposed_id else None,
        answer_by=answer_by(plan, queries.find_first_start(event.id), row.expires_at),
        is_unwanted=row.state is RequestState.ASKED and queries.is_unwanted(row.asked_id, row.asker_id),
        call=queries.find_call(event.id, row.call_id) if row.call_id else None,
        subjects=queries.list_listings_read(event, [row], Reader(is_office=reads_listings))[row.id],
        reads_listings=reads_listings,
        edits=may(event, EDIT),
        languages=LANGUAGES,
        facts=facts_of,
        states=RequestState,
    )


@bp.route(f"{_ONE}<any(accept, decline, withdraw):doing>", methods=["GET", "POST"])
def answer(slug: str, request_id: int, doing: str) -> ResponseReturnValue:
    """What one side has told the organizers is entered for it, with the grounds."""
    event, _plan = planned_for(slug, EDIT)
    row = queries.get_request(event, request_id)
    possible = RequestState.ASKED if doing != "withdraw" else None
    if row.state not in ((possible,) if possible else (RequestState.ASKED, RequestState.ACCEPTED)):
        raise NotFound(_("This cannot be entered in the request's current state."))
    form = {"accept": AcceptForForm, "decline": DeclineForForm, "withdraw": OfficeForm}[doing]()
    if form.validate_on_submit():
        try:
            carry_out(event, _work(event, row, form), choices=_CHOICES, quiet=True)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go_to(
                url_for(".show", slug=slug, request_id=row.id), _("Entered. Both sides see it on their pages.")
            )
    html = render_template(
        "matchmaking/meeting_requests/manage/answer.html", event=event, one=row, form=form, doing=doing
    )
    return html, form.status


def _work(event: Event, row: MeetingRequest, form: OfficeForm) -> Callable[[], object]:
    act, reason, number = act_now(), form.reason(), row.id
    if isinstance(form, AcceptForForm):
        given = services.Answer(Wish(form.wish.data))
        return lambda: services.accept(event, number, given, act=act, is_own=False, reason=reason)
    if isinstance(form, DeclineForForm):
        no = services.No(form.code.data or "")
        return lambda: services.decline(event, number, no, act=act, is_own=False, reason=reason)
    asker = row.asker_id
    return lambda: services.withdraw(event, number, asker, act=act, words=reason, is_office=True)


@bp.route("/messages/")
def messages(slug: str) -> ResponseReturnValue:
    """What readers have reported; nothing else of what parties write each other."""
    event, _plan = planned_for(slug, EDIT)
    return render_template(
        "matchmaking/meeting_requests/manage/messages.html",
        event=event,
        page=queries.get_reported_page(event.id, query.cursor()),
        reported=queries.count_reported(event.id),
        names={party.id: organization_name(party.organization) for party in list_parties(event.id)},
    )


@bp.route("/messages/<int:message_id>/", methods=["POST"])
def decide(slug: str, message_id: int) -> ResponseReturnValue:
    """`do` = hide, show or leave."""
    event, _plan = planned_for(slug, EDIT)
    doing, act = request.form.get("do", ""), act_now()
    queries.get_message(event, message_id)
    if doing == "leave":
        write(lambda: services.leave_message(event, message_id, act=act))
        flash(_("The message stays as it is."), "success")
    elif doing in ("hide", "show"):
        write(lambda: services.hide_message(event, message_id, is_hidden=doing == "hide", act=act))
        flash(_("The message is hidden.") if doing == "hide" else _("The message is shown again."), "success")
    else:
        raise BadValue(_("“%(value)s” is not a valid action for a message. Use one of the buttons.", value=doing[:20]))
    return redirect(url_for(".messages", slug=slug), 303)
