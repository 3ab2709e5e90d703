"""What there is to do for the meetings of an event, which each room of meetings adds to, and planning's own part of
it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import SettingsPage
from eventmgr.ground.features import Panel
from eventmgr.ground.i18n import _, _l, _n, format_instant, language
from eventmgr.matchmaking.meeting_plans import queries
from eventmgr.matchmaking.meeting_plans.access import EDIT
from eventmgr.matchmaking.meeting_plans.forms.settings import RulesForm, SettingsForm
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.slots import slots_of


@dataclass(frozen=True)
class Step:
    """One thing to do, on the organizers' overview or on a party's."""

    label: str
    text: str
    """How it stands, with its numbers."""
    address: str = ""
    """Where it is done; empty: the reader may not, or there is nothing to open yet."""
    is_done: bool = False
    figure: str = ""
    """Which number stands first in the text."""
    is_choice: bool = False
    """Whoever leaves it as it is owes nothing."""
    is_later: bool = False
    """Nothing can be done about it yet."""


OFFICE_STEPS = Panel[Callable[[Event, MeetingPlan], Sequence[Step]]]("steps of the meetings of an event")
"""On the organizers' overview: what is done and what is next, the lowest room first."""


def office_steps(event: Event, plan: MeetingPlan) -> list[Step]:
    """Time, tables, and when requests are open."""
    slots = len(slots_of(queries.list_blocks(event.id), event.timezone))
    tables = len(queries.list_tables(event.id))
    sentence = _(
        "%(slots)s · %(tables)s",
        slots=_n("%(num)s slot", "%(num)s slots", slots),
        tables=_n("%(num)s table", "%(num)s tables", tables),
    )
    asking = (
        _("Open from %(when)s", when=format_instant(plan.asks_from, event.timezone, language()))
        if plan.asks_from
        else _("Not set: nobody can ask yet.")
    )
    settings = url_for("meetings_manage.settings", slug=event.slug) if may(event, EDIT) else ""
    return [
        Step(
            _("Time and tables"),
            sentence,
            url_for("meetings_manage.places", slug=event.slug),
            bool(slots and tables),
            "meeting_slots",
        ),
        Step(_("Time of requests"), asking, settings, plan.asks_from is not None),
    ]


def settings_pages(event: Event) -> Sequence[SettingsPage]:
    """Settings of meetings, once they are planned."""
    if queries.find_plan(event.id) is None:
        return []
    return [
        SettingsPage(_l("Settings of meetings"), "meetings_manage.settings", EDIT, SettingsForm),
        SettingsPage(_l("Who may meet whom"), "meetings_manage.rules", EDIT, RulesForm),
    ]
