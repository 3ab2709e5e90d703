"""The list of organizations that take part."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _n, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.forms import NewPartyForm
from eventmgr.matchmaking.meeting_parties.labels import sides_of
from eventmgr.matchmaking.meeting_parties.manage.blueprint import bp
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.models import PartyKind
from eventmgr.matchmaking.meeting_plans.queries import list_tables
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import Answer, form_page, submit
from eventmgr.tools.web.requests.parameters import query

_FILTERS = ("q", "kind", "side", "unit", "state")


@bp.route("/")
def index(slug: str) -> str:
    """List the parties by name, one page at a time."""
    event, _plan = planned_for(slug, READ)

    filters = {name: query.text(name) for name in _FILTERS}
    sides = sides_of(event)
    units = {unit.unit_code: get_unit(unit.unit_code).name(language()) for unit in event.units}
    kinds = dict(PartyKind.choices())
    offered = {"kind": kinds, "side": sides, "unit": units, "state": {state.value: "" for state in PartyState}}
    for name, known in offered.items():
        if filters[name] and filters[name] not in known:
            raise BadValue(_("“%(value)s” is not a valid choice of this filter.", value=filters[name][:50]))
    page = queries.get_page_of(event.id, filters, query.get("cursor"))
    tables = {table.id: table.number for table in list_tables(event.id)}
    return render_template(
        "matchmaking/meeting_parties/index.html",
        event=event,
        page=page,
        number=queries.count_fitting(event.id, filters),
        seats=queries.list_seats_of([party.id for party in page.rows]),
        waiting=services.count_to_invite(event),
        filters=filters,
        kind_choices=list(kinds.items()),
        sides=sides,
        units=units,
        tables=tables,
        edits=may(event, EDIT),
    )


@bp.route("/new", methods=["GET", "POST"])
def add(slug: str) -> ResponseReturnValue:
    """Add an organization by hand."""
    event, _plan = planned_for(slug, EDIT)
    form = NewPartyForm(data={"kind": PartyKind.COMPANY.value, "side": "by_province", "language": language()})
    form.prepare(event, list_tables(event.id))

    def work() -> Answer:
        party = services.add(event, form.name.data or "", form.values(), act=act_now())
        address = url_for(".show", slug=slug, party_id=party.id)
        return Answer(address, _("The organization takes part. Now add its representatives."))

    return submit(form, work, makes=f"meeting_party:{event.id}") or form_page(
        "matchmaking/meeting_parties/add.html", form, event=event
    )


@bp.route("/invite", methods=["POST"])
def invite(slug: str) -> ResponseReturnValue:
    """Links to all representatives who were never sent one."""
    event, _plan = planned_for(slug, EDIT)
    invited = carry_out(event, lambda: services.invite_all(event, act=act_now()), choices=(Choice.NOW,), quiet=True)
    flash(
        _n(
            "%(num)s representative has been sent their link.",
            "%(num)s representatives have been sent their links.",
            invited,
        )
        if invited
        else _("Everybody with an e-mail address has already been sent their link."),
        "success" if invited else "info",
    )
    return redirect(url_for(".index", slug=slug), 303)
