"""What papers show on the page of the desk, and on a participant's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app, render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.ground.features import papers
from eventmgr.ground.i18n import _
from eventmgr.output.papers.kept.queries import list_unprinted
from eventmgr.output.papers.opening.access import may_open
from eventmgr.programme.checkin.panels import Unprinted

_BADGES, _MOST = "badges", 30


def fallback_fonts() -> Sequence[str]:
    """Fonts of the installation that are asked after ours."""
    fonts: Sequence[str] = current_app.config["PDF_FALLBACK_FONTS"]
    return fonts


def printed_at_desk(event: Event, guests: Sequence[int]) -> Mapping[int, str]:
    """For each guest the ways to print theirs alone; whoever sees the desk may."""
    offered = [paper for paper in papers(event).values() if paper.at_desk and may_open(event, paper)]
    return {
        number: render_template("output/papers/manage/_at_desk.html", event=event, papers=offered, number=number)
        for number in guests
    }


def without_badge(event_id: int) -> Unprinted:
    """Who is here and has no badge that was printed for them."""
    found = list_unprinted(event_id, _BADGES)
    return Unprinted(len(found), found[:_MOST])


def seating_paper(event: Event, name: str) -> Link | None:
    """The way to a plan on paper, for those who print."""
    paper = papers(event).get(name)
    if paper is None or not may(event, "reports.read") or not may_open(event, paper):
        return None
    return Link("PDF", url_for("reports_manage.document", slug=event.slug, name=name))


def has_itinerary(registration: Registration) -> bool:
    """Whether the person holds a place, is not only kept, and the agenda is published."""
    holds = registration.status in HOLDING and registration.restricted_at is None
    return holds and registration.event.agenda_published


def own_itinerary(registration: Registration) -> Link | None:
    """The way to the own itinerary."""
    if not has_itinerary(registration):
        return None
    return Link(_("Personal itinerary (PDF)"), url_for("reports.itinerary_pdf", token=my_token(registration)))
