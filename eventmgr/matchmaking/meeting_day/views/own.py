"""A party's day: the next table, how long until then, what came of each meeting; with one tap each."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask import request as http
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.floor.calls import Shown, walk_minutes
from eventmgr.matchmaking.meeting_day.floor.reading import Floor, contacts_for, floor_of, may_see
from eventmgr.matchmaking.meeting_day.forms import LateForm, ResultForm, instant_of, new_key, sent_by, values_of
from eventmgr.matchmaking.meeting_day.labels import CURRENCIES
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.queries import get_meeting, list_meetings_of, list_offers_of
from eventmgr.matchmaking.meeting_day.services.offers import NoLongerFree
from eventmgr.matchmaking.meeting_day.services.results import WITH_AMOUNT
from eventmgr.matchmaking.meeting_day.views.answers import done, refused, told
from eventmgr.matchmaking.meeting_parties.access import Acting, acting_for
from eventmgr.matchmaking.meeting_parties.views import page
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables.models import Meeting, MissedBy
from eventmgr.tools.log.services import record
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.answers import wants_json

bp = Blueprint("meetings_today", __name__, url_prefix="/meetings/<token>/today")


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """What is next and where; all meetings with their results; free places that are offered."""
    acting = acting_for(token)
    floor = floor_of(acting.event, at=clock.now())
    rows = _rows(acting, floor)
    late = LateForm()
    late.offer_slots("until", slots=floor.to_come()[:12], zone=acting.event.timezone)
    return page(
        "matchmaking/meeting_day/today.html",
        acting,
        floor=floor,
        rows=rows,
        nearest=_nearest(rows, floor),
        walks=_walks(acting, rows),
        offers=list_offers_of(acting.party),
        outcomes=MeetingOutcome,
        with_amount=WITH_AMOUNT,
        key=new_key(),
        may_see=lambda row: may_see(row.meeting.request, acting.party),
        late=late,
    )


def _rows(acting: Acting, floor: Floor) -> list[Shown]:
    """The party's meetings, once the timetable has been told."""
    plan = find_plan(acting.event.id)
    if plan is None or plan.stage is Stage.NONE:
        return []
    return floor.of_meetings(list_meetings_of(acting.party))


def _nearest(rows: list[Shown], floor: Floor) -> Shown | None:
    """The meeting that runs, else the next one."""
    return next((row for row in rows if row.meeting.ends_at > floor.at), None)


def _walks(acting: Acting, rows: list[Shown]) -> dict[int, int]:
    """Meeting → minutes of the way to its table from the hall of the one before."""
    plan = find_plan(acting.event.id)
    walks = plan.walks if plan is not None else []
    minutes_of, before = {}, None
    for row in rows:
        minutes_of[row.meeting.id] = walk_minutes(walks, before.hall if before else None, row.hall)
        before = row
    return minutes_of


@bp.route("/<int:meeting_id>/")
def meeting(token: str, meeting_id: int) -> ResponseReturnValue:
    """One meeting: its result with all that may be added."""
    acting = acting_for(token)
    return _meeting_page(acting, _own(acting, meeting_id))


def _meeting_page(
    acting: Acting, meeting: Meeting, form: ResultForm | None = None, *, shows: bool = False
) -> ResponseReturnValue:
    floor = floor_of(acting.event, at=clock.now())
    row = floor.of_meetings([meeting])[0]
    form = form or ResultForm(None, data=values_of(row.results.get(acting.party.id)))
    return page(
        "matchmaking/meeting_day/own_meeting.html",
        acting,
        form.status,
        row=row,
        form=form,
        key=new_key(),
        currencies=CURRENCIES,
        partner=organization_name(row.partner_of(acting.party).organization),
        has_begun=meeting.starts_at <= floor.at,
        may_see=may_see(meeting.request, acting.party),
        contacts=contacts_for(meeting.request, acting.party) if shows else (),
        shows=shows,
    )


def _own(acting: Acting, meeting_id: int) -> Meeting:
    """One of the party's own meetings.

    Raises:
        NotFound: the event has no such meeting, or it is between two others.
    """
    found = get_meeting(acting.event, meeting_id)
    if acting.party.id not in (found.request.asker_id, found.request.asked_id):
        raise NotFound(_("This event has no such meeting."))
    return found


@bp.route("/<int:meeting_id>/result", methods=["POST"])
@without_token
def result(token: str, meeting_id: int) -> ResponseReturnValue:
    """`outcome` by one tap; with `details`, all of the form."""
    acting = acting_for(token)
    meeting = _own(acting, meeting_id)
    teller = f"party:{acting.party.id}"
    if "details" not in http.form:
        outcome = _outcome(http.form.get("outcome", ""))
        sent = sent_by(teller, "result", meeting_id, outcome.value)
        return told(
            lambda: services.tell_result(acting.event, meeting, acting.party, outcome, sent, act=acting.act()),
            _home(token, meeting_id),
            _("Thank you. Your result has been recorded."),
        )
    form = ResultForm()
    if form.validate_on_submit():
        details = form.details()
        sent = sent_by(teller, "details", meeting_id, form.chosen().value, details)
        try:
            act = write(
                lambda: services.tell_result(
                    acting.event, meeting, acting.party, form.chosen(), sent, details=details, act=acting.act()
                )
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = _("Thank you. Your result has been recorded.")
            return done(act, words) if wants_json() else redirect(_home(token, meeting_id), 303)
    return refused(form) if wants_json() else _meeting_page(acting, meeting, form)


def _outcome(typed: str) -> MeetingOutcome:
    if typed not in {one.value for one in MeetingOutcome}:
        raise Refusal(_("“%(value)s” is not a valid result. Use one of the buttons.", value=typed[:40]))
    return MeetingOutcome(typed)


@bp.route("/<int:meeting_id>/missed", methods=["POST"])
@without_token
def missed(token: str, meeting_id: int) -> ResponseReturnValue:
    """It was not held: `who` did not come, `we`, `they` or `both`; or it was `held` after all."""
    acting = acting_for(token)
    meeting = _own(acting, meeting_id)
    who, is_asker = http.form.get("who", ""), meeting.request.asker_id == acting.party.id
    sides = {
        "we": MissedBy.ASKER if is_asker else MissedBy.ASKED,
        "they": MissedBy.ASKED if is_asker else MissedBy.ASKER,
        "both": MissedBy.BOTH,
    }
    sent = sent_by(f"party:{acting.party.id}", "missed", meeting_id, who)
    event, party, act = acting.event, acting.party, acting.act()
    words = _("Thank you. The organizers see what you said.")
    if who == "held":
        return told(lambda: services.held(event, meeting, sent, party=party, act=act), _home(token, meeting_id), words)
    if who not in sides:
        raise Refusal(_("“%(value)s” is not a valid answer. Use one of the buttons.", value=who[:40]))
    return told(
        lambda: services.missed(event, meeting, sides[who], sent, party=party, act=act), _home(token, meeting_id), words
    )


@bp.route("/<int:meeting_id>/contact", methods=["POST"])
@without_token
def contact(token: str, meeting_id: int) -> ResponseReturnValue:
    """How to reach the other side; that it was shown is on record."""
    acting = acting_for(token)
    meeting = _own(acting, meeting_id)
    if not may_see(meeting.request, acting.party):
        raise NotFound(_("Contact details are shown once both sides have agreed."))

    def note() -> None:
        name = meeting.request.asked if meeting.request.asker_id == acting.party.id else meeting.request.asker
        record(
            acting.act(), "contact_shown", meeting.request, event_id=acting.event.id, object_name=name.organization.name
        )

    write(note)
    return _meeting_page(acting, meeting, shows=True)


@bp.route("/offers/<int:offer_id>", methods=["POST"])
@without_token
def answer_offer(token: str, offer_id: int) -> ResponseReturnValue:
    """`answer` is yes or no to a free place."""
    acting = acting_for(token)
    says_yes = http.form.get("answer") == "yes"
    sent = sent_by(f"party:{acting.party.id}", "offer", offer_id, says_yes)
    words = _("Thank you. The meeting gets this place once the other side agrees, too.")

    def end(refusal: Refusal) -> None:
        if isinstance(refusal, NoLongerFree):
            write(lambda: services.withdraw_offer(acting.event, offer_id, act=acting.act()))

    return told(
        lambda: services.answer_offer(
            acting.event, offer_id, acting.party, says_yes=says_yes, sent=sent, act=acting.act()
        ),
        _home(token),
        words if says_yes else _("Thank you. You have declined this place."),
        otherwise=end,
    )


@bp.route("/late", methods=["POST"])
@without_token
def late(token: str) -> ResponseReturnValue:
    """The party says itself that it comes late; the organizers decide what moves."""
    acting = acting_for(token)
    form = LateForm()
    floor = floor_of(acting.event, at=clock.now())
    form.offer_slots("until", slots=floor.to_come(), zone=acting.event.timezone)
    until = instant_of(form.until.data) if form.until.data in form.until.codes() else None
    if until is None:
        raise Refusal(_("Select the time from which you are there."))
    sent = sent_by(f"party:{acting.party.id}", "late", until)
    return told(
        lambda: services.late(acting.event, acting.party, until, sent, act=acting.act()),
        _home(token),
        _("Thank you. The organizers can see that you will be late, and will tell you if a meeting moves."),
    )


def _home(token: str, meeting_id: int | None = None) -> str:
    return url_for("meetings_today.index", token=token, _anchor=f"meeting-{meeting_id}" if meeting_id else None)
