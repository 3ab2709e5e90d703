"""Who comes, in numbers only."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.queries import get_event
from eventmgr.event.registration.queries import list_people
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.output.insights.crossing import apart_by_country, cross
from eventmgr.output.insights.queries import count_by_country
from eventmgr.tools.crosstabs.apart import SMALLEST
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("insights", __name__)


@bp.route("/events/<slug>/participants/")
@cached_page("event")
def participants(slug: str) -> ResponseReturnValue:
    """How many hold a place, by province and sector; numbers so small that they could point at somebody are hidden."""
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    table = cross(list_people(event.id).shown, language())
    abroad, elsewhere = apart_by_country(count_by_country(event.id, shown=True))
    return render_template(
        "output/insights/participants.html",
        event=event,
        table=table,
        smallest=SMALLEST,
        abroad=abroad,
        elsewhere=elsewhere,
    )
