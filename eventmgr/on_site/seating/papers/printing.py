"""The papers that seating tells of, and what each says of a person: when that has changed, it is printed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.on_site.seating import queries
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.papers.reading import list_on_paper
from eventmgr.on_site.seating.places import NAMED, PlanKind

_TITLES = {
    PlanKind.ROSTRUM: _l("Rostrum plan"),
    PlanKind.HALL: _l("Hall plan"),
    PlanKind.MEAL: _l("Table plan"),
}


def _make(kind: PlanKind) -> Callable[[Event, str, Printing], bytes]:
    def make(event: Event, lang: str, printing: Printing) -> bytes:
        from eventmgr.on_site.seating.papers import documents  # noqa: PLC0415 - loads ReportLab, for documents only

        found = list_on_paper(event, lang, kind, printing.people)
        return documents.plans(found, get_occasion(event, lang), str(_TITLES[kind]), lang=lang)

    return make


def _parts(kind: PlanKind) -> Callable[[Event, str, Printing], Mapping[int, Mapping[str, str]]]:
    def parts(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
        parts_of: dict[int, dict[str, str]] = {}
        for plan in list_on_paper(event, lang, kind):
            for one in plan.people:
                if one.place is not None and one.id < NAMED and (printing.people is None or one.id in printing.people):
                    said = parts_of.setdefault(one.id, {"name": one.name, "unit": one.unit, "seat": ""})
                    said["seat"] += f"{plan.title}: {say_place(kind, one.place)}\n"
        return parts_of

    return parts


def _has(kind: PlanKind) -> Callable[[Event], bool]:
    return lambda event: bool(queries.list_plans(event.id, kinds=[kind]))


PAPERS = tuple(
    Paper(
        name,
        _TITLES[kind],
        purpose,
        _make(kind),
        ("seating.read",),
        is_personal=True,
        is_for=_has(kind),
        parts=_parts(kind),
    )
    for kind, name, purpose in (
        (
            PlanKind.ROSTRUM,
            "rostrum-plan",
            _l("Who sits where on the stage, with upright names, seen from the audience; in landscape."),
        ),
        (
            PlanKind.HALL,
            "hall-plan",
            _l("Rows, aisles and names, and a list of who sits where; in landscape, for the doors."),
        ),
        (
            PlanKind.MEAL,
            "table-plan",
            _l("Who sits at which table of each meal, and a list by delegation; without any diet."),
        ),
    )
)
