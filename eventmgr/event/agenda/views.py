"""The agenda as visitors see it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda import queries
from eventmgr.event.agenda.labels import QUIET
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.programme import days
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_public_event
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.tools.taxonomy import find_sector
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("agenda", __name__)


@bp.route("/events/<slug>/agenda/")
@cached_page("programme", "track", "sector")
def show(slug: str) -> ResponseReturnValue:
    """The published agenda, all of it or one track (`?track=`) or sector (`?sector=`)."""
    event = get_public_event(slug)
    if not event.agenda_published:
        raise NotFound(_("The agenda of this event has not been published yet."))
    items = queries.list_items(event.id)
    chosen = _chosen(event, items)
    return render_template(
        "event/agenda/show.html",
        event=event,
        days=days(chosen, event.timezone),
        sectors=sorted({item.sector_code for item in items if item.sector_code}),
        track=query.text("track"),
        sector=query.text("sector"),
        quiet=QUIET,
    )


def _chosen(event: Event, items: list[AgendaItem]) -> list[AgendaItem]:
    """The items that the filters in the address leave; items of everybody (breaks, meals) stay."""
    track, sector = query.text("track"), query.text("sector")
    number = whole_number(track)
    if track and number not in {shown.id for shown in event.tracks}:
        raise BadValue(_("“%(value)s” is not a valid track of this event. Choose one from the list.", value=track[:40]))
    if sector and find_sector(sector) is None:
        raise BadValue(_("“%(value)s” is not a valid sector code of GB/T 4754, such as C36.", value=sector[:40]))
    if track:
        items = [item for item in items if item.track_id is None or item.track_id == number]
    if sector:
        items = [item for item in items if item.sector_code in (None, "", sector)]
    return items
