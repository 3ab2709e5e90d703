"""Who comes, on the page of the event."""

from __future__ import annotations

from flask import render_template

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.tally import reach
from eventmgr.event.registration.queries import list_people
from eventmgr.ground.i18n import language
from eventmgr.output.insights.crossing import cross

_MOST_ROWS = 6


def who_comes(event: Event) -> str | None:
    """Expected participants (no staff) by province, the largest first; only what the public table shows too, nothing while numbers are so
    small that they point at people."""
    rows = list_people(event.id).shown
    table = cross(rows, language())
    shown = sorted(
        ((line.name, line.total, {"province": line.code}) for line in table.lines if line.code), key=lambda row: -row[1]
    )
    if not shown:
        return None
    return render_template(
        "output/insights/_who_comes.html",
        event=event,
        rows=shown[:_MOST_ROWS],
        provinces=table.provinces,
        delegations=reach(rows).delegations,
        total=table.total,
    )
