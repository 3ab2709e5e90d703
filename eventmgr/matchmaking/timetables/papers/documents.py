"""The four papers of a timetable: sheets for tables, pages for people, lists for doors, plans for walls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from eventmgr.ground.i18n import _, speaking
from eventmgr.matchmaking.timetables.papers.contents import Held, Person, Time, Timetable
from eventmgr.tools.typesetting.front import sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.ruled import Block, Cell, Ruled, chunks, new_page
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    COLUMN,
    FACTS,
    SUBTITLE,
    TITLE,
    WIDEST,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import table as table_of
from eventmgr.tools.typesetting.text import para

_WALL = CELL.but(size=10.5, leading=13.5)
_WALL_TITLE = CELL.but(size=18, leading=26, bold=True)
_WALL_HEAD = CELL.but(size=13, leading=17, bold=True)
_LARGE = TITLE.but(size=40, leading=52)
_TIGHT = CELL.but(size=9.5, leading=12)
_TIGHT_BOLD, _TIGHT_SOFT = _TIGHT.but(bold=True), _TIGHT.but(colour="ink-2")
_COLUMNS = 8
"""Slots on one page of a plan for the wall."""
_SHEET_ROWS, _PERSON_ROWS = 17, 16
"""Slots on one page of a table, meetings on one page of a person."""


def table_sheets(data: Timetable, *, lang: str) -> bytes:
    """One page for each table and day on which it is used: every slot, who sits there."""
    with speaking(lang):
        name, story = _("Table sheets"), list[Block]()
        by_table: dict[tuple[int | None, date], dict[datetime, Held]] = defaultdict(dict)
        for held in data.held:
            by_table[held.table_id, held.time.day][held.time.starts_at] = held
        for table in data.tables:
            for day, words in data.days.items():
                found = by_table.get((table.id, day))
                if found is None:
                    continue
                rows: list[list[Cell]] = [_of_table(time, found.get(time.starts_at)) for time in data.times_of(day)]
                for part in chunks(rows, _SHEET_ROWS):
                    story += _new_page(story)
                    story.append(para(table.number, _LARGE, OutlineEntry(_("table %(number)s", number=table.number))))
                    story.append(para(f"{table.hall}  {words}" if table.hall else words, SUBTITLE))
                    story += _note(data)
                    story.append(
                        Ruled(
                            (76, (WIDTH - 76) / 2, (WIDTH - 76) / 2),
                            (_("Time"), _("Organization"), _("Organization")),
                            part,
                            (_TIGHT_BOLD, _TIGHT, _TIGHT),
                            lines=2,
                            pad=2.0,
                            head_style=COLUMN,
                        )
                    )
        return _built(story, data, name, lang)


def _of_table(time: Time, held: Held | None) -> list[Cell]:
    if held is None:
        return [(time.span,), ("",), ("",)]
    return [(time.span,), (held.names[0], held.people[0]), (held.names[1], held.people[1])]


def personal_timetables(data: Timetable, *, lang: str) -> bytes:
    """One page for each representative who sits at a table: when, where, with whom."""
    with speaking(lang):
        name, story = _("Personal timetables"), list[Block]()
        own: dict[int, list[tuple[Held, int]]] = defaultdict(list)
        for held in data.held:
            for side, seat in enumerate(held.seats):
                if seat is not None:
                    own[seat].append((held, side))
        for person in sorted(data.people, key=lambda one: (one.sort_key, one.id)):
            if person.id in own:
                story += _new_page(story)
                story += _of_person(person, own[person.id], data)
        return _built(story, data, name, lang)


def _of_person(person: Person, meetings: Sequence[tuple[Held, int]], data: Timetable) -> Iterator[Block]:
    yield para(person.name, TITLE, OutlineEntry(f"{person.organization} {person.name}"))
    yield para(" · ".join(part for part in (person.organization, person.title) if part), SUBTITLE)
    yield from _facts(data)
    widths = (132, 80, 40, WIDTH - 252)
    heads = (_("Day"), _("Time"), _("Table"), _("Partner"))
    rows: list[list[Cell]] = []
    before = None
    for held, side in meetings:
        day = data.days.get(held.time.day, held.time.day.isoformat())
        partner = (held.names[1 - side], " · ".join(part for part in (held.people[1 - side], held.hall) if part))
        rows.append([("" if held.time.day == before else day,), (held.time.span,), (held.table,), partner])
        before = held.time.day
    styles = (_TIGHT_SOFT, _TIGHT_BOLD, _TIGHT_BOLD, _TIGHT)
    for number, part in enumerate(chunks(rows, _PERSON_ROWS)):
        if number:
            yield new_page()
        yield Ruled(widths, heads, part, styles, lines=2, pad=2.0, head_style=COLUMN)


def door_lists(data: Timetable, *, lang: str) -> bytes:
    """One list for each hall and day, to hang at its door: every organization, its times and tables there."""
    with speaking(lang):
        name, story = _("Door lists"), list[Block]()
        lists: dict[tuple[str, date], dict[tuple[str, str], list[Held]]] = defaultdict(lambda: defaultdict(list))
        for held in data.held:
            for side in (0, 1):
                key = held.sort_keys[side], held.names[side]
                lists[held.hall, held.time.day][key].append(held)
        for hall in dict.fromkeys(table.hall for table in data.tables):
            for day, words in data.days.items():
                if (hall, day) not in lists:
                    continue
                story += _new_page(story)
                title = f"{hall}  {words}" if hall else words
                story.append(para(title, TITLE, OutlineEntry(title)))
                story += _note(data)
                story.append(_door(lists[hall, day]))
        return _built(story, data, name, lang)


def _door(organizations: dict[tuple[str, str], list[Held]]) -> Grid:
    columns = (Column(_("Organization"), share=0.45), Column(_("Time and table"), share=0.55))
    rows = [
        (name, "  ".join(f"{one.time.begins}→{one.table}" for one in meetings))
        for (_key, name), meetings in sorted(organizations.items())
    ]
    return table_of(columns, rows, after=14)


def wall_plan(data: Timetable, *, lang: str) -> bytes:
    """The whole timetable for the wall, on A3 in landscape: tables against times, both organizations whole in a
    cell."""
    with speaking(lang):
        name, story = _("Wall plan"), list[Block]()
        cells = {(held.table_id, held.time.starts_at): held for held in data.held}
        for hall in dict.fromkeys(table.hall for table in data.tables):
            for day, words in data.days.items():
                times = data.times_of(day)
                for shown in _even(times):
                    rows = [
                        (table.number, [cells.get((table.id, time.starts_at)) for time in shown])
                        for table in data.tables
                        if table.hall == hall
                    ]
                    used = [(number, row) for number, row in rows if any(row)]
                    if used:
                        story += _new_page(story)
                        story += _wall(f"{hall}  {words}" if hall else words, shown, used, data)
        return _built(story, data, name, lang, is_for_wall=True)


def _even(times: Sequence[Time]) -> Iterator[Sequence[Time]]:
    """The slots of a day on as few pages as they need, about as many on each."""
    pages = -(-len(times) // _COLUMNS) or 1
    size = -(-len(times) // pages)
    yield from (times[start : start + size] for start in range(0, len(times), size or 1))


def _wall(
    title: str, times: Sequence[Time], rows: Sequence[tuple[str, list[Held | None]]], data: Timetable
) -> Iterator[Block]:
    yield from _note(data)
    top = Row((para(title, _WALL_TITLE),), wide=True, outline=OutlineEntry(title))
    first = 40.0
    widths = (first, *[(WIDEST - first) / len(times)] * len(times))
    heads = Row((para(_("Table"), _WALL_HEAD), *(para(time.begins, _WALL_HEAD) for time in times)), fill="wash")
    lines = (Row((para(number, _WALL_HEAD), *map(_both, row)), pad=2.5) for number, row in rows)
    yield Grid(widths, [top, heads], lines, boxed=True)


def _both(held: Held | None) -> Stack | None:
    return (
        Stack(
            [para(name, _WALL.but(colour=colour)) for name, colour in zip(held.names, ("ink", "accent"), strict=True)]
        )
        if held
        else None
    )


def _facts(data: Timetable) -> Iterator[Block]:
    yield para(data.occasion.title, FACTS)
    yield para("  ".join(part for part in (data.occasion.span, data.occasion.place) if part), FACTS.but(after=10))
    yield from _note(data)


def _note(data: Timetable) -> list[Block]:
    return [para(data.note, FACTS.but(colour="seal", after=6))] if data.note else []


def _new_page(story: Sequence[Block]) -> list[Block]:
    return [new_page()] if story else []


def _built(story: list[Block], data: Timetable, name: str, lang: str, **more: Any) -> bytes:
    if not story:
        story = [para(data.occasion.title, TITLE), para(_("No meeting has been published yet."), BODY)]
    return build_pages(story, sheet_of(data.occasion, name, lang, **more))
