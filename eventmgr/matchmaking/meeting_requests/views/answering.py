"""What others ask of a party and what it asked; one request and the answer to it, with the messages inside it."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import AskForm, DeclineForm, MessageForm, subject_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.panels import PLACED
from eventmgr.matchmaking.meeting_requests.queries import PartnerFilter
from eventmgr.matchmaking.meeting_requests.rules import MOST_MESSAGES
from eventmgr.matchmaking.meeting_requests.views.acting import act, count_act, planned, shown
from eventmgr.matchmaking.meeting_requests.views.blueprint import bp
from eventmgr.matchmaking.meeting_requests.wording import choices_provinces
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.requests.parameters import query


@bp.route("/requests/")
def incoming(token: str) -> ResponseReturnValue:
    """What waits for an answer, one tap each; below it what was answered just now, to be undone."""
    acting, plan = planned(token)
    at = clock.now()
    answered = queries.get_incoming(acting.party, None, is_open=False).rows
    page = queries.get_incoming(acting.party, query.cursor(), is_open=True)
    return shown(
        "matchmaking/meeting_requests/own/incoming.html",
        acting,
        plan,
        page=page,
        subjects=queries.list_listings_read_by(acting.event, page.rows, acting.party.organization_id),
        subject_of=lambda listing: subject_of(listing, acting.party.organization_id),
        just_now=[one for one in answered if services.is_undoable(one, at=at)],
    )


@bp.route("/requests/answered/")
def answered(token: str) -> ResponseReturnValue:
    """What others asked and needs no answer any more."""
    acting, plan = planned(token)
    page = queries.get_incoming(acting.party, query.cursor(), is_open=False)
    return shown("matchmaking/meeting_requests/own/answered.html", acting, plan, page=page)


@bp.route("/requests/sent/")
def outgoing(token: str) -> ResponseReturnValue:
    """What the party asked, and what became of it."""
    acting, plan = planned(token)
    page = queries.get_outgoing(acting.party, query.cursor())
    return shown("matchmaking/meeting_requests/own/outgoing.html", acting, plan, page=page)


_ONE = "/requests/<int:request_id>/"


@bp.route(_ONE)
def show(token: str, request_id: int) -> ResponseReturnValue:
    """Who asks whom about what, what may be done, and what was written."""
    acting, plan = planned(token)
    return _page(acting, plan, queries.get_own(acting.party, request_id))


def _page(
    acting: Acting, plan: MeetingPlan, row: MeetingRequest, form: MessageForm | None = None
) -> ResponseReturnValue:
    form = form or MessageForm(None)
    messages = queries.list_messages(row.id)
    is_asker = row.asker_id == acting.party.id
    return shown(
        "matchmaking/meeting_requests/own/show.html",
        acting,
        plan,
        form.status,
        one=row,
        is_asker=is_asker,
        partner=row.asked if is_asker else row.asker,
        proposed=_proposed(acting, plan, row) if is_asker else None,
        seats={seat.id: seat for seat in queries.list_own_seats(acting.party.id)},
        subjects=queries.list_listings_read_by(acting.event, [row], acting.party.organization_id).get(row.id, []),
        subject_of=lambda listing: subject_of(listing, acting.party.organization_id),
        messages=messages,
        own_messages=sum(message.party_id == acting.party.id for message in messages),
        most_messages=MOST_MESSAGES,
        stands=row.state in (RequestState.ASKED, RequestState.ACCEPTED),
        placed=panels(PLACED, acting.event, acting, row),
        is_undoable=not is_asker and services.is_undoable(row, at=clock.now()),
        form=form,
        languages=LANGUAGES,
    )


def _proposed(acting: Acting, plan: MeetingPlan, one: MeetingRequest) -> object:
    """Whom the other proposed, if the party may meet it."""
    return queries.find_partner(plan, acting.party, one.proposed_id) if one.proposed_id else None


def _home(token: str) -> str:
    return url_for(".incoming", token=token)


@bp.route(f"{_ONE}accept", methods=["POST"])
def accept(token: str, request_id: int) -> ResponseReturnValue:
    """Accept with one tap; `wish` = must or would."""
    acting, _plan = planned(token)
    said = request.form.get("wish", Wish.WOULD.value)
    if said not in {wish.value for wish in Wish}:
        raise BadValue(_("“%(value)s” is not a valid wish. Use one of the buttons.", value=said[:20]))
    row, answer = queries.get_own(acting.party, request_id), services.Answer(Wish(said))
    _check_asked(acting, row)
    return act(
        acting,
        lambda: services.accept(acting.event, row.id, answer, act=acting.act()),
        _("Accepted. You can undo it for some minutes, and withdraw it later."),
        to=_home(token),
    )


def _check_asked(acting: Acting, one: MeetingRequest) -> None:
    """Only whoever is asked answers; for others there is nothing of the kind."""
    if one.asked_id != acting.party.id:
        raise NotFound(_("There is no such request for a meeting."))


@bp.route(f"{_ONE}decline", methods=["GET", "POST"])
def decline(token: str, request_id: int) -> ResponseReturnValue:
    """Decline with one tap, or on this page with a reason."""
    acting, plan = planned(token)
    row = queries.get_own(acting.party, request_id)
    _check_asked(acting, row)
    form = DeclineForm()
    if form.validate_on_submit():
        no = form.no()
        return act(
            acting,
            lambda: services.decline(acting.event, row.id, no, act=acting.act()),
            _("Declined. You can undo it for some minutes."),
            to=_home(token),
        )
    return shown("matchmaking/meeting_requests/own/decline.html", acting, plan, form.status, one=row, form=form)


@bp.route(f"{_ONE}propose", methods=["GET", "POST"])
def propose(token: str, request_id: int) -> ResponseReturnValue:
    """Decline, and propose another organization that the asker may meet: a list with one button each."""
    acting, plan = planned(token)
    row = queries.get_own(acting.party, request_id)
    _check_asked(acting, row)
    number = whole_number(request.form.get("party", "")[:12], least=1)
    if number is not None:
        no = services.No("another", "", number)
        return act(
            acting,
            lambda: services.decline(acting.event, row.id, no, act=acting.act()),
            _("Declined, with your proposal. You can undo it for some minutes."),
            to=_home(token),
        )
    if request.method == "POST":
        flash(_("Select the organization that you propose."), "danger")
    asked = PartnerFilter(query.text("q"), query.text("province"))
    provinces, _sectors, _sides = queries.list_facets(plan, row.asker)
    return shown(
        "matchmaking/meeting_requests/own/propose.html",
        acting,
        plan,
        422 if request.method == "POST" else 200,
        one=row,
        asked=asked,
        page=queries.get_partners(plan, row.asker, asked, query.cursor()),
        provinces=choices_provinces(provinces),
    )


@bp.route(f"{_ONE}undo", methods=["POST"])
def undo(token: str, request_id: int) -> ResponseReturnValue:
    """The answer that was given some minutes ago was none."""
    acting, _plan = planned(token)
    row = queries.get_own(acting.party, request_id)
    _check_asked(acting, row)
    return act(
        acting,
        lambda: services.undo_answer(acting.event, row.id, act=acting.act()),
        _("Undone: the request is waiting for your answer again."),
        to=_home(token),
    )


@bp.route(f"{_ONE}withdraw", methods=["GET", "POST"])
def withdraw(token: str, request_id: int) -> ResponseReturnValue:
    """The request, or the accepted meeting, is off."""
    acting, plan = planned(token)
    row = queries.get_own(acting.party, request_id)
    if request.method == "POST":
        return act(
            acting,
            lambda: services.withdraw(acting.event, row.id, acting.party.id, act=acting.act()),
            _("Withdrawn."),
            to=url_for(".show", token=token, request_id=row.id),
        )
    is_asker = row.asker_id == acting.party.id
    other = row.asked if is_asker else row.asker
    return shown("matchmaking/meeting_requests/own/withdraw.html", acting, plan, one=row, partner=other)


@bp.route(f"{_ONE}edit", methods=["GET", "POST"])
def edit(token: str, request_id: int) -> ResponseReturnValue:
    """Another wish, seat, interpreter; the asker's words while the request waits."""
    acting, plan = planned(token)
    row = queries.get_own(acting.party, request_id)
    form = _edit_form(acting, row).watching()
    if form.validate_on_submit():
        count_act(acting)

        def save() -> Answer:
            services.hold(acting.event, at=clock.now())
            if form.compare(_edit_form(acting, queries.get_own(acting.party, row.id), fresh=True)):
                services.change(acting.event, row.id, acting.party.id, form.wanted(row), act=acting.act())
            return Answer(url_for(".show", token=token, request_id=row.id), "")

        if answer := finish(form, save):
            return answer
    return shown("matchmaking/meeting_requests/own/edit.html", acting, plan, form.status, one=row, form=form)


def _edit_form(acting: Acting, row: MeetingRequest, *, fresh: bool = False) -> AskForm:
    """What the party may change of a request, as it stands; its words while it waits for an answer."""
    is_asker = row.asker_id == acting.party.id
    wish = row.asker_wish if is_asker else row.asked_wish or Wish.WOULD
    seat = row.asker_seat_id if is_asker else row.asked_seat_id
    is_open = is_asker and row.state is RequestState.ASKED
    subjects = queries.list_subjects(acting.event, row.asker, row.asked) if is_open else []
    data = {
        "wish": wish.value,
        "words": row.words,
        "seat_id": seat,
        "interpreter": row.interpreter or None,
        "listings": [subject.id for subject in subjects if subject.id in row.listing_ids],
    }
    form = AskForm(None, data=data) if fresh else AskForm(data=data)
    form.prepare(queries.list_own_seats(acting.party.id), subjects, acting.party.organization_id)
    if not is_open:
        del form.words
    return form


@bp.route(f"{_ONE}messages", methods=["POST"])
def write_message(token: str, request_id: int) -> ResponseReturnValue:
    """A message to the other side."""
    acting, plan = planned(token)
    row, form = queries.get_own(acting.party, request_id), MessageForm()
    if not form.validate_on_submit():
        return _page(acting, plan, row, form)
    count_act(acting, is_message=True)
    there, party = url_for(".show", token=token, request_id=row.id, _anchor="messages"), acting.party
    text = form.text.data or ""

    def add() -> Answer:
        services.write_message(acting.event, row.id, party, text, act=acting.act())
        return Answer(there, _("Your message has been sent."))

    if answer := finish(form, add, makes=f"meeting message:{row.id}:{party.id}"):
        return answer
    return _page(acting, plan, row, form)


@bp.route(f"{_ONE}messages/<int:message_id>/report", methods=["POST"])
def report(token: str, request_id: int, message_id: int) -> ResponseReturnValue:
    """Show a message to the organizers."""
    acting, _plan = planned(token)
    party = acting.party
    return act(
        acting,
        lambda: services.report_message(acting.event, request_id, message_id, party, act=acting.act()),
        _("Reported. The organizers see this message, and no other."),
        to=url_for(".show", token=token, request_id=request_id, _anchor="messages"),
    )
