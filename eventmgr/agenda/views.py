"""The agenda as visitors see it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.agenda import queries
from eventmgr.agenda.labels import QUIET, ROLES
from eventmgr.agenda.models import AgendaItem
from eventmgr.agenda.programme import days
from eventmgr.errors import BadValue, NotFound
from eventmgr.events.models import Event
from eventmgr.events.queries import get_public_event
from eventmgr.i18n import _
from eventmgr.taxonomy import find_sector
from eventmgr.web.cache import cached_page

bp = Blueprint("agenda", __name__)


@bp.route("/events/<slug>/agenda/")
@cached_page("event")
def show(slug: str) -> ResponseReturnValue:
    """The published agenda, all of it or one track (`?track=`) or sector (`?sector=`)."""
    event = get_public_event(slug)
    if not event.agenda_published:
        raise NotFound(_("The agenda of this event has not been published yet."))
    items = queries.list_items(event.id)
    chosen = _chosen(event, items)
    return render_template(
        "agenda/show.html",
        event=event,
        days=days(chosen, event.timezone),
        sectors=sorted({item.sector_code for item in items if item.sector_code}),
        track=request.args.get("track", ""),
        sector=request.args.get("sector", ""),
        roles=ROLES,
        quiet=QUIET,
    )


def _chosen(event: Event, items: list[AgendaItem]) -> list[AgendaItem]:
    """The items that the filters in the address leave; items of everybody (breaks, meals) stay."""
    track, sector = request.args.get("track", ""), request.args.get("sector", "")
    if track and not (track.isdigit() and int(track) in {one.id for one in event.tracks}):
        raise BadValue(_("“%(value)s” is no track of this event. Choose one of the list.", value=track))
    if sector and find_sector(sector) is None:
        raise BadValue(_("“%(value)s” is no sector code of GB/T 4754, such as C36.", value=sector))
    if track:
        items = [item for item in items if item.track_id is None or item.track_id == int(track)]
    if sector:
        items = [item for item in items if item.sector_code in (None, "", sector)]
    return items
