"""Counts by day: how many came in on each day, and how many there were altogether by its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.shapes import Drawing, Figures, Line, Path, Rect, Shape, Text, nice_ticks, text_width

_TOP, _UPPER, _BETWEEN, _LOWER, _AXIS = 24.0, 150.0, 26.0, 60.0, 22.0
_SMALL, _RIGHT = 11.0, 10.0


@dataclass(frozen=True)
class Timeline(Chart):
    """New ones a day, without gaps: `days` names them, `counts` has one number each."""

    days: tuple[str, ...]
    counts: tuple[int, ...]
    day_word: str
    new_word: str
    total_word: str
    before: int = 0
    """How many there were before the first of the days."""
    links: tuple[tuple[str, str], ...] = ()
    """Where the new ones of each day, and all until its end, lead; empty for none."""

    @property
    def totals(self) -> tuple[int, ...]:
        """How many there were by the end of each day."""
        return tuple(accumulate(self.counts, initial=self.before))[1:]

    def table(self) -> Figures:
        """The days on which something came in, with the sum until then."""
        rows = zip(self.days, self.counts, self.totals, strict=True)
        shown = tuple((day, format_number(new), format_number(total)) for day, new, total in rows if new)
        return Figures((self.day_word, self.new_word, self.total_word), shown)

    def table_links(self) -> tuple[tuple[str, ...], ...]:
        """Of the days on which something came in."""
        pairs = zip(self.links, self.counts, strict=True) if self.links else ()
        return tuple(links for links, new in pairs if new)

    def draw(self, width: float = 640) -> Drawing:
        """Above the sum as an area, below the new ones as bars, over one axis of days."""
        height = _TOP + _UPPER + _BETWEEN + _LOWER + _AXIS
        if not self.days:
            return Drawing(width, height, ())
        ticks, low = nice_ticks(self.totals[-1]), nice_ticks(max(self.counts), 2)
        left = max(text_width(format_number(tick), _SMALL) for tick in (ticks[-1], low[-1])) + 10
        step = (width - left - _RIGHT) / len(self.days)
        shapes = [
            *_scale(left, width - _RIGHT, _TOP, _UPPER, ticks),
            *self._area(left, step, ticks[-1]),
            *_scale(left, width - _RIGHT, _TOP + _UPPER + _BETWEEN, _LOWER, low),
            *self._bars(left, step, low[-1]),
            *self._days(left, step, height),
            Text(0, 12, self.total_word, _SMALL, "ink-2"),
            Text(0, _TOP + _UPPER + 16, self.new_word, _SMALL, "ink-2"),
        ]
        return Drawing(width, height, tuple(shapes))

    def _area(self, left: float, step: float, top: int) -> Iterator[Shape]:
        bottom = _TOP + _UPPER
        line = [(left, bottom - self.before * _UPPER / top)]
        line += [(left + (i + 1) * step, bottom - total * _UPPER / top) for i, total in enumerate(self.totals)]
        start = [(left, bottom)] if self.before else []
        yield Path((*start, *line, (line[-1][0], bottom)), fill="accent-2")
        yield Path(tuple(line), stroke="accent", width=2)

    def _bars(self, left: float, step: float, top: int) -> Iterator[Shape]:
        bottom = _TOP + _UPPER + _BETWEEN + _LOWER
        gap = min(2.0, step * 0.2)
        for i, (day, new, total) in enumerate(zip(self.days, self.counts, self.totals, strict=True)):
            if new:
                high = new * _LOWER / top
                hint = f"{day}: {new} ({self.total_word}: {total})"
                link = self.links[i][0] if self.links else ""
                yield Rect(left + i * step + gap / 2, bottom - high, step - gap, high, "accent", 0, hint, link)

    def _days(self, left: float, step: float, height: float) -> Iterator[Shape]:
        room = max(text_width(day, _SMALL) for day in self.days) + 16
        every = max(1, -(-int(room) // max(int(step), 1)) if step >= 1 else int(room / step) + 1)
        for i in range(0, len(self.days), every):
            x = left + (i + 0.5) * step
            half = text_width(self.days[i], _SMALL) / 2
            right = left + step * len(self.days) + _RIGHT
            yield Text(min(max(x, half), right - half), height - 6, self.days[i], _SMALL, "ink-2", "middle")


def _scale(left: float, right: float, top: float, high: float, ticks: list[int]) -> Iterator[Shape]:
    for tick in ticks:
        y = top + high - tick * high / ticks[-1]
        yield Line(left, y, right, y, "line")
        yield Text(left - 6, y + 4, format_number(tick), _SMALL, "ink-2", "end")
