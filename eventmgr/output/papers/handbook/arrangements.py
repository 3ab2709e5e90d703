"""What the handbook says of seats, rooms, meals, rides, stops and selected cases: of each what has been published, for
those who are on the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby

from eventmgr.event.events.labels import group_heading
from eventmgr.event.events.models import Event
from eventmgr.exchange.calls.queries import list_selected_of_event
from eventmgr.exchange.cases.wording import place_of
from eventmgr.ground.i18n import _, format_instant, format_span, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.on_site.logistics.labels import vehicle_name, way_of
from eventmgr.on_site.logistics.lodging.queries import list_shown
from eventmgr.on_site.logistics.models import Ride
from eventmgr.on_site.logistics.transport.queries import list_shown_rides
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.papers.contents import PlanOnPaper
from eventmgr.on_site.seating.papers.reading import list_on_paper
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.on_site.seating.queries import list_plans
from eventmgr.output.papers.contents import Roster
from eventmgr.output.papers.handbook.contents import Arrangement
from eventmgr.programme.study_visits.queries import list_whole_stops
from eventmgr.programme.study_visits.services import rules_in_words
from eventmgr.tools.metrics.wording import in_order, metric_words
from eventmgr.tools.typesetting.names import aligned_name, listed, whole

Names = Mapping[int, tuple[str, str]]
"""Registration → name and delegation, in the order of the list."""


def get_arrangements(
    event: Event, lang: str, roster: Roster, parts: Collection[str]
) -> dict[str, tuple[Arrangement, ...]]:
    """Of each of `parts` that is one of these, what there is to say."""
    names = {
        one.id: ((one.latin or one.name) if lang == "en" else aligned_name(one.name), part.name)
        for part in roster.delegations
        for one in part.people
    }
    makers: dict[str, Callable[[], Iterator[Arrangement]]] = {
        "seats": lambda: _seats(event, lang, (PlanKind.ROSTRUM, PlanKind.HALL)),
        "meals": lambda: _seats(event, lang, (PlanKind.MEAL,)),
        "rooms": lambda: _rooms(event, lang, names),
        "rides": lambda: _rides(event, lang, names),
        "stops": lambda: _stops(event, lang),
        "cases": lambda: _cases(event),
    }
    return {key: tuple(make()) for key, make in makers.items() if key in parts}


def _cases(event: Event) -> Iterator[Arrangement]:
    """What was selected of the cases that the event has called for, as far as it is published: whose, what, and what
    came of it."""
    for case in list_selected_of_event(event.id):
        metrics = "\n".join(metric_words(metric) for metric in in_order(case.metrics))
        lines = ((_("Summary"), localized(case.summary)), (_("Metrics"), metrics))
        note = " · ".join((organization_name(case.organization), place_of(case)))
        yield Arrangement(localized(case.title), note, (), tuple(line for line in lines if line[1]))


def _seats(event: Event, lang: str, kinds: Iterable[PlanKind]) -> Iterator[Arrangement]:
    for kind in kinds:
        plans = list_plans(event.id, kinds=[kind])
        if not any(plan.published_at for plan in plans):
            continue
        for plan, paper in zip(plans, list_on_paper(event, lang, kind), strict=True):
            if plan.published_at is not None:
                yield _plan(event, paper, lang)


def _plan(event: Event, paper: PlanOnPaper, lang: str) -> Arrangement:
    """By table who sits there, else by delegation where everybody sits."""
    if paper.instead:
        return Arrangement(paper.title, paper.facts, (), ((_("Tables"), paper.instead),))
    seated = [person for person in paper.people if person.place and person.name]
    if paper.kind is PlanKind.MEAL:
        tables = groupby(
            sorted(seated, key=lambda person: person.place or (0, 0)),
            key=lambda person: person.place[0] if person.place else 0,
        )
        rows = [
            (_("Table %(table)s", table=table), listed(aligned_name(person.name) for person in people))
            for table, people in tables
        ]
        return Arrangement(paper.title, paper.facts, (_("Table"), _("Names")), tuple(rows))
    by_unit: dict[str, list[str]] = defaultdict(list)
    for person in seated:
        held = whole(f"{aligned_name(person.name)} {say_place(paper.kind, person.place)}")
        by_unit[person.unit or group_heading(event, "", lang)].append(held)
    gap = "、" if lang == "zh" else "; "
    lines = tuple((unit, gap.join(people)) for unit, people in by_unit.items())
    return Arrangement(paper.title, paper.facts, (_("Delegation"), _("Name and seat")), lines)


def _rooms(event: Event, lang: str, names: Names) -> Iterator[Arrangement]:
    shown = list_shown(event.id)
    by_hotel: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in names:
        if number in shown:
            by_hotel[localized(shown[number].hotel.name, lang)][shown[number].label].append(number)
    for hotel, rooms in by_hotel.items():
        rows = tuple(
            (label, listed(names[number][0] for number in people), _units(people, names))
            for label, people in sorted(rooms.items())
        )
        yield Arrangement(hotel, "", (_("Room"), _("Names"), _("Delegation")), rows)


def _rides(event: Event, lang: str, names: Names) -> Iterator[Arrangement]:
    rides: dict[int, Ride] = {}
    people: dict[int, list[int]] = defaultdict(list)
    for number, ridden in list_shown_rides(event.id).items():
        for ride in ridden:
            rides[ride.id] = ride
            people[ride.id].append(number)
    for ride in sorted(rides.values(), key=lambda one: (one.leaves_at, one.id)):
        by_unit: dict[str, list[str]] = defaultdict(list)
        for number in names:
            if number in people[ride.id]:
                by_unit[names[number][1]].append(names[number][0])
        way = way_of(ride, lang)
        vehicle = vehicle_name(ride.vehicle, lang)
        title = " · ".join(part for part in (vehicle, way) if part)
        rows = tuple((unit, listed(told)) for unit, told in by_unit.items())
        when = format_instant(ride.leaves_at, event.timezone, lang)
        yield Arrangement(title, when, (_("Delegation"), _("Names")), rows)


def _stops(event: Event, lang: str) -> Iterator[Arrangement]:
    for stop in list_whole_stops(event.id):
        when = format_span(stop.item.starts_at, stop.item.ends_at, event.timezone, lang)
        rows = (
            (_("Place"), localized(stop.row.address, lang) or localized(stop.item.location, lang)),
            (_("What there is to see"), localized(stop.row.sights, lang)),
            (_("Please note"), "\n".join((*rules_in_words(stop.row), localized(stop.row.safety, lang))).strip()),
        )
        yield Arrangement(localized(stop.item.title, lang), when, (), tuple(row for row in rows if row[1]))


def _units(people: Iterable[int], names: Names) -> str:
    return listed(dict.fromkeys(names[number][1] for number in people))
