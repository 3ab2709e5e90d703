"""Lists for recipients as organizers make them, hand them over and revoke them."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.access import check_filter, reader_of
from eventmgr.event.registration.filters import filter_of, kept_filters
from eventmgr.event.registration.office_list import columns
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.disclosures import panels, queries, services
from eventmgr.office.disclosures.arranged.reading import scopes_of
from eventmgr.office.disclosures.contents import names_plan, words_of
from eventmgr.office.disclosures.forms import DisclosureForm, LinkForm, usual
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.office.mailings.panels import list_address
from eventmgr.on_site.logistics.labels import READ as ROOMS_READ
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("disclosures_manage", __name__, url_prefix="/manage/events/<slug>/disclosures")
_MOST_NAMED = 200
"""People left out whom the page names."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All of the event, and how often each was opened."""
    event = event_for(slug, panels.READ)
    rows = queries.list_disclosures(event.id)
    return render_template(
        "office/disclosures/manage/index.html",
        event=event,
        rows=[(row, state_of(row)) for row in rows],
        opened=queries.count_copies([row.id for row in rows]),
        edits=may(event, panels.EDIT),
    )


def state_of(disclosure: Disclosure) -> str:
    """`revoked`, `new` (no link yet), `ended` or `open`."""
    if disclosure.revoked_at is not None:
        return "revoked"
    if disclosure.link_ends_at is None:
        return "new"
    return "open" if disclosure.link_ends_at > clock.now() else "ended"


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """For whom, what for, which columns; of those whom the filters in the address find."""
    event = event_for(slug, panels.EDIT)
    filters, reads = kept_filters(query, event), reader_of(event)
    check_filter(filter_of(filters, event), reads)
    known = columns.readable(columns.columns_of(event, list_questions(event.id), language()), reads)
    form = DisclosureForm(data={"language": language(), "columns": usual(known)})
    form.prepare(known, scopes_of(event), sees_plan=may(event, ROOMS_READ))
    if form.validate_on_submit() and not form.faults():

        def add() -> Answer:
            made = services.make(event, form.wanted(), filters, act=act_now())
            said = _("The list has been saved. Nobody can open it until you hand over a link.")
            return Answer(url_for(".show", slug=slug, disclosure_id=made.id), said)

        if answer := finish(form, add, makes=f"disclosure:{event.id}"):
            return answer
    html = render_template(
        "office/disclosures/manage/new.html",
        event=event,
        form=form,
        listed=list_address(event, filters),
        is_narrowed=bool(filters),
    )
    return html, form.status


@bp.route("/<int:disclosure_id>/")
def show(slug: str, disclosure_id: int) -> ResponseReturnValue:
    """Who is in it and who is left out, before it is handed over; how often it was opened, afterwards."""
    event = event_for(slug, panels.READ)
    return _page(event, get_of(event, Disclosure, disclosure_id), LinkForm(None, data={"days": 7}))


def _page(event: Event, disclosure: Disclosure, form: LinkForm) -> ResponseReturnValue:
    people, _arranged = services.look_up(event, disclosure)
    html = render_template(
        "office/disclosures/manage/show.html",
        event=event,
        disclosure=disclosure,
        state=state_of(disclosure),
        people=people,
        named=people.left_out[:_MOST_NAMED],
        columns=words_of(disclosure.columns),
        scope=dict(scopes_of(event)).get(disclosure.scope, "") if disclosure.scope else None,
        without_plan=len(people.without_plan) if names_plan(disclosure.columns) else 0,
        listed=list_address(event, disclosure.filters),
        copies=queries.list_copies(disclosure.id),
        edits=may(event, panels.EDIT),
        form=form,
    )
    return html, form.status


@bp.route("/<int:disclosure_id>/link", methods=["POST"])
def link(slug: str, disclosure_id: int) -> ResponseReturnValue:
    """A new link, shown once, to be handed over; a former one is void."""
    event = event_for(slug, panels.EDIT)
    disclosure = get_of(event, Disclosure, disclosure_id)
    form = LinkForm()
    if not form.validate_on_submit():
        return _page(event, disclosure, form)
    try:
        days = int(form.days.data or 1)
        token = write(lambda: services.hand_over(event, disclosure, days, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".show", slug=slug, disclosure_id=disclosure_id), 303)
    html = render_template(
        "office/disclosures/manage/link.html",
        event=event,
        disclosure=disclosure,
        link=absolute_url("disclosures.opened", token=token),
    )
    return never_kept(make_response(html))


@bp.route("/<int:disclosure_id>/revoke", methods=["POST"])
def revoke(slug: str, disclosure_id: int) -> ResponseReturnValue:
    """Revoke the link of a disclosure."""
    event = event_for(slug, panels.EDIT)
    disclosure = get_of(event, Disclosure, disclosure_id)
    write(lambda: services.revoke(event, disclosure, act=act_now()))
    return go_to(
        url_for(".show", slug=slug, disclosure_id=disclosure_id),
        _("The list has been revoked. Its link no longer works; files that were saved before stay where they are."),
    )
