"""The agenda that a kind proposes, fitted into the hours of one event. Pure.

A day keeps its meals where they are and its other items in their order between them. Items begin when they usually do,
or when those before them are over; where the time is short, long items become shorter, down to half, and then the last
ones are left out. The opening and the closing are never left out, whatever the hours, and no part of a day begins or
ends with a break.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import EventKind
from eventmgr.event.events.setup.templates_by_kind import SkeletonItem, template_of

_DAY = 24 * 60
_STEP = 5
"""Minutes by which items become shorter."""
_EVENING = 17 * 60
"""A closing that is brought in from another day ends before a meal that begins as late as this."""
_LEAST_OPEN = 60
"""What runs beside other items stays if it has so many minutes left."""


@dataclass(frozen=True)
class Skeleton:
    """What is proposed, by day and start, and the titles of what the hours, or fewer days, leave out."""

    items: list[SkeletonItem]
    left_out: list[Mapping[str, str]]


@dataclass
class _Piece:
    """Items side by side."""

    items: Sequence[SkeletonItem]
    start: int
    minutes: int
    is_needed: bool = False

    @property
    def kind(self) -> str:
        return self.items[0].kind

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def least(self) -> int:
        """How short it may become while anything can be left out."""
        if self.is_needed or self.kind in ("meal", "break", "ceremony"):
            return self.minutes
        return max(_STEP, self.minutes // 2 // _STEP * _STEP)


@dataclass
class _Part:
    """A part of a day between meals."""

    begins: int
    ends: int
    pieces: list[_Piece] = field(default_factory=list)


def skeleton(kind: EventKind, starts_at: datetime, ends_at: datetime, zone: str) -> Skeleton:
    """The kind's agenda for an event of these times: days counted from 0."""
    template = template_of(kind)
    begins, ends = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    length = (ends.date() - begins.date()).days + 1
    days = [_pieces_of(items) for items in template.days]
    opening, closing = days[0][0], _closing_of(days)
    opening.is_needed = closing.is_needed = True
    if template.arrival and length > 1 and begins.hour >= 12:
        days.insert(0, _pieces_of(template.arrival))
    is_brought = not any(closing is piece for pieces in days[:length] for piece in pieces)
    beyond = [piece for pieces in days[length:] for piece in pieces if piece is not closing]
    days = days[:length]
    windows = [
        (_minutes(begins) if number == 0 else pieces[0].start, _minutes(ends) if number == length - 1 else _DAY)
        for number, pieces in enumerate(days)
    ]
    last = max((number for number, (first, end) in enumerate(windows) if end - first > closing.minutes), default=0)
    placed: list[SkeletonItem] = []
    left: list[Mapping[str, str]] = []
    for number, (pieces, window) in enumerate(zip(days, windows, strict=True)):
        stays, goes = _fitted(pieces, window, closing if is_brought and number == last else None)
        for piece in sorted(stays, key=lambda piece: piece.start):
            clock = time(piece.start // 60, piece.start % 60).strftime("%H:%M")
            placed += [replace(item, day=number, start=clock, minutes=piece.minutes) for item in piece.items]
        left += [item.title for piece in goes for item in piece.items]
    left += [item.title for piece in beyond for item in piece.items]
    return Skeleton(placed, left)


def _minutes(instant: datetime) -> int:
    return instant.hour * 60 + instant.minute


def _pieces_of(items: Sequence[SkeletonItem]) -> list[_Piece]:
    beside: dict[str, list[SkeletonItem]] = {}
    for item in items:
        beside.setdefault(f"{item.start} {item.minutes}", []).append(item)
    return [
        _Piece(some, int(some[0].start[:2]) * 60 + int(some[0].start[3:]), some[0].minutes) for some in beside.values()
    ]


def _closing_of(days: Sequence[Sequence[_Piece]]) -> _Piece:
    """What ends the event: its last ceremony but the opening, or else its last round of talks."""
    pieces = [piece for pieces in days for piece in pieces][1:]
    ceremonies = [piece for piece in pieces if piece.kind == "ceremony"]
    return (ceremonies or [piece for piece in pieces if piece.kind == "panel"])[-1]


def _fitted(
    pieces: Sequence[_Piece], window: tuple[int, int], brought: _Piece | None
) -> tuple[list[_Piece], list[_Piece]]:
    """What stays of a day, where it stands then, and what is left out."""
    (first, end), usual_end = window, pieces[0].end
    beside = [piece for piece in pieces if any(piece.start < other.start < piece.end for other in pieces)]
    meals = [
        piece for piece in pieces if piece.kind == "meal" and first + _LEAST_OPEN <= piece.start and piece.end <= end
    ]  # nobody begins with lunch
    edges = [first, *(edge for meal in meals for edge in (meal.start, meal.end)), end]
    parts = [_Part(begins, ends) for begins, ends in zip(edges[::2], edges[1::2], strict=True)]
    others = [piece for piece in pieces if piece not in beside and piece not in meals]
    left = []
    past = max(
        (piece.start for piece in others if piece.kind == "meal" and piece.start < first + _LEAST_OPEN), default=0
    )
    for piece in others:
        if piece.kind == "meal" or (not piece.is_needed and (piece.start >= end or piece.start < past)):
            left.append(piece)
        else:
            inside = [part for part in parts if part.begins <= piece.start < part.ends]
            (inside or [parts[0] if piece.start < first else parts[-1]])[0].pieces.append(piece)
    if brought is not None:
        before = [part for part in parts if part.begins < _EVENING]
        home = (before or parts)[-1]
        home.pieces.append(replace(brought, start=max(home.begins, home.ends - brought.minutes)))
    stays = list(meals)
    for part in parts:
        left += _lay(part)
        stays += part.pieces
    opened = min((piece.end for piece in stays if piece.is_needed), default=first)
    for piece in beside:
        begins = max(piece.start, first, opened if pieces[0].is_needed and piece.start >= usual_end else first)
        ends = min(piece.end, end)
        if ends - begins >= _LEAST_OPEN:
            stays.append(replace(piece, start=begins, minutes=ends - begins))
        else:
            left.append(piece)
    return stays, sorted(left, key=lambda piece: piece.start)


def _lay(part: _Part) -> list[_Piece]:
    """Put the pieces of a part one after the other; those for which there is no time go, and are the answer."""
    room, left = max(0, part.ends - part.begins), []
    while sum(piece.least for piece in part.pieces) > room and not all(piece.is_needed for piece in part.pieces):
        left.append([piece for piece in part.pieces if not piece.is_needed][-1])
        part.pieces.remove(left[-1])
        left += _without_idle_breaks(part)
    pieces = part.pieces
    floor = {id(piece): piece.least for piece in pieces}
    if sum(floor.values()) > room:  # the opening and the closing alone
        floor = dict.fromkeys(floor, min(_STEP, room // len(pieces)))
    while sum(piece.minutes for piece in pieces) > room:
        longest = max(pieces, key=lambda piece: piece.minutes - floor[id(piece)])
        longest.minutes -= min(_STEP, longest.minutes - floor[id(longest)]) or 1
    rest, free_from = sum(piece.minutes for piece in pieces), part.begins
    for piece in pieces:
        piece.start = min(max(piece.start, free_from), part.ends - rest)
        rest, free_from = rest - piece.minutes, piece.end
    return left


def _without_idle_breaks(part: _Part) -> list[_Piece]:
    """Breaks after which nothing follows but the closing are none."""
    idle: list[_Piece] = []
    for number, piece in reversed(list(enumerate(part.pieces))):
        rest = [other for other in part.pieces[number + 1 :] if not other.is_needed]
        before = part.pieces[:number]
        if piece.kind == "break" and (not rest or not before):
            part.pieces.remove(piece)
            idle.append(piece)
    return idle
