"""Itineraries on paper: a page for each person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.documents.programme import day_columns
from eventmgr.output.papers.itineraries.contents import Itineraries, Itinerary
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.front import Rule, sheet_of
from eventmgr.tools.typesetting.grid import Row
from eventmgr.tools.typesetting.modules import Modules
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    FACTS,
    GROUP,
    HEIGHT,
    MM,
    SUBTITLE,
    TITLE,
    WIDTH,
    Style,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para


@dataclass(frozen=True)
class _Look:
    code: float
    cell: Style
    pad: float
    after: float


_LOOKS = (
    _Look(26 * MM, CELL, 2.0, 10),
    _Look(20 * MM, CELL.but(size=9, leading=12), 0.8, 5),
    _Look(17 * MM, CELL.but(size=8.5, leading=10.5), 0.4, 3),
)
"""Closer and closer together."""
_DAY = GROUP.but(size=11, leading=15)


def build(data: Itineraries, *, lang: str) -> bytes:
    """The itineraries as a PDF."""
    with speaking(lang):
        name = _("Personal itinerary")
        story: list[Flowable] = []
        for one in data.itineraries:
            story += [*([PageBreak()] if story else []), *_page(one, data, name)]
        if not story:
            story = [para(data.occasion.title, TITLE), para(_("Nobody is confirmed yet."), BODY)]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _page(itinerary: Itinerary, data: Itineraries, name: str) -> list[Flowable]:
    """Set closer together where that keeps a person's days on one page."""
    for look in _LOOKS:
        blocks = list(_blocks(itinerary, data, name, look))
        if _height(blocks) <= HEIGHT:
            return blocks
    return list(_blocks(itinerary, data, name, _LOOKS[0]))


def _height(blocks: list[Flowable]) -> float:
    return float(sum(one.wrap(WIDTH, 1e6)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in blocks))


def _blocks(itinerary: Itinerary, data: Itineraries, name: str, look: _Look) -> Iterator[Flowable]:
    person, occasion = itinerary.person, data.occasion
    yield para(named(person.name, person.latin), TITLE.but(after=0), OutlineEntry(f"{itinerary.unit} {person.name}"))
    who = " · ".join(part for part in (itinerary.unit, person.organization, person.title, person.role) if part)
    yield para(who, FACTS.but(after=4))
    yield para(f"{occasion.title} · {name}", SUBTITLE.but(size=12, leading=18, after=2))
    yield para(" · ".join(part for part in (occasion.span, occasion.place) if part), FACTS)
    if itinerary.stay:
        yield para(itinerary.stay, FACTS)
    yield Rule("brand", 1.2, before=6, after=8)
    yield Modules(modules_of(itinerary.code), look.code, _("Code for check-in"))
    yield para(_("Code for check-in"), FACTS.but(size=9, before=2, after=6))
    soft = look.cell.but(colour="ink-2")
    for day, lines in groupby(itinerary.lines, key=lambda line: line.day):
        rows = [
            Row(
                (
                    para(line.time, look.cell),
                    para(line.title, soft if line.quiet else look.cell),
                    para(line.place, soft),
                ),
                pad=look.pad,
            )
            for line in lines
        ]
        yield table(day_columns(88.0, 120.0), rows, title=day, title_style=_DAY, head_pad=look.pad, after=look.after)
    if not itinerary.lines:
        yield para(_("The agenda is empty."), BODY)
