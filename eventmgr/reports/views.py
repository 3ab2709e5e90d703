"""What is printed without an account: the agenda for everybody, a participant's own itinerary."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from eventmgr.errors import NotFound
from eventmgr.events.queries import get_public_event
from eventmgr.features import Printing
from eventmgr.i18n import _, language
from eventmgr.registration.views.my import opened
from eventmgr.reports.itineraries.papers import ITINERARIES
from eventmgr.reports.panels import has_itinerary
from eventmgr.reports.printing import AGENDA, print_paper
from eventmgr.web.responses.answers import never_kept
from eventmgr.web.responses.cache import cached_page

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


@bp.route("/my/<token>/itinerary.pdf")
def itinerary_pdf(token: str) -> ResponseReturnValue:
    """The participant's own itinerary, once they hold a place and the agenda is published."""
    registration = opened(token)
    if not has_itinerary(registration):
        raise NotFound(_("The itinerary is shown once the place is confirmed and the agenda published."))
    event = registration.event
    printing = Printing(people=frozenset({registration.id}))
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    content = print_paper(ITINERARIES, event, language(), printing, fallback_fonts=fonts)
    return never_kept(pdf_response(content, f"{event.slug}-itinerary"))
