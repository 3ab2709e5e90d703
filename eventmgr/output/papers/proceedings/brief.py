"""One page for leaders (领导简报): who came from where, what it is about, what came of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, format_number, language, speaking
from eventmgr.output.papers.contents import Day, Item
from eventmgr.output.papers.proceedings.contents import Brief, Present
from eventmgr.tools.typesetting.front import Rule, logo, sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_SOFT,
    FACTS,
    HEADING_2,
    HEIGHT,
    NOTE,
    SUBTITLE,
    TITLE,
    WIDTH,
    Style,
)
from eventmgr.tools.typesetting.tables import key_figures
from eventmgr.tools.typesetting.text import para

_LONGEST = 240
"""Characters of the overview."""
_LEVELS = (
    (99, 99, 99),
    (99, 12, 12),
    (99, 8, 8),
    (99, 5, 5),
    (99, 4, 4),
    (99, 3, 3),
    (99, 2, 2),
    (99, 1, 2),
    (20, 1, 2),
    (12, 1, 2),
    (6, 1, 1),
    (4, 1, 1),
    (2, 1, 1),
)
"""How many delegations, lines of a day and action items are printed: the first for which one page is enough."""
_WHOLE = 6
"""So many of them leave out nothing but lines of days, of which three stay, and as many action items."""
_SIZES = tuple(
    (CELL.but(size=size, leading=leading), CELL_SOFT.but(size=size - 1, leading=leading))
    for size, leading in ((10, 15), (9, 12.5), (8, 11))
)
"""Type of the lists: the first with which one of those is enough."""
Level = tuple[int, ...]
Type = tuple[Style, Style]


def build(data: Brief, *, lang: str) -> bytes:
    """The brief as a PDF of one page."""
    with speaking(lang):
        name = _("Brief for leaders")
        level, size = _fitting(data, name)
        return build_pages(
            _story(data, name, _grown(data, name, level, size), size), sheet_of(data.occasion, name, lang)
        )


def _fitting(data: Brief, name: str) -> tuple[Level, Type]:
    """The first level of the first type for which one page is enough."""
    for size in _SIZES:
        level = _first(_LEVELS[:_WHOLE], partial(_is_enough, data, name, size))
        if level is not None:
            return level, size
    level = _first(_LEVELS[_WHOLE:], partial(_is_enough, data, name, _SIZES[-1]))
    return level or _LEVELS[-1], _SIZES[-1]


def _first(levels: Sequence[Level], is_enough: Callable[[Level], bool]) -> Level | None:
    """The first that is enough, of levels that say less and less; few are tried, since setting a page is what costs."""
    if is_enough(levels[0]):
        return levels[0]
    if not is_enough(levels[-1]):
        return None
    between = range(1, len(levels) - 1)
    return levels[1 + bisect_left(between, 1, key=lambda place: int(is_enough(levels[place])))]


def _grown(data: Brief, name: str, level: Level, size: Type) -> Level:
    """As much more as the page has room for: delegations first, then lines of days, then action items."""
    longest = (len(data.leaders), max((len(day.items) for day in data.days), default=0), len(data.action_items))
    for place, step in ((0, 2), (1, 1), (2, 1)):
        more = [
            (*level[:place], number, *level[place + 1 :])
            for number in range(level[place] + step, longest[place] + step, step)
        ]
        fitting = bisect_left(more, 1, key=lambda one: int(not _is_enough(data, name, size, one)))
        level = (level, *more)[fitting]
    return level


def _is_enough(data: Brief, name: str, size: Type, level: Level) -> bool:
    return _fits(_story(data, name, level, size))


def _fits(story: list[Flowable]) -> bool:
    taken = (one.wrap(WIDTH, HEIGHT)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in story)
    return bool(sum(taken) <= HEIGHT)


def _story(data: Brief, name: str, level: Level, size: Type) -> list[Flowable]:
    delegations, lines, items = level
    occasion = data.occasion
    where = " · ".join(part for part in (occasion.span, occasion.place) if part)
    story: list[Flowable] = [
        *logo(occasion),
        para(occasion.title, TITLE.but(size=16, leading=23, after=2), OutlineEntry(name)),
        para(name, SUBTITLE.but(size=12, leading=18, after=2)),
        *([para(occasion.state, FACTS.but(colour="seal", bold=True))] if occasion.state else []),
        para(where, FACTS.but(size=9.5, leading=14)),
        Rule("brand", 1.2, before=4, after=6),
    ]
    if data.made:
        story.append(para(data.made, NOTE.but(align="center")))
    story.append(_figures(data))
    if data.overview:
        story.append(para(_shortened(data.overview), BODY))
    if data.leaders:
        story += [_heading(_("Heads of delegations")), _leaders(data.leaders[:delegations], size)]
        story += _more(len(data.leaders) - delegations)
    if data.days:
        story += [_heading(_("Agenda")), *(_day(day, lines, size) for day in data.days)]
    if data.action_items:
        story.append(_heading(_("Action items")))
        rows = [
            Row(
                (para(f"{number}. {one.text}", size[0]), para(" ".join(filter(None, (one.owner, one.due))), size[1])),
                pad=1.0,
            )
            for number, one in enumerate(data.action_items[:items], 1)
        ]
        story += [Grid((WIDTH - 170, 170), [], rows), *_more(len(data.action_items) - items)]
    return story


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _heading(words: str) -> Flowable:
    return para(words, HEADING_2.but(role="H2", before=6, keep_with_next=False), OutlineEntry(words))


def _more(left: int) -> list[Flowable]:
    return [para(_("… and %(num)s more", num=left), NOTE)] if left > 0 else []


def _figures(data: Brief) -> Grid:
    figures = [
        (format_number(data.totals.confirmed), _("Expected")),
        (format_number(data.totals.attended), _("Present") + (f" · {data.totals.share}" if data.totals.share else "")),
        (format_number(data.provinces), _("Provinces/regions")),
        *([] if data.delegations is None else [(format_number(data.delegations), _("Delegations"))]),
    ]
    if data.outcomes:
        figures += [(data.outcomes[0], _("Deals")), (data.outcomes[1], _("Amount"))]
    return key_figures(figures, size=20.0 if len(figures) == 4 else 13.0)


def _leaders(leaders: tuple[Present, ...], size: Type) -> Grid:
    """Two delegations on a line."""
    halves = [*leaders, None] if len(leaders) % 2 else list(leaders)
    rows = [
        Row(tuple(para(words, style) for one in pair for words, style in _leader(one, size)), pad=0.5)
        for pair in zip(halves[::2], halves[1::2], strict=True)
    ]
    return Grid((58, WIDTH / 2 - 58) * 2, [], rows)


def _leader(present: Present | None, size: Type) -> Iterator[tuple[str, Style]]:
    cell, soft = size
    if present is None:
        yield from (("", soft), ("", cell))
        return
    gap, comma = ("、", " ") if language() == "zh" else ("; ", ", ")
    yield present.unit, soft
    people = (comma.join(filter(None, (named(each.latin or each.name), each.title))) for each in present.people)
    yield gap.join(people), cell


def _longest(items: Sequence[Item], number: int) -> list[Item]:
    """So many of a day, those that take longest, in their order: the plant, not the gathering before it."""
    chosen = sorted(range(len(items)), key=lambda place: (-items[place].minutes, place))[:number]
    return [items[place] for place in sorted(chosen)]


def _day(day: Day, lines: int, size: Type) -> Grid:
    cell, soft = size
    rows = [
        Row(
            (para(item.time, soft), para(item.title or _("In parallel"), cell), para(item.place, soft)),
            pad=0.5,
        )
        for item in _longest(day.items, lines)
    ]
    left = len(day.items) - lines
    if left > 0:
        rows.append(Row((None, para(_("… and %(num)s more", num=left), soft), None), pad=0.5))
    head = [Row((para(day.name, cell.but(bold=True)),), wide=True, pad=1.0)]
    return Grid((80, WIDTH - 180, 100), head, rows, after=4)
