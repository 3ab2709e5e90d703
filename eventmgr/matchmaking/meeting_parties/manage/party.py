"""One organization: what is set for it, when it cannot, its links; it leaves, and comes back."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.availability import spans_of
from eventmgr.matchmaking.meeting_parties.forms import LeaveForm, PartyForm, party_data, times_form
from eventmgr.matchmaking.meeting_parties.labels import sides_of
from eventmgr.matchmaking.meeting_parties.manage.blueprint import WHOSE_SEATS, bp
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty
from eventmgr.matchmaking.meeting_parties.times import ticked_by, times_columns, touching
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_blocks, list_tables
from eventmgr.matchmaking.meeting_plans.slots import slot_name, slots_of
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit

_PARTY = "/<int:party_id>/"


@bp.route(_PARTY)
def show(slug: str, party_id: int) -> str:
    """What is set, who sits at its tables, and when they cannot."""
    event, plan = planned_for(slug, READ)
    return page_of(event, plan, queries.get_party(event, party_id))


def page_of(event: Event, plan: MeetingPlan, party: MeetingParty, *, shown: int | None = None) -> str:
    """The page of an organization; of the representative `shown` with number and address in full."""
    seats = queries.list_representatives_of(party.id)
    known = spans_of(event)
    slots = slots_of(list_blocks(event.id), event.timezone)
    limits = plan.limits.get(party.kind.value, {})
    table = next((one.number for one in list_tables(event.id) if one.id == party.home_table_id), None)
    return render_template(
        "matchmaking/meeting_parties/show.html",
        event=event,
        party=party,
        seats=[(seat, touching(slots, known.representatives.get(seat.id, ()))) for seat in seats],
        whole=touching(slots, known.of_party(party.id)),
        maximum=party.maximum if party.maximum is not None else limits.get("maximum", plan.maximum),
        minimum=party.minimum if party.minimum is not None else limits.get("minimum", plan.minimum),
        table=table,
        side=sides_of(event).get(party.side, ""),
        unit=get_unit(party.unit_code).name(language()) if party.unit_code else "",
        languages=LANGUAGES,
        edits=may(event, EDIT),
        shown=shown,
    )


@bp.route(f"{_PARTY}edit", methods=["GET", "POST"])
def edit(slug: str, party_id: int) -> ResponseReturnValue:
    """Type, side, limits, fixed table."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    form = PartyForm(data=party_data(party)).watching()
    form.prepare(event, list_tables(event.id))

    def save() -> Answer:
        get_locked_plan(event.id)
        stored = queries.get_party(event, party_id)
        now = PartyForm(None, data=party_data(stored))
        now.prepare(event, list_tables(event.id))
        if form.compare(now):
            services.change(event, stored, form.values(), act=act_now())
        return Answer(_address(event, party_id), _("The organization has been saved."))

    return submit(form, save) or form_page("matchmaking/meeting_parties/edit.html", form, event=event, party=party)


@bp.route(f"{_PARTY}times", methods=["GET", "POST"])
def times(slug: str, party_id: int) -> ResponseReturnValue:
    """When it cannot, as the organizers say."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    seats = queries.list_representatives_of(party.id)
    slots = slots_of(list_blocks(event.id), event.timezone)
    absences = queries.list_absences_of(party.id)
    form = times_form(seats, slots, ticked_by(AbsenceSource.OFFICE, absences, seats, slots))
    if form.validate_on_submit():
        write(lambda: services.set_absences(party, form.ticked(slots), AbsenceSource.OFFICE, act=act_now()))
        return go_to(_address(event, party_id), _("The times of absence have been saved."))
    columns = times_columns(AbsenceSource.OFFICE, spans_of(event), party, seats, slots, form)
    html = render_template(
        "matchmaking/meeting_parties/times.html",
        event=event,
        party=party,
        form=form,
        slots=slots,
        columns=columns,
        slot_name=slot_name,
    )
    return html, form.status


@bp.route(f"{_PARTY}leave", methods=["GET", "POST"])
def leave(slug: str, party_id: int) -> ResponseReturnValue:
    """It takes part no more; the page says what follows."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    form = LeaveForm()

    def work() -> Answer:
        services.leave(event, party, reason=form.reason.data or "", act=act_now())
        name = organization_name(party.organization)
        return Answer(_address(event, party_id), _("%(name)s no longer takes part in the meetings.", name=name))

    return submit(form, work, using=partial(carry_out, event, choices=WHOSE_SEATS, quiet=True)) or form_page(
        "matchmaking/meeting_parties/leave.html", form, event=event, party=party
    )


@bp.route(f"{_PARTY}rejoin", methods=["POST"])
def rejoin(slug: str, party_id: int) -> ResponseReturnValue:
    """Let an organization that left take part again."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    write(lambda: services.rejoin(event, party, act=act_now()))
    return go_to(
        _address(event, party_id),
        _(
            "%(name)s takes part again. Its earlier requests stay cancelled.",
            name=organization_name(party.organization),
        ),
    )


@bp.route(f"{_PARTY}links/renew", methods=["POST"])
def renew_links(slug: str, party_id: int) -> ResponseReturnValue:
    """The links of all its people open nothing any more."""
    event, _plan = planned_for(slug, EDIT)
    party: MeetingParty = queries.get_party(event, party_id)
    write(lambda: services.renew_links(event, party, act=act_now()))
    return go_to(
        _address(event, party_id), _("The links already sent no longer work. You can send new ones at any time.")
    )


def _address(event: Event, party_id: int) -> str:
    return url_for(".show", slug=event.slug, party_id=party_id)
