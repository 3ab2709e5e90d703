"""Who comes, in numbers only."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.queries import get_event
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.output.figures.people.crossing import apart_by_country, by_country, cross
from eventmgr.tools.crosstabs.apart import SMALLEST
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("figures", __name__)


@bp.route("/events/<slug>/participants/")
@cached_page("event")
def participants(slug: str) -> ResponseReturnValue:
    """How many hold a place, by province and sector; numbers so small that they could point at somebody are hidden."""
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    people = count_people([event.id]).shown
    abroad, elsewhere = apart_by_country(by_country(people))
    return render_template(
        "output/figures/participants.html",
        event=event,
        table=cross(people, language()),
        smallest=SMALLEST,
        abroad=abroad,
        elsewhere=elsewhere,
    )
