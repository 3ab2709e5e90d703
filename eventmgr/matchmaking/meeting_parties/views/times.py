"""When a party cannot, as it says itself."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.access import acting_for
from eventmgr.matchmaking.meeting_parties.availability import spans_of
from eventmgr.matchmaking.meeting_parties.forms import times_form
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource
from eventmgr.matchmaking.meeting_parties.times import ticked_by, times_columns
from eventmgr.matchmaking.meeting_parties.views.blueprint import bp
from eventmgr.matchmaking.meeting_parties.views.frame import count_change, page
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_plans.spans import slot_name
from eventmgr.tools.web.pages import Answer, finish


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
