"""Papers of a study visit among the papers."""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.output.reports.visits.queries import get_visit
from eventmgr.programme.study_visits.queries import list_stops


def _made_by(name: str) -> Callable[[Event, str, Printing], bytes]:
    def make(event: Event, lang: str, printing: Printing) -> bytes:
        from eventmgr.output.reports.visits import document  # noqa: PLC0415 - loads ReportLab, for documents only

        builders = {
            "report": document.build_report,
            "lists": document.build_lists,
            "notes": document.build_host_notes,
        }
        return builders[name](get_visit(event, lang, has_vehicles=LOGISTICS in printing.sees), lang=lang)

    return make


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
        _made_by("report"),
        opens=("registrations.read",),
        is_for=_has_stops,
    ),
    Paper(
        "stop-lists",
        _l("Stop lists"),
        _l("A page for each stop with batches and names, for guides and for counting heads."),
        _made_by("lists"),
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
        _made_by("notes"),
        opens=("registrations.read",),
        also={LOGISTICS: _l("vehicles")},
        is_for=_has_stops,
    ),
)
