"""The board on paper, in landscape. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.delegations.board.labels import LAST_ACTS
from eventmgr.event.delegations.board.rows import BoardRow, Sums, sums_of
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.labels import Part
from eventmgr.ground.i18n import _, _n, format_date, format_instant, language, localized
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    SUBTITLE,
    TITLE,
    WIDE,
)
from eventmgr.tools.typesetting.text import Span, TextBlock, para
from eventmgr.tools.web.rendering.zones import said_span

_STATE, _PEOPLE, _DUE, _ACT = 74.0, 56.0, 100.0, 60.0
_HEAD, _HEAD_NUMBER = COLUMN.but(size=8, leading=11), COLUMN_NUMBER.but(size=8, leading=11)
_SOFT = CELL_SOFT.but(size=8.5, leading=12)
_PAD = 2.5


@dataclass(frozen=True)
class Board:
    """What is printed.

    Args:
        narrowed: the filters in words; empty for the whole board.
        parts: unit → parts of its quota; without units they are not printed.
        at: as of when.
    """

    event: Event
    rows: Sequence[BoardRow]
    narrowed: Sequence[str]
    parts: Mapping[str, Sequence[Part]]
    at: datetime


def build(board: Board, *, fallback_fonts: Sequence[str] = ()) -> bytes:
    """The board as a PDF in landscape, in the language spoken: a row for each delegation, and the sums."""
    fonts.use_fallbacks(fallback_fonts)
    event, title, name = board.event, localized(board.event.title), _("Delegations")
    facts = [
        _n("%(num)s delegation", "%(num)s delegations", len(board.rows)),
        *board.narrowed,
        _("As of %(when)s", when=format_instant(board.at, event.timezone)),
    ]
    story = [
        para(title, TITLE, OutlineEntry(name)),
        para(name, SUBTITLE),
        para(said_span(event.starts_at, event.ends_at, event.timezone), FACTS),
        para(" · ".join(facts), FACTS.but(align="left", size=9, before=6, after=6)),
        _table(board) if board.rows else para(_("No delegations match these filters."), BODY),
    ]
    sheet = Sheet(
        title=f"{title} · {name}",
        author=localized(event.hosts[0].name) if event.hosts else title,
        head=(title, name),
        lang=language(),
        is_wide=True,
    )
    return build_pages(story, sheet)


def _table(board: Board) -> Grid:
    recommended = {_("Recommended"): 64.0} if types_of(board.event).needs_words else {}
    numbers = {_("Quota"): 34.0, _("Listed"): 36.0, **recommended, _("To review"): 36.0, _("Confirmed"): 51.0}
    numbers |= {_("Waiting"): 39.0, _("Left"): 32.0, _("Over quota"): 44.0}
    others = [_STATE, _PEOPLE, *numbers.values(), _DUE, _ACT]
    words = [para(head, _HEAD) for head in (_("Delegation"), _("State"), _("Delegation liaison"))]
    words += [para(head, _HEAD_NUMBER) for head in numbers]
    words += [para(head, _HEAD) for head in (_("Next deadline"), _("Latest activity"))]
    return Grid((WIDE - sum(others), *others), [Row(tuple(words), fill="wash")], _rows(board))


def _rows(board: Board) -> Iterator[Row]:
    zone = board.event.timezone
    for row in board.rows:
        people = "\n".join(one.name for one in row.facts.people)
        act = row.last_act
        acted = (
            f"{LAST_ACTS[act[0]]}\n{format_date(act[1].astimezone(ZoneInfo(zone)), year=False, weekday=False)}"
            if act
            else ""
        )
        yield Row(
            (
                _named(row, board.parts.get(row.code, ())),
                para(str(row.standing.label), _SOFT),
                para(people or "—", _SOFT),
                *_numbers(row.numbers, with_recommended=types_of(board.event).needs_words),
                _due(row, zone, board.at),
                para(acted, _SOFT),
            ),
            pad=_PAD,
        )
    total = para(_("Total"), CELL.but(bold=True))
    sums = _numbers(sums_of(list(board.rows)), with_recommended=types_of(board.event).needs_words, bold=True)
    yield Row((total, None, None, *sums, None, None), fill="wash")


def _named(row: BoardRow, parts: Sequence[Part]) -> TextBlock:
    spans = [Span(get_unit(row.code).name(language()), bold=True)]
    for part in parts:
        label = _(": ").join((part.label, str(part.held)))
        if part.cell.floor:
            label += _(", at least %(num)s", num=part.cell.floor)
        if part.cell.ceiling is not None:
            label += _(", at most %(num)s", num=part.cell.ceiling)
        spans.append(Span(f"\n{label}", colour="seal" if part.is_missed else "ink-2"))
    return para(spans, CELL.but(size=9.5, leading=13))


def _numbers(of: Sums, *, with_recommended: bool, bold: bool = False) -> Iterator[TextBlock]:
    style = CELL_NUMBER.but(bold=bold)
    recommended = (of.recommended,) if with_recommended else ()
    for number in (of.quota, of.listed, *recommended, of.pending, of.confirmed):
        yield para("—" if number is None else str(number), style)
    offered = _("%(num)s offered", num=of.offered) if of.offered else ""
    waiting = "\n".join(filter(None, (str(of.waiting), offered)))
    yield para(waiting, style)
    yield para("—" if of.free is None else str(of.free), style)
    yield para(str(of.over or ""), style.but(colour="seal"))


def _due(row: BoardRow, zone: str, at: datetime) -> TextBlock:
    if row.next_due is None:
        return para("", _SOFT)
    due, due_at = row.next_due
    said = f"{due.label}\n{format_instant(due_at, zone, year=False, weekday=False)}"
    if row.is_behind(at):
        return para([Span("\n".join((said, _("Deadline passed"))), colour="seal")], _SOFT)
    return para(said, _SOFT)
