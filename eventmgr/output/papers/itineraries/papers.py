"""Itineraries among the papers, and on the own page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.access import TIMETABLE
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.output.papers.itineraries.contents import Itinerary
from eventmgr.output.papers.itineraries.queries import get_itineraries
from eventmgr.output.papers.lacking import lacks_people


def _itineraries(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.itineraries import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_itineraries(event, lang, printing.people, sees=printing.sees), lang=lang)


def _of_itineraries(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    return {
        itinerary.person.id: {
            "name": f"{itinerary.person.name}\n{itinerary.person.latin}",
            "unit": itinerary.unit,
            "organization": itinerary.person.organization,
            "title": itinerary.person.title,
            "type": itinerary.person.role,
            "code": itinerary.code,
            **_part_of(itinerary, printing.sees),
        }
        for itinerary in get_itineraries(event, lang, printing.people, sees=printing.sees).itineraries
    }


def _part_of(itinerary: Itinerary, sees: Collection[str]) -> dict[str, str]:
    """Of a room that was left out, nothing: another reader's choice is no change."""
    fields = {"itinerary": "", **({"room": itinerary.stay, "ride": ""} if LOGISTICS in sees else {})}
    fields |= {"meetings": ""} if TIMETABLE in sees else {}
    for line in itinerary.lines:
        fields[line.field] += f"{line.key} {line.time} {line.title} {line.place}\n"
    return fields


ITINERARIES = Paper(
    "itineraries",
    _l("Personal itineraries"),
    _l("One page for each participant: check-in code, daily schedule, and their own group and meetings."),
    _itineraries,
    opens=("registrations.mark",),
    also={LOGISTICS: _l("rooms and rides"), TIMETABLE: _l("meetings")},
    is_personal=True,
    lacks=lacks_people,
    is_chosen=True,
    parts=_of_itineraries,
    at_desk=True,
)
