"""Papers of a study visit among the papers."""

from __future__ import annotations

from operator import attrgetter

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.output.papers.visits.contents import stop_page
from eventmgr.output.papers.visits.queries import get_visit
from eventmgr.programme.study_visits.queries import list_stops
from eventmgr.tools.typesetting.list_papers import list_paper
from eventmgr.tools.typesetting.lists import INDEX, NAME, ORGANIZATION, UNIT, Column, Listing, ListLook, Section


def _report(event: Event, lang: str, _printing: Printing) -> bytes:
    from eventmgr.output.papers.visits import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build_report(get_visit(event, lang), lang=lang)


def _host_notes(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.visits import document  # noqa: PLC0415 - as above

    return document.build_host_notes(get_visit(event, lang, has_vehicles=LOGISTICS in printing.sees), lang=lang)


def _stop_lists(event: Event, lang: str, _printing: Printing) -> Listing:
    data = get_visit(event, lang)
    pages = [stop_page(stop, [Section(batch.visitors, batch.words) for batch in stop.batches]) for stop in data.stops]
    return Listing(data.occasion, pages)


_PEOPLE = (
    INDEX,
    NAME.but(width={"zh": 66.0, "en": 100.0}),
    UNIT.but(width=60.0),
    ORGANIZATION,
    Column(_l("Job title"), attrgetter("title"), 90.0),
    Column(_l("Here"), lambda _one: "□", 36.0),
)


def _has_stops(event: Event) -> bool:
    return bool(list_stops(event.id))


PAPERS = (
    Paper(
        "visit-report",
        _l("Report of the study visit"),
        _l(
            "Stops with head counts, the chosen and edited findings of visitors, and what organizers "
            "wrote. It contains no names."
        ),
        _report,
        opens=("registrations.read",),
        is_for=_has_stops,
    ),
    list_paper(
        "stop-lists",
        _l("Stop lists"),
        _l("A page for each stop with batches and names, for guides and for counting heads."),
        _stop_lists,
        columns=_PEOPLE,
        empty=_l("The agenda has no visits yet."),
        look=ListLook(pads=(2.5, 1.5), after=8),
        opens=("registrations.read",),
        is_personal=True,
        is_for=_has_stops,
        grows=True,
    ),
    Paper(
        "host-notes",
        _l("Information for hosts"),
        _l(
            "A page for each host: how many people come, when, and from which delegations. It "
            "contains no names, so it may be passed on."
        ),
        _host_notes,
        opens=("registrations.read",),
        also={LOGISTICS: _l("vehicles")},
        is_for=_has_stops,
    ),
)
