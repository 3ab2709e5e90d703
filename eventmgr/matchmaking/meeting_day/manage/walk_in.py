"""Somebody comes without registration; tables are lost; a delegation is late, gone or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.forms import SeveralForm, TableForm, WalkInForm, instant_of, new_key
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp, sent_here
from eventmgr.matchmaking.meeting_day.models import ActKind
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyState
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.models import MeetingTable
from eventmgr.matchmaking.meeting_plans.queries import list_halls
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, finish


@bp.route("/walk-in", methods=["GET", "POST"])
def walk_in(slug: str) -> ResponseReturnValue:
    """A few fields: the organization takes part from now on."""
    event, _plan = planned_for(slug, DAY)
    form = WalkInForm(data={"kind": "company"})
    if form.validate_on_submit() and (newcomer := form.newcomer()) is not None:
        sent = sent_here("walk_in", newcomer)

        def work() -> Answer:
            told = services.walk_in(event, newcomer, sent, act=act_now())
            return Answer(
                url_for(".party", slug=slug, party_id=told.party_id),
                _("%(name)s now takes part.", name=newcomer.organization),
            )

        if answer := finish(form, work):
            return answer
    html = render_template("matchmaking/meeting_day/walk_in.html", event=event, form=form, key=new_key())
    return html, form.status


@bp.route("/table-lost", methods=["GET", "POST"])
def table_lost(slug: str) -> ResponseReturnValue:
    """A table, a row of them or a hall is out of use."""
    event, _plan = planned_for(slug, DAY)
    floor, form = floor_of(event, at=clock.now()), TableForm()
    form.offer_slots("until", slots=floor.to_come(), zone=event.timezone)
    halls = {str(hall.id): localized(hall.name) for hall in list_halls(event.id)}
    form.hall.offer(list(halls.items()))
    if form.validate_on_submit():
        tables, name = _meant(form, floor.tables, halls)
        if not tables:
            form.refuse(Refusal(_("There is no table with this number."), field="table"))
        else:
            until = instant_of(form.until.data)
            sent = sent_here("table_lost", *(table.id for table in tables), until)
            if _is_recorded(form, lambda: services.tables_lost(event, tables, until, sent, name=name, act=act_now())):
                return redirect(url_for(".index", slug=slug, _anchor="repair"), 303)
    html = render_template("matchmaking/meeting_day/table_lost.html", event=event, form=form, key=new_key())
    return html, form.status


def _meant(form: TableForm, tables: Iterable[MeetingTable], halls: Mapping[str, str]) -> tuple[list[MeetingTable], str]:
    """The tables that are lost, and what they are together; empty for one."""
    if form.hall.data:
        return [one for one in tables if str(one.hall_id) == form.hall.data], halls[form.hall.data]
    first, last = form.table.data, form.last.data or form.table.data
    found = [one for one in tables if first is not None and last is not None and first <= one.number <= last]
    return found, _("Tables %(first)s–%(last)s", first=first, last=last) if len(found) > 1 else ""


@bp.route("/several", methods=["GET", "POST"])
def several(slug: str) -> ResponseReturnValue:
    """A delegation, or several organizations, are late, have gone or have not come."""
    event, _plan = planned_for(slug, DAY)
    form, parties = SeveralForm(), [party for party in list_parties(event.id) if party.state is PartyState.ACTIVE]
    form.offer_slots("until", slots=floor_of(event, at=clock.now()).to_come(), zone=event.timezone)
    units = {party.unit_code: get_unit(party.unit_code).name(language()) for party in parties if party.unit_code}
    form.unit.offer(sorted(units.items()))
    form.parties.offer([(str(party.id), organization_name(party.organization)) for party in parties])
    if form.validate_on_submit():
        kind, until, ticked = ActKind(form.what.data), instant_of(form.until.data), set(form.parties.data or ())
        meant = [
            party
            for party in parties
            if (party.unit_code == form.unit.data if form.unit.data else str(party.id) in ticked)
        ]
        name = _named(meant, units.get(form.unit.data or "", ""))
        sent = sent_here("several", kind.value, *(party.id for party in meant), until or "")
        report = partial(services.several, event, kind, meant, sent, name=name, until=until)
        if _is_recorded(form, lambda: report(act=act_now())):
            return redirect(url_for(".index", slug=slug, _anchor="repair"), 303)
    html = render_template("matchmaking/meeting_day/several.html", event=event, form=form, key=new_key())
    return html, form.status


def _is_recorded(form: Form, report: Callable[[], object]) -> bool:
    """Whether what is reported by the form was taken; it says why not."""
    try:
        write(report)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Recorded. Nothing has moved yet: see the proposal."), "success")
    return True


def _named(parties: Sequence[MeetingParty], unit: str) -> str:
    """How one report calls these."""
    first = unit or organization_name(parties[0].organization)
    if len(parties) == 1:
        return organization_name(parties[0].organization)
    return (
        _("%(name)s: %(num)s organizations", name=first, num=len(parties))
        if unit
        else _("%(name)s and others: %(num)s organizations", name=first, num=len(parties))
    )
