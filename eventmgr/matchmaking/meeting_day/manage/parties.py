"""One organization on the day: its meetings; that it is late, away or gone; whom it wants to meet at once."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.forms import AwayForm, LateForm, LeftForm, instant_of, new_key
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp, sent_here
from eventmgr.matchmaking.meeting_day.models import DayAct
from eventmgr.matchmaking.meeting_day.queries import list_meetings_of
from eventmgr.matchmaking.meeting_day.queries.acts import list_walked_in
from eventmgr.matchmaking.meeting_day.queries.asking import list_found, list_people_of
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import get_party
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.tools.charts.qr import svg_of
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import attempt, go_to
from eventmgr.tools.web.requests.parameters import query

_PARTY = "/parties/<int:party_id>/"
_FOUND = 20


@bp.route(_PARTY)
def party(slug: str, party_id: int) -> ResponseReturnValue:
    """Its day; `q` finds whom it wants to meet."""
    event, _plan = planned_for(slug, DAY)
    return _page(event, get_party(event, party_id))


@bp.route(f"{_PARTY}people/<int:representative_id>/link.svg")
def link_code(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """The link of somebody who came without registration as a code, which they scan at the desk; of nobody else: theirs
    was sent."""
    event, _plan = planned_for(slug, DAY)
    seat = get_of(get_party(event, party_id), PartyRepresentative, representative_id)
    if seat.registration_id is not None or seat.id not in list_walked_in(party_id):
        raise NotFound(_("People who are registered have their link by e-mail and on their own page."))
    return private(svg_of(absolute_url("meetings_own.index", token=link_token(seat))), mimetype="image/svg+xml")


@bp.route(f"{_PARTY}late", methods=["POST"])
def late(slug: str, party_id: int) -> ResponseReturnValue:
    """It, or one of its people, is there from some slot on only."""
    event, _plan = planned_for(slug, DAY)
    party, form = get_party(event, party_id), LateForm()
    people = _offer(event, party, form)
    if not form.validate_on_submit():
        return _page(event, party, late=form)
    until, person = instant_of(form.until.data), people.get(form.person.data or "")
    assert until is not None
    sent = sent_here("late", party_id, until, person.id if person else "")
    return _carried_out(
        event,
        form,
        lambda: services.late(event, party, until, sent, representative=person, act=act_now()),
        lambda: _page(event, party, late=form),
    )


@bp.route(f"{_PARTY}away", methods=["POST"])
def away(slug: str, party_id: int) -> ResponseReturnValue:
    """It, or one of its people, is away between two slots."""
    event, _plan = planned_for(slug, DAY)
    party, form = get_party(event, party_id), AwayForm()
    people = _offer(event, party, form)
    if not form.validate_on_submit():
        return _page(event, party, away=form)
    since, until, person = instant_of(form.since.data), instant_of(form.until.data), people.get(form.person.data or "")
    assert since is not None
    assert until is not None
    sent = sent_here("away", party_id, since, until, person.id if person else "")
    return _carried_out(
        event,
        form,
        lambda: services.away(event, party, (since, until), sent, representative=person, act=act_now()),
        lambda: _page(event, party, away=form),
    )


@bp.route(f"{_PARTY}left", methods=["POST"])
def left(slug: str, party_id: int) -> ResponseReturnValue:
    """It, or one of its people, has gone and does not come back."""
    return _gone(slug, party_id, services.left, "left")


@bp.route(f"{_PARTY}absent", methods=["POST"])
def absent(slug: str, party_id: int) -> ResponseReturnValue:
    """It, or one of its people, has not come and is not expected any more."""
    return _gone(slug, party_id, services.never_came, "absent")


def _gone(slug: str, party_id: int, verb: Callable[..., DayAct], form_name: str) -> ResponseReturnValue:
    event, _plan = planned_for(slug, DAY)
    party, form = get_party(event, party_id), LeftForm()
    people = _offer(event, party, form)
    if not form.validate_on_submit():
        return _page(event, party, **{form_name: form})
    person = people.get(form.person.data or "")
    sent = sent_here(form_name, party_id, person.id if person else "")
    return _carried_out(
        event,
        form,
        lambda: verb(event, party, sent, representative=person, act=act_now()),
        lambda: _page(event, party, **{form_name: form}),
    )


@bp.route(f"{_PARTY}request", methods=["POST"])
def ask(slug: str, party_id: int) -> ResponseReturnValue:
    """It and the organization `other` want to meet at once."""
    event, _plan = planned_for(slug, DAY)
    party = get_party(event, party_id)
    number = whole_number(request.form.get("other", ""))
    if number is None:
        raise BadValue(_("Find the other organization first."))
    other = get_party(event, number)
    sent = sent_here("request", party_id, other.id)
    return attempt(
        lambda: services.request_at_desk(event, party, other, sent, act=act_now()),
        _("Both want to meet. See the proposal for a time and a table."),
        url_for(".index", slug=slug, _anchor="repair"),
        back=url_for(".party", slug=slug, party_id=party_id),
    )


def _carried_out(
    event: Event, form: Form, work: Callable[[], DayAct], again: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    """Do it and go to where the repair is proposed; a refusal is said at its field."""
    try:
        write(work)
    except Refusal as refusal:
        form.refuse(refusal)
        return again()
    return go_to(
        url_for(".index", slug=event.slug, _anchor="repair"), _("Recorded. Nothing has moved yet: see the proposal.")
    )


def _offer(event: Event, party: MeetingParty, *forms: Form) -> dict[str, PartyRepresentative]:
    """Fill in times and people; number as typed → representative."""
    slots = floor_of(event, at=clock.now()).to_come()
    people = {str(person.id): person for person in list_people_of(party.id)}
    for form in forms:
        if isinstance(form, (LateForm, AwayForm)):
            names = [name for name in ("since", "until") if name in form]
            form.offer_slots(*names, slots=slots, zone=event.timezone)
        form["person"].offer([(number, person.name) for number, person in people.items()])
    return people


def _page(
    event: Event,
    party: MeetingParty,
    *,
    late: LateForm | None = None,
    away: AwayForm | None = None,
    left: LeftForm | None = None,
    absent: LeftForm | None = None,
) -> ResponseReturnValue:
    status = next((form.status for form in (late, away, left, absent) if form is not None), 200)
    late = (late or LateForm(None)).tell_apart("late")
    away = (away or AwayForm(None)).tell_apart("away")
    left = (left or LeftForm(None)).tell_apart("left")
    absent = (absent or LeftForm(None)).tell_apart("absent")
    _offer(event, party, late, away, left, absent)
    floor, q = floor_of(event, at=clock.now()), query.text("q", longest=100)
    others = [row for row in list_found(event.id, q, limit=_FOUND) if row.id != party.id] if q else []
    came = list_walked_in(party.id)
    html = render_template(
        "matchmaking/meeting_day/party.html",
        event=event,
        party=party,
        floor=floor,
        rows=floor.of_meetings(list_meetings_of(party)),
        late=late,
        away=away,
        left=left,
        absent=absent,
        walked_in=[row for row in list_people_of(party.id) if row.registration_id is None and row.id in came],
        q=q,
        others=others,
        key=new_key(),
    )
    return html, status
