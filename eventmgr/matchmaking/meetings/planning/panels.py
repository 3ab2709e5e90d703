"""What planning tells on pages of the event and of meetings."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n, format_instant, language
from eventmgr.matchmaking.meetings.planning import queries
from eventmgr.matchmaking.meetings.planning.access import EDIT
from eventmgr.matchmaking.meetings.planning.models import MeetingPlan
from eventmgr.matchmaking.meetings.planning.slots import slots_of
from eventmgr.matchmaking.meetings.planning.steps import Step


def office_steps(event: Event, plan: MeetingPlan) -> list[Step]:
    """Time, tables, and when requests are open."""
    slots = len(slots_of(queries.list_blocks(event.id), event.timezone))
    tables = len(queries.list_tables(event.id))
    said = _("%(slots)s · %(tables)s", slots=_n("%(num)s slot", "%(num)s slots", slots),
             tables=_n("%(num)s table", "%(num)s tables", tables))  # fmt: skip
    asking = (
        _("Open from %(when)s", when=format_instant(plan.asks_from, event.timezone, language()))
        if plan.asks_from
        else _("Not set: nobody can ask yet.")
    )
    settings = url_for("meetings_manage.settings", slug=event.slug) if may(event, EDIT) else ""
    return [
        Step(
            _("Time and tables"),
            said,
            url_for("meetings_manage.places", slug=event.slug),
            bool(slots and tables),
            "meeting_slots",
        ),
        Step(_("Time of requests"), asking, settings, plan.asks_from is not None),
    ]
