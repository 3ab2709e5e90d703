"""A party's own pages: the overview, when it cannot, its settings; how all of its pages are answered."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.registration.notes import Link, Own, own_tabs
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.access import Acting, acting_for
from eventmgr.matchmaking.meeting_parties.availability import spans_of
from eventmgr.matchmaking.meeting_parties.forms import OwnForm, times_form
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource
from eventmgr.matchmaking.meeting_parties.panels import OWN_STEPS
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_parties.times import ticked_by, times_columns
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slot_name, slots_of
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.rate_limits.limits import limit

bp = Blueprint("meetings_own", __name__, url_prefix="/meetings/<token>")


_MOST_CHANGES, _HOUR = 120, 3600


def page(template: str, acting: Acting, status: int = 200, **values: object) -> Response:
    """One of a party's pages: it extends `matchmaking/meeting_parties/own/base.html`, which needs `acting`; kept
    nowhere."""
    html = render_template(
        template,
        acting=acting,
        party=acting.party,
        event=acting.event,
        token=acting.token,
        tabs=_tabs(acting),
        is_past=is_over(acting.event, at=clock.now()),
        **values,
    )
    return private(html, status)


def _tabs(acting: Acting) -> list[Link]:
    """What else the representative has at the event; a liaison has pages of their own."""
    seat = acting.representative
    if seat is None:
        return []
    registration = find_registration(seat.registration_id) if seat.registration_id is not None else None
    return own_tabs(Own(acting.event, acting.token, registration, acting.party.organization_id, seat.email))


def count_change(acting: Acting) -> None:
    """Count one change on the pages of this party; call it before the work.

    Raises:
        TooMany: there were too many within an hour.
    """
    limit(f"meeting-party:{acting.party.id}", _MOST_CHANGES, _HOUR, clock.now())


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """The organization, who sits at its tables, and what is next: the highest room first, for what comes last is what
    matters now."""
    acting = acting_for(token)
    plan = find_plan(acting.event.id)
    return page(
        "matchmaking/meeting_parties/own/index.html",
        acting,
        plan=plan,
        people=list_representatives_of(acting.party.id),
        steps=[step for tell in reversed(offered(OWN_STEPS, acting.event)) for step in tell(acting, plan)],
        languages=LANGUAGES,
    )


@bp.route("/times", methods=["GET", "POST"])
def times(token: str) -> ResponseReturnValue:
    """A table of slots to tick; what the agenda takes up is shown with its reason."""
    acting = acting_for(token)
    event, party = acting.event, acting.party
    plan = find_plan(event.id)
    seats = queries.list_representatives_of(party.id)
    slots = slots_of(list_blocks(event.id), event.timezone)
    absences = queries.list_absences_of(party.id)
    form = times_form(seats, slots, ticked_by(AbsenceSource.OWN, absences, seats, slots))
    if form.validate_on_submit():
        count_change(acting)

        def work() -> Answer:
            services.set_absences(party, form.ticked(slots), AbsenceSource.OWN, act=acting.act())
            return Answer(url_for(".times", token=token), _("Saved. The timetable leaves these times free."))

        if answer := finish(form, work):
            return answer
    columns = times_columns(AbsenceSource.OWN, spans_of(event), party, seats, slots, form)
    return page(
        "matchmaking/meeting_parties/own/times.html",
        acting,
        form.status,
        form=form,
        slots=slots,
        columns=columns,
        slot_name=slot_name,
        is_published=plan is not None and plan.stage is not Stage.NONE,
    )


@bp.route("/settings", methods=["GET", "POST"])
def settings(token: str) -> ResponseReturnValue:
    """Language of the e-mails, what calendars hold; sharing contact details stands below."""
    acting = acting_for(token)
    party = acting.party
    form = OwnForm(data={"language": party.language, "shows_tentative": party.shows_tentative})
    if form.validate_on_submit():
        count_change(acting)
        language, shows = form.language.data or "zh", bool(form.shows_tentative.data)
        write(lambda: services.set_own(party, language=language, shows_tentative=shows, act=acting.act()))
        return go_to(url_for(".settings", token=token), _("Your settings have been saved."))
    people = queries.list_representatives_of(party.id)
    return page("matchmaking/meeting_parties/own/settings.html", acting, form.status, form=form, people=people)


@bp.route("/settings/contact", methods=["POST"])
def share(token: str) -> ResponseReturnValue:
    """Consent to sharing contact details, with `shares` = 1; without it, the consent is withdrawn. A liaison consents
    for nobody."""
    acting = acting_for(token)
    shares = request.form.get("shares") == "1"
    if shares and acting.representative is None:
        raise NotAllowed(_("Only a representative of the organization can consent to this, by their own link."))
    count_change(acting)
    write(lambda: services.share_contact(acting.party, shares=shares, act=acting.act()))
    return go_to(
        url_for(".settings", token=token),
        _("Your contact details are shown to the organizations you meet, once both have accepted.")
        if shares
        else _("Your contact details are no longer shown to anybody."),
    )
