"""Several listings pasted by the people of an organization: shown before they are taken."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _n
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.access import company_for, own_event
from eventmgr.matchmaking.listings.forms import PasteForm
from eventmgr.matchmaking.listings.models import ListingSource, ListingState
from eventmgr.matchmaking.listings.pasting.previewing import Previewed, preview
from eventmgr.matchmaking.listings.pasting.reading import read_pasted
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, note_use, page
from eventmgr.tools.web.pages import Answer, finish


@bp.route(f"{HERE}events/<slug>/paste", methods=["GET", "POST"])
def paste(token: str, slug: str) -> ResponseReturnValue:
    """What was pasted, row by row; sent once more, those that can be taken are entered."""
    here, at = company_for(token), clock.now()
    event = own_event(here, slug)
    settings, form = services.settings_of(event), PasteForm()
    rows: list[Previewed] = []
    if form.validate_on_submit():
        found = read_pasted(form.pasted.data or "")
        rows = preview(event, settings, found, {"": here.organization.id})
        taken = [(here.organization, row.draft) for row in rows if row.draft is not None]
        if request.form.get("take") and taken:

            def add() -> Answer:
                made = services.enter_many(
                    event,
                    taken,
                    source=ListingSource.OWN,
                    act=here.act(),
                    state=ListingState.SUBMITTED,
                    writer=here.writer(),
                )
                note_use(here)
                words = _n("%(num)s listing has been entered.", "%(num)s listings have been entered.", len(made))
                return Answer(url_for(".company", token=token), words)

            if answer := finish(form, add, makes=f"listings:{event.id}:{here.key}"):
                return answer
    try:
        services.check_open(event, settings, at=at)
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".company", token=token), 303)
    return page(here, "paste", status=form.status, form=form, event=event, rows=rows)
