"""From where to where, how much: two columns of places and bands between them, as wide as what they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.shapes import Drawing, Figures, Path, Rect, Shape, Text, shortened, text_width

_NODE, _GAP, _LEAST, _HEAD = 10.0, 8.0, 14.0, 24.0
_SIZE, _SMALL = 12.0, 11.0
_STEPS = 16
"""Points of a curve."""
_ROOM = 320.0
"""Height of everything together, before gaps and least heights."""


@dataclass(frozen=True)
class Flow:
    """One band: places of `sources` and `targets` of its chart, how much, and how that is said."""

    source: int
    target: int
    value: int
    label: str


@dataclass(frozen=True)
class Flows(Chart):
    """Bands from `sources` to `targets`, in the order of both.

    Args:
        heads: of the two columns and of the values.
        links: where each flow leads; empty for nowhere.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    flows: tuple[Flow, ...]
    heads: tuple[str, str, str]
    links: tuple[str, ...] = ()

    def table(self) -> Figures:
        """The flows as rows: from, to, how many."""
        rows = tuple((self.sources[item.source], self.targets[item.target], item.label) for item in self.flows)
        return Figures(self.heads, rows)

    def draw(self, width: float = 640) -> Drawing:
        """Sources on the left, targets on the right, names beside them."""
        total = sum(flow.value for flow in self.flows)
        scale = _ROOM / max(total, 1)
        left = _Column(
            [sum(item.value for item in self.flows if item.source == i) for i in range(len(self.sources))], scale
        )
        right = _Column(
            [sum(item.value for item in self.flows if item.target == i) for i in range(len(self.targets))], scale
        )
        names = max((text_width(name, _SIZE) for name in (*self.sources, *self.targets)), default=0.0)
        side = min(names + 10, width * 0.3)
        start, end = side, width - side
        shapes: list[Shape] = [
            Text(0, 14, self.heads[0], _SMALL, "ink-2"),
            Text(width, 14, self.heads[1], _SMALL, "ink-2", "end"),
        ]
        for flow in self.flows:
            top, other = left.take(flow.source, flow.value), right.take(flow.target, flow.value)
            shapes += _band(start + _NODE, end - _NODE, top, other, flow.value * scale)
        shapes += self._nodes(left, self.sources, start, is_left=True, room=side - 8)
        shapes += self._nodes(right, self.targets, end - _NODE, is_left=False, room=side - 8)
        return Drawing(width, max(left.height, right.height) + 4, tuple(shapes))

    def _nodes(self, column: _Column, names: Sequence[str], x: float, *, is_left: bool, room: float) -> Iterator[Shape]:
        for name, (top, height, value) in zip(names, column.places, strict=True):
            yield Rect(x, top, _NODE, height, "accent", 1, f"{name}: {format_number(value)}")
            at = x - 5 if is_left else x + _NODE + 5
            yield Text(
                at, top + height / 2 + 4, shortened(name, _SIZE, room), _SIZE, anchor="end" if is_left else "start"
            )


class _Column:
    """Where the places of one side stand, and how much of each is taken by bands so far."""

    def __init__(self, values: Sequence[int], scale: float) -> None:
        self.places: list[tuple[float, float, int]] = []
        self._scale, at = scale, _HEAD
        for value in values:
            height = value * scale
            self.places.append((at + max(_LEAST - height, 0) / 2, height, value))
            at += max(height, _LEAST) + _GAP
        self.height = at
        self._used = [0.0] * len(values)

    def take(self, position: int, value: int) -> float:
        """The upper edge of the next band of a place."""
        top = self.places[position][0] + self._used[position]
        self._used[position] += value * self._scale
        return top


def _band(x1: float, x2: float, top: float, other: float, height: float) -> Iterator[Shape]:
    upper = [_point(x1, x2, top, other, step / _STEPS) for step in range(_STEPS + 1)]
    lower = [(x, y + height) for x, y in upper]
    yield Path((*upper, *reversed(lower)), fill="accent-2")
    yield Path(tuple(upper), stroke="middle", width=0.75)
    yield Path(tuple(lower), stroke="middle", width=0.75)


def _point(x1: float, x2: float, y1: float, y2: float, share: float) -> tuple[float, float]:
    eased = share * share * (3 - 2 * share)
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * eased
