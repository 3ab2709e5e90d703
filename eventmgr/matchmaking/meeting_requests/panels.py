"""Places on the pages of requests that parts and rooms upstairs fill, and what requests tell on other pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.ground import clock
from eventmgr.ground.features import MenuEntry, Panel, offered, panels_by_key
from eventmgr.ground.i18n import _, _l, _n, format_instant, language
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.panels import Step
from eventmgr.matchmaking.meeting_requests import queries
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.queries import BoardFilter
from eventmgr.matchmaking.meeting_requests.rules import Timing, end_of, limits_of, timing_of

PARTY_NOTES = Panel[Callable[[Event, Collection[int]], Mapping[tuple[int, str], str]]]("notes beside parties")
"""(event, numbers of parties) → (number of a party, name of the note) → HTML of one of our own templates, shown to
those who look for
partners: what it offers and seeks, for whom it calls."""


FIT = Panel[Callable[[int], Any]]("fit of partners")
"""Party → an expression that counts how well each `MeetingParty` of a statement fits it: thousandths, 0 where nothing
is known."""
PLACED = Panel[Callable[[Acting, MeetingRequest], str | None]]("time and table of an accepted request")
"""(who looks, request) → HTML of one of our own templates: when and where its meeting is; None while nobody has been
told."""


def fit_with(party_id: int) -> Any:
    """By what those who fit the party best stand first; None: nobody compares them."""
    return next((tell(party_id) for tell in offered(FIT)), None)


def party_notes(event: Event, party_ids: Collection[int]) -> dict[int, list[Markup]]:
    """Number of a party → what parts and rooms upstairs say of it."""
    found: dict[int, list[Markup]] = {}
    for (party_id, _name), note in panels_by_key(PARTY_NOTES, event, event, party_ids).items():
        found.setdefault(party_id, []).append(note)
    return found


def calls_of(event: Event, party_ids: Collection[int]) -> dict[tuple[int, str], str]:
    """Calls for partners that these parties have open."""
    calls_by_party: dict[int, list[MeetingCall]] = {}
    for call in queries.list_open_calls(event.id, at=clock.now()):
        if call.party_id in party_ids:
            calls_by_party.setdefault(call.party_id, []).append(call)
    template = "matchmaking/meeting_requests/own/_calls_of.html"
    return {(number, "calls"): render_template(template, calls=calls) for number, calls in calls_by_party.items()}


def _below(*names: str) -> frozenset[str]:
    return frozenset(f"meetings_requests.{name}" for name in names)


MENU = (
    MenuEntry(PARTY, _l("Find partners"), "meetings_requests.partners", 10, below=_below("partner")),
    MenuEntry(
        PARTY,
        _l("Requests received"),
        "meetings_requests.incoming",
        20,
        below=_below("answered", "show", "decline", "propose", "edit", "withdraw"),
    ),
    MenuEntry(PARTY, _l("Requests sent"), "meetings_requests.outgoing", 30),
    MenuEntry(
        PARTY, _l("Calls for partners"), "meetings_requests.calls", 40, below=_below("call", "new_call", "edit_call")
    ),
    MenuEntry(OFFICE, _l("Requests"), "meetings_requests_manage.index", 20, permission=READ, covers=True),
)


def partners_of(event: Event, organization_id: int) -> Collection[int]:
    """Organizations whose meeting with that one was accepted at the event: they read what is shown to partners
    alone."""
    return queries.list_partner_organizations(event.id, organization_id)


def open_work(event: Event) -> list[OpenWork]:
    """Messages that were reported and wait for a decision of the organizers."""
    number = queries.count_reported(event.id) if may(event, EDIT) else 0
    if not number:
        return []
    label = _n("%(num)s reported message about a meeting", "%(num)s reported messages about meetings", number)
    address = url_for("meetings_requests_manage.messages", slug=event.slug)
    return [OpenWork(label, address, EDIT, figure="reported_messages")]


def office_steps(event: Event, _plan: MeetingPlan) -> list[Step]:
    """How many requests there are, on the organizers' overview."""
    counts = queries.count_requests(event.id, BoardFilter())
    accepted, waiting = counts.accepted, counts.by_state.get(RequestState.ASKED, 0)
    sentence = _("%(accepted)s accepted, %(waiting)s awaiting an answer", accepted=accepted, waiting=waiting)
    address = url_for("meetings_requests_manage.index", slug=event.slug)
    return [
        Step(
            _("Requests"),
            sentence if counts.total else _("Nobody has asked yet."),
            address,
            bool(accepted),
            "meetings_accepted" if counts.total else "",
        )
    ]


def own_steps(acting: Acting, plan: MeetingPlan | None) -> list[Step]:
    """What a party does about requests now, on its overview: wait until they open; answer and look for partners until
    they close; then see what has come of it. Nothing as long as the organizers have not said when they open."""
    if plan is None or plan.asks_from is None:
        return []
    first_start = queries.find_first_start(acting.event.id)
    timing, until = timing_of(plan, first_start, at=clock.now()), end_of(plan, first_start)
    if timing is Timing.EARLY:
        return [Step(_("Requests"), _("Open from %(when)s", when=_instant(plan.asks_from, acting)), is_later=True)]
    load, most = queries.count_loads([acting.party.id])[acting.party.id], limits_of(plan, acting.party).maximum
    sentence = _("%(accepted)s of %(most)s meetings", accepted=load.accepted, most=most)
    outgoing = url_for("meetings_requests.outgoing", token=acting.token)
    if timing is Timing.OVER:
        closed = _("Closed since %(when)s: %(said)s.", when=_instant(until, acting) if until else "", said=sentence)
        return [Step(_("Requests"), closed, outgoing, is_done=True)]
    steps = []
    if waiting := queries.count_incoming(acting.party.id):
        awaiting = _n("%(num)s request awaits your answer", "%(num)s requests await your answer", waiting)
        steps.append(Step(_("Requests received"), awaiting, url_for("meetings_requests.incoming", token=acting.token)))
    if until is not None:
        sentence = _("%(said)s. Requests are open until %(when)s.", said=sentence, when=_instant(until, acting))
    partners = url_for("meetings_requests.partners", token=acting.token)
    steps.append(Step(_("Find partners"), sentence, partners, load.accepted >= most))
    return steps


def _instant(instant: datetime, acting: Acting) -> str:
    return format_instant(instant, acting.event.timezone, language())
