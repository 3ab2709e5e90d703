"""Several listings pasted by organizers: shown before they are taken."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.i18n import _n
from eventmgr.ground.text import folded
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.queries import list_organization_numbers
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.forms import PasteOnBehalfForm
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.models import ListingSource, ListingState
from eventmgr.matchmaking.listings.panels import EDIT
from eventmgr.matchmaking.listings.pasting.previewing import Previewed, preview
from eventmgr.matchmaking.listings.pasting.reading import PastedRow, read_pasted
from eventmgr.tools.web.pages import Answer, finish


@bp.route("/paste", methods=["GET", "POST"])
def paste(slug: str) -> ResponseReturnValue:
    """What was pasted, row by row; sent once more, those that can be taken are entered."""
    event, form = event_for(slug, EDIT), PasteOnBehalfForm()
    rows: list[Previewed] = []
    if form.validate_on_submit():
        found, usual = read_pasted(form.pasted.data or ""), form.organization.data or ""
        rows = preview(event, services.settings_of(event), found, _numbers(found, usual))
        takes = request.form.get("take") and any(row.draft for row in rows)
        if takes and (answer := finish(form, lambda: _take(event, rows, usual), makes=f"listings:{event.id}")):
            return answer
    html = render_template("matchmaking/listings/manage/paste.html", event=event, form=form, rows=rows)
    return html, form.status


def _numbers(rows: list[PastedRow], usual: str) -> dict[str, int | None]:
    """Name in a row → number of the organization, None where it is new; "" is there only if `usual` is."""
    names = {row.organization for row in rows if row.organization}
    known = list_organization_numbers(sorted(folded(name)[:200] for name in {*names, usual} if name))
    numbers: dict[str, int | None] = {name: known.get(folded(name)[:200]) for name in names}
    return numbers | ({"": known.get(folded(usual)[:200])} if usual else {})


def _take(event: Event, rows: list[Previewed], usual: str) -> Answer:
    names = {row.row.organization or usual: "" for row in rows if row.draft is not None}
    numbers = services.organizations_named(names, at=clock.now())
    organizations = {one.id: one for one in queries.list_organizations(numbers.values())}
    wanted = [
        (organizations[numbers[row.row.organization or usual]], row.draft) for row in rows if row.draft is not None
    ]
    state = ListingState.SUBMITTED if request.form.get("later") else ListingState.PUBLISHED
    made = services.enter_many(event, wanted, source=ListingSource.PASTED, act=act_now(), state=state)
    words = _n("%(num)s listing has been entered.", "%(num)s listings have been entered.", len(made))
    return Answer(url_for(".index", slug=event.slug), words)
