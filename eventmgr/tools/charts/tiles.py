"""The 34 province-level divisions as equal tiles, roughly where they lie. No outline is drawn: a map would need
its approval number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.heat import heat_level
from eventmgr.tools.charts.shapes import Drawing, Figures, Rect, Shape, Text, shortened, text_width

PLACES: Mapping[str, tuple[int, int]] = {
    "230000": (1, 10),
    "650000": (2, 2),
    "150000": (2, 7),
    "220000": (2, 10),
    "630000": (3, 3),
    "620000": (3, 4),
    "640000": (3, 5),
    "140000": (3, 6),
    "130000": (3, 7),
    "110000": (3, 8),
    "120000": (3, 9),
    "210000": (3, 10),
    "540000": (4, 2),
    "610000": (4, 5),
    "410000": (4, 7),
    "320000": (4, 8),
    "370000": (4, 9),
    "510000": (5, 4),
    "500000": (5, 5),
    "420000": (5, 6),
    "340000": (5, 7),
    "330000": (5, 8),
    "310000": (5, 9),
    "530000": (6, 4),
    "520000": (6, 5),
    "430000": (6, 6),
    "360000": (6, 7),
    "350000": (6, 8),
    "450000": (7, 5),
    "440000": (7, 6),
    "710000": (7, 9),
    "460000": (8, 5),
    "820000": (8, 6),
    "810000": (8, 7),
}
"""GB/T 2260 code → (row, column), both from 1."""
_LEFT, _COLUMNS, _ROWS, _GAP = 2, 9, 8, 3.0
_LEAST = 0.13
"""Smallest letters, as a share of the tile."""


@dataclass(frozen=True)
class Tile:
    """A division: its code, its name, what stands on the tile, the count, and where a click leads."""

    code: str
    name: str
    label: str
    value: int
    href: str = ""


@dataclass(frozen=True)
class TileGrid(Chart):
    """Counts by division; `tiles` in the order of the table. Divisions without a tile are not drawn."""

    tiles: tuple[Tile, ...]
    name_word: str
    value_word: str

    @property
    def most(self) -> int:
        """The largest count of all tiles."""
        return max((tile.value for tile in self.tiles), default=0)

    def table(self) -> Figures:
        """The divisions with a count, in their order."""
        rows = tuple((tile.name, format_number(tile.value)) for tile in self.tiles if tile.value)
        return Figures((self.name_word, self.value_word), rows)

    def table_links(self) -> tuple[tuple[str, ...], ...]:
        """The addresses of the divisions that have a count."""
        return tuple((tile.href,) for tile in self.tiles if tile.value)

    def draw(self, width: float = 480) -> Drawing:
        """Nine columns and eight rows of squares, darker where there are more."""
        side = (width + _GAP) / _COLUMNS
        shapes = [shape for tile in self.tiles if tile.code in PLACES for shape in self._tile(tile, side)]
        return Drawing(width, side * _ROWS - _GAP, tuple(shapes))

    def _tile(self, tile: Tile, side: float) -> Iterator[Shape]:
        row, column = PLACES[tile.code]
        x, y = (column - _LEFT) * side, (row - 1) * side
        level = heat_level(tile.value, self.most)
        inner = side - _GAP
        hint = f"{tile.name}: {tile.value}"
        yield Rect(x, y, inner, inner, f"heat-{level}", 4, hint, tile.href if tile.value else "")
        lines = _label(tile.label, inner)
        size = max(_LEAST * inner, min(inner * 0.27, *((inner - 2) / text_width(line, 1) for line in lines)))
        first = inner * (0.38 if len(lines) == 1 else 0.25)
        for i, line in enumerate(lines):
            word = shortened(line, size, inner)
            yield Text(x + inner / 2, y + first + i * size * 1.15, word, size, f"on-heat-{level}", "middle")
        if tile.value:
            yield Text(
                x + inner / 2,
                y + inner * 0.8,
                format_number(tile.value),
                inner * 0.3,
                f"on-heat-{level}",
                "middle",
                bold=True,
            )


def _label(text: str, inner: float) -> list[str]:
    """The label on one line, or on two where it has a blank and would be small on one."""
    head, _blank, tail = text.partition(" ")
    return [head, tail] if tail and text_width(text, inner * 0.2) > inner else [text or " "]
