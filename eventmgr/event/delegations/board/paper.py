"""The board on paper, in landscape. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.delegations.board.labels import LAST_ACTS
from eventmgr.event.delegations.board.rows import BoardRow, Sums, sums_of
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.event.quotas.labels import Part
from eventmgr.ground.i18n import _, _n, format_date, format_instant, language
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    WIDE,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_SOFT = CELL_SOFT.but(size=8.5, leading=12)


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
    event, name = board.event, _("Delegations")
    occasion = get_occasion(event, language())
    facts = [
        _n("%(num)s delegation", "%(num)s delegations", len(board.rows)),
        *board.narrowed,
        _("As of %(when)s", when=format_instant(board.at, event.timezone)),
    ]
    story = [
        *front(occasion, name, lines=[" · ".join(facts)], with_place=False),
        _table(board) if board.rows else para(_("No delegations match these filters."), BODY),
    ]
    return build_pages(story, sheet_of(occasion, name, language(), is_wide=True))


def _table(board: Board) -> Grid:
    event, zone = board.event, board.event.timezone
    needs_words = types_of(event).needs_words
    numbers = {_("Quota"): 34.0, _("Listed"): 36.0, **({_("Recommended"): 64.0} if needs_words else {})}
    numbers |= {_("To review"): 36.0, _("Confirmed"): 51.0, _("Waiting"): 39.0, _("Left"): 32.0, _("Over quota"): 44.0}
    columns = (
        Column(_("Delegation")),
        Column(_("State"), width=74.0, kind="soft"),
        Column(_("Delegation liaison"), width=56.0, kind="soft"),
        *(Column(words, width=width, kind="number") for words, width in numbers.items()),
        Column(_("Next deadline"), width=100.0, kind="soft"),
        Column(_("Latest activity"), width=60.0, kind="soft"),
    )
    rows = (
        (
            _named(row, board.parts.get(row.code, ())),
            str(row.standing.label),
            "\n".join(one.name for one in row.facts.people) or "—",
            *_numbers(row.numbers, with_recommended=needs_words),
            _due(row, zone, board.at),
            _acted(row, zone),
        )
        for row in board.rows
    )
    sums = _numbers(sums_of(list(board.rows)), with_recommended=needs_words, bold=True)
    return table(
        columns, rows, total=(_("Total"), None, None, *sums, None, None), room=WIDE, pad=2.5, head_size=0.89, size=0.94
    )


def _acted(row: BoardRow, zone: str) -> str:
    if not row.last_act:
        return ""
    act, at = row.last_act
    return f"{LAST_ACTS[act]}\n{format_date(at.astimezone(ZoneInfo(zone)), year=False, weekday=False)}"


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
