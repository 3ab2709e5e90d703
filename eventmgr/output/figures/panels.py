"""What is counted, on pages of other rooms: who comes, on the page of the event; the way to the figures of its
deals."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.events.models import Event
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.notes import Link
from eventmgr.ground.i18n import _, language
from eventmgr.output.figures.people.crossing import cross

_MOST_ROWS = 6


def who_comes(event: Event) -> str | None:
    """Expected participants (no staff) by province, the largest first; only what the public table shows too, nothing
    while numbers are so small that they point at people."""
    people = count_people([event.id]).shown
    table = cross(people, language())
    shown = sorted(
        ((line.name, line.total, {"province": line.code}) for line in table.lines if line.code), key=lambda row: -row[1]
    )
    if not shown:
        return None
    return render_template(
        "output/figures/_who_comes.html",
        event=event,
        rows=shown[:_MOST_ROWS],
        provinces=table.provinces,
        delegations=people["delegations"].number,
        total=table.total,
    )


def deal_figures(event: Event) -> Link:
    """What is counted of its deals."""
    return Link(_("Figures"), url_for("figures_manage.deals", slug=event.slug))
