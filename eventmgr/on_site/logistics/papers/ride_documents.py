"""Pick-up lists and lists of vehicles on paper: each station, and each ride, begins a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventmgr.ground.i18n import _, _n, language, speaking
from eventmgr.on_site.logistics.papers.contents import (
    Head,
    Passenger,
    PickupList,
    PrintedRide,
    PrintedStation,
    RideList,
)
from eventmgr.on_site.logistics.papers.documents import UNIT, sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.ruled import Block, new_page
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    GROUP,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_NUMBER, _TIME, _TRAIN = 26.0, 42.0, 66.0
_NAME = {"zh": 62.0, "en": 104.0}
_TICK = {"zh": 40.0, "en": 52.0}


def pickup_list(data: PickupList, *, lang: str) -> bytes:
    """By station: a table for each half hour, with train or flight and vehicle."""
    with speaking(lang):
        name = _("Pick-up list")
        story: list[Block] = []
        for station in data.stations:
            story += [*([new_page()] if story else []), *_station(station, data.head, name)]
        if not story:
            story = [para(data.head.title, TITLE), para(_("Nobody needs to be picked up or dropped off yet."), BODY)]
        return build_pages(story, sheet_of(data.head, name, lang))


def _station(station: PrintedStation, head: Head, name: str) -> Iterator[Block]:
    yield para(station.name, TITLE, OutlineEntry(f"{station.what} {station.name}"))
    yield para(f"{station.what} · {head.title} · {name}", SUBTITLE.but(size=12, leading=18))
    for slot in station.slots:
        people = _n("%(num)s person", "%(num)s people", len(slot.people))
        widths = [_TIME, _TRAIN, _NAME[language()], UNIT[language()]]
        rest = WIDTH - sum(widths)
        words = [_("Time"), _("Train or flight"), _("Name"), _("Delegation"), _("Organization"), _("Vehicle")]
        top = [Span(_("From %(time)s", time=slot.begins)), Span(f"  {people}", bold=False, colour="ink-2")]
        heads = [
            Row((para(top, GROUP),), line="accent", wide=True),
            Row(tuple(para(word, COLUMN) for word in words), fill="wash"),
        ]
        rows = (Row(tuple(_of_station(one))) for one in slot.people)
        yield Grid([*widths, rest * 0.64, rest * 0.36], heads, rows, after=10)


def _of_station(passenger: Passenger) -> Iterator[TextBlock]:
    yield para(passenger.at, CELL)
    yield para(passenger.number, CELL)
    yield para(named(passenger.name, passenger.latin), CELL.but(bold=True))
    yield from (para(words, CELL_SOFT) for words in (passenger.unit, passenger.organization, passenger.vehicle))


def ride_list(data: RideList, *, lang: str) -> bytes:
    """A page for each ride: its passengers, with boxes to tick when they board."""
    with speaking(lang):
        name = _("Passenger list")
        story: list[Block] = []
        for ride in data.rides:
            story += [*([new_page()] if story else []), *_ride(ride, data.head, name)]
        if not story:
            story = [para(data.head.title, TITLE), para(_("There is no ride yet."), BODY)]
        return build_pages(story, sheet_of(data.head, name, lang))


def _ride(ride: PrintedRide, head: Head, name: str) -> Iterator[Block]:
    yield para(ride.name, TITLE, OutlineEntry(f"{ride.name} {ride.facts}"))
    yield para(f"{head.title} · {name}", SUBTITLE.but(size=12, leading=18))
    yield para(ride.facts, FACTS)
    yield para(ride.seats, FACTS.but(after=8))
    if not ride.people:
        yield para(_("There are no passengers yet."), BODY)
        return
    yield _passengers(ride.people)


def _passengers(people: Sequence[Passenger]) -> Grid:
    widths, ticks = [_NUMBER, _NAME[language()], UNIT[language()]], [_TICK[language()]] * 3
    rest = WIDTH - sum(widths) - sum(ticks)
    words = [
        para(_("No."), COLUMN_NUMBER),
        *(para(word, COLUMN) for word in (_("Name"), _("Delegation"), _("Organization"))),
    ]
    counts = [para(_("Boarding %(number)s", number=number), COLUMN) for number in (1, 2, 3)]
    head = [Row((*words, *counts), fill="wash")]
    rows = (
        Row(
            (
                para(str(number), CELL_NUMBER),
                para(named(passenger.name, passenger.latin), CELL.but(bold=True)),
                para(passenger.unit, CELL_SOFT),
                para(passenger.organization, CELL_SOFT),
                None,
                None,
                None,
            )
        )
        for number, passenger in enumerate(people, 1)
    )
    return Grid([*widths, rest, *ticks], head, rows, after=10, boxed=True)
