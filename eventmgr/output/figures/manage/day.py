"""Attendance over the day, from the acts of check-in."""

from __future__ import annotations

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, format_date, language, localized
from eventmgr.output.figures import arrivals
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.manage.saving import READ
from eventmgr.output.figures.queries.people import list_staff
from eventmgr.programme.checkin.acts.kinds import ARRIVAL
from eventmgr.programme.checkin.queries import list_acts, list_lists
from eventmgr.tools.charts import Timeline, svg
from eventmgr.tools.web.requests.parameters import query


@bp.route("/events/<slug>/figures/day/")
def day(slug: str) -> ResponseReturnValue:
    """Who came in which half hour, and how many were there: of the list of arrivals or another one (`list`), on one
    `day`."""
    event, lang = event_for(slug, READ), language()
    lists = {str(item.id): localized(item.title) or str(item.kind.label) for item in list_lists(event.id, closed=True)}
    chosen = query.text("list") or str(ARRIVAL)
    if chosen not in lists:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=chosen[:40], known=", ".join(lists))
        )
    acts = arrivals.counted(list_acts(event.id), int(chosen), without=list_staff(event.id))
    days = {item.isoformat(): item for item in arrivals.days_of(acts, event.timezone)}
    asked = query.text("day") or next(iter(days), "")
    if asked not in days and asked:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=asked[:40], known=", ".join(days))
        )
    arrived = arrivals.by_half_hours(acts, days[asked], event.timezone) if asked else arrivals.Day((), 0)
    heading = _("Attendance over the day")
    chart = Timeline(
        days=tuple(f"{span.begins:%H:%M}" for span in arrived.spans),
        counts=tuple(span.came for span in arrived.spans),
        day_word=_("Time"),
        new_word=_("came"),
        total_word=_("cumulative"),
    )
    return render_template(
        "output/figures/day.html",
        event=event,
        lists=list(lists.items()),
        chosen=chosen,
        days=[(key, _day_in_words(item, lang)) for key, item in days.items()],
        asked=asked,
        found=arrived,
        heading=heading,
        chart=svg(chart.draw(), title=heading, desc=says()) if arrived.spans else "",
        says=says(),
    )


def _day_in_words(one: date, lang: str) -> str:
    return format_date(one, lang, year=False)


def says() -> str:
    """What the figure counts, in words."""
    return _(
        "Participants by the half hour in which they were first checked in on that day; staff "
        "are not counted, nor are entries that were undone or have yet to be decided. Here at "
        "the end: checked in and not checked out again."
    )
