"""Itineraries among the papers, and on the own page."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.events.models import Event
from eventmgr.features import Paper, Printing
from eventmgr.i18n import _l
from eventmgr.reports.itineraries.queries import get_itineraries


def _itineraries(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.reports.itineraries import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_itineraries(event, lang, printing.people), lang=lang)


def _of_itineraries(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    return {
        one.person.id: {
            "name": f"{one.person.name}\n{one.person.latin}",
            "unit": one.unit,
            "organization": one.person.organization,
            "title": one.person.title,
            "type": one.person.role,
            "code": one.code,
            "itinerary": "\n".join(
                [
                    *(f"{line.key} {line.time} {line.title} {line.place}" for line in one.lines),
                    *filter(None, [one.stay]),
                ]
            ),
        }
        for one in get_itineraries(event, lang, printing.people).itineraries
    }


ITINERARIES = Paper(
    "itineraries",
    _l("Personal itineraries"),
    _l("One page for each participant: check-in code, the days, the own group and the own meetings."),
    _itineraries,
    is_personal=True,
    is_chosen=True,
    parts=_of_itineraries,
    at_desk=True,
)
