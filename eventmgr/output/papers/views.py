"""What is printed without an account: the agenda for everybody, a participant's own itinerary."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries import get_public_event
from eventmgr.event.registration.own_page.views.page import opened
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import whole_number
from eventmgr.output.papers.itineraries.papers import ITINERARIES
from eventmgr.output.papers.kept.taking import take
from eventmgr.output.papers.opening.access import get_desk_paper
from eventmgr.output.papers.panels import has_itinerary
from eventmgr.output.papers.printing import AGENDA, print_paper
from eventmgr.output.papers.queries import list_holding
from eventmgr.programme.checkin.access import act_of, as_json, device_asking
from eventmgr.programme.checkin.queries import count_entries
from eventmgr.tools.log.services import record
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("reports", __name__)


@bp.route("/events/<slug>/agenda.pdf")
@cached_page("programme")
def agenda_pdf(slug: str) -> ResponseReturnValue:
    """The published agenda as a PDF, in the language of the page (`?lang=`)."""
    event = get_public_event(slug)
    if not event.agenda_published:
        raise NotFound(_("The agenda of this event has not been published yet."))
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    return pdf_response(print_paper(AGENDA, event, language(), fallback_fonts=fonts), f"{event.slug}-agenda")


def pdf_response(content: bytes, filename: str) -> Response:
    """A PDF shown in the browser; saved, it is called `<filename>.pdf`."""
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}.pdf"'
    return response


@bp.route("/checkin/device/papers/<name>.pdf")
@as_json
def device_paper(name: str) -> ResponseReturnValue:
    """A paper of one person (`only`) whom this check-in device, or another of its lists, has checked in; kept as each
    printing."""
    device, event = device_asking()
    (paper, sees), number = get_desk_paper(event, name), whole_number(query.text("only")) or 0
    unit = device.unit_code
    is_served = count_entries(event.id, number, list_ids=device.list_ids) and number in list_holding(event.id, unit)
    if not is_served:
        raise NotFound(_("This device prints for those who are checked in on its lists."))
    asked = dict.fromkeys(paper.asks, "")
    printing = Printing(device.name, clock.now(), sees, asked, people=frozenset({number}))
    taken = take(event, paper, language(), printing, only_changed=False)
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    content = print_paper(paper, event, language(), taken.printing, fallback_fonts=fonts)

    def work() -> None:
        act = act_of(device)
        changes: dict[str, list[object]] = {"printed_people": [None, 1]}
        record(act, "printed", event, event_id=event.id, object_name=f"{name}.pdf", changes=changes)
        taken.keep(event, act, device.id)

    write(work)
    return never_kept(pdf_response(content, f"{event.slug}-{name}"))


@bp.route("/my/<token>/itinerary.pdf")
def itinerary_pdf(token: str) -> ResponseReturnValue:
    """The participant's own itinerary, once they hold a place and the agenda is published."""
    registration = opened(token)
    if not has_itinerary(registration):
        raise NotFound(_("The itinerary is shown once the place is confirmed and the agenda published."))
    event = registration.event
    printing = Printing(sees=frozenset(ITINERARIES.also), people=frozenset({registration.id}))
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    content = print_paper(ITINERARIES, event, language(), printing, fallback_fonts=fonts)
    return never_kept(pdf_response(content, f"{event.slug}-itinerary"))
