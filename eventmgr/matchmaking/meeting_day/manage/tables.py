"""Tables as whoever keeps them sees them, for staff with an account."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.queries import get_meeting
from eventmgr.matchmaking.meeting_day.views.host import host_values, marked, rounds_of
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.tools.web.requests.parameters import query

_AT_ONCE = 40
"""So many tables are shown where no range was typed."""


@bp.route("/tables/")
def tables(slug: str) -> ResponseReturnValue:
    """The tables from number `first` to `last`, in this round, the one before and the next."""
    event, _plan = planned_for(slug, DAY)
    floor = floor_of(event, at=clock.now())
    first = whole_number(query.text("first")) or 1
    last = whole_number(query.text("last")) or first + _AT_ONCE - 1
    last = min(last, first + _AT_ONCE - 1)
    return render_template(
        "matchmaking/meeting_day/tables.html",
        event=event,
        first=first,
        last=last,
        rounds=rounds_of(floor, None, first=first, last=last),
        to={"endpoint": "meetings_day.mark", "slug": slug, "first": first, "last": last},
        **host_values(floor),
    )


@bp.route("/meetings/<int:meeting_id>/mark", methods=["POST"])
def mark(slug: str, meeting_id: int) -> ResponseReturnValue:
    """What is said of the meeting; the last word of the organizers decides."""
    event, _plan = planned_for(slug, DAY)
    meeting = get_meeting(event, meeting_id)
    if query.text("first"):
        back = url_for(
            ".tables", slug=slug, first=whole_number(query.text("first")), last=whole_number(query.text("last")),
            _anchor=f"meeting-{meeting_id}",
        )  # fmt: skip
    else:
        back = url_for(".meeting", slug=slug, meeting_id=meeting_id)
    return marked(event, meeting, f"user:{staff_required().id}", back, act_now())
