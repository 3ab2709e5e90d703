"""Meetings with what was said of them: a list that figures lead to, and each with both sides side by side."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.forms import ResultForm, new_key, values_of
from eventmgr.matchmaking.meeting_day.labels import AMOUNT_KINDS, RATINGS
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp, sent_here
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.queries import get_meeting
from eventmgr.matchmaking.meeting_day.queries.meetings import FILTERS, find_page
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.timetables.models import MissedBy
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.requests.parameters import query

_ONLY = {
    "held": _l("Held"),
    "missed": _l("Missed"),
    "missed_asker": MissedBy.ASKER.label,
    "missed_asked": MissedBy.ASKED.label,
    "missed_both": MissedBy.BOTH.label,
    "untold": _l("Nothing said yet"),
    "disputed": _l("Held or missed: the two sides disagree"),
    "contradictory": _l("Two results that do not agree"),
    **{f"result_{one.value}": one.label for one in MeetingOutcome},
}


@bp.route("/meetings/")
def meetings(slug: str) -> ResponseReturnValue:
    """Meetings that have begun, by time; `only` narrows them as the figures do."""
    event, _plan = planned_for(slug, DAY)
    only = query.text("only")
    if only and only not in FILTERS:
        raise BadValue(_("“%(value)s” is not a valid choice.", value=only[:40]))
    floor = floor_of(event, at=clock.now())
    page = find_page(event.id, only, query.cursor(), at=floor.at)
    return render_template(
        "matchmaking/meeting_day/meetings.html",
        event=event,
        only=only,
        choices=_ONLY.items(),
        page=page,
        rows=floor.of_meetings(page.rows),
    )


@bp.route("/meetings/<int:meeting_id>/")
def meeting(slug: str, meeting_id: int) -> ResponseReturnValue:
    """One meeting: what its host, the office and both sides said of it."""
    event, _plan = planned_for(slug, DAY)
    floor = floor_of(event, at=clock.now())
    row = floor.of_meetings([get_meeting(event, meeting_id)])[0]
    return render_template(
        "matchmaking/meeting_day/meeting.html",
        event=event,
        row=row,
        floor=floor,
        key=new_key(),
        amount_kinds=AMOUNT_KINDS,
        ratings=RATINGS,
    )


@bp.route("/meetings/<int:meeting_id>/result/<any(asker, asked):whose>", methods=["GET", "POST"])
def office_result(slug: str, meeting_id: int, whose: str) -> ResponseReturnValue:
    """What one side told the organizers, entered by them."""
    event, _plan = planned_for(slug, DAY)
    meeting = get_meeting(event, meeting_id)
    floor = floor_of(event, at=clock.now())
    row = floor.of_meetings([meeting])[0]
    party = row.asker if whose == "asker" else row.asked
    form = ResultForm(data=values_of(row.results.get(party.id)))
    if form.validate_on_submit():
        details = form.details()
        sent = sent_here("result", meeting_id, whose, form.chosen().value, details)

        def work() -> Answer:
            services.tell_result(event, meeting, party, form.chosen(), sent, details=details, act=act_now())
            return Answer(url_for(".meeting", slug=slug, meeting_id=meeting_id), _("The result has been recorded."))

        if answer := finish(form, work):
            return answer
    html = render_template(
        "matchmaking/meeting_day/office_result.html",
        event=event,
        row=row,
        form=form,
        key=new_key(),
        party=organization_name(party.organization),
        partner=organization_name(row.partner_of(party).organization),
    )
    return html, form.status
