"""The few shapes that every chart is made of, and how much room a text takes.

Lengths are CSS pixels; x grows to the right, y downwards from the top. Colours are names of `tokens.LIGHT`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

WIDE, NARROW = 1.0, 0.6
"""Widths in em: a Chinese character, and the average of Latin letters and figures in the faces that are used."""


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; `title` is its tooltip, `href` where a click on it leads."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0
    title: str = ""
    href: str = ""


@dataclass(frozen=True)
class Text:
    """One line of text on the baseline `y`; `anchor` is `start`, `middle` or `end`; `turned`: it runs upwards."""

    x: float
    y: float
    text: str
    size: float = 12
    fill: str = "ink"
    anchor: str = "start"
    bold: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = "line"
    width: float = 1


@dataclass(frozen=True)
class Path:
    """A line through points, or the area inside them where `fill` is given."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    fill: str = ""
    width: float = 2


Shape = Rect | Text | Line | Path


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet, painted in their order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of a chart as a table: `header` and `rows` have the same length; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def in_words(self) -> str:
        """The figures for those who do not see the chart: the heads, then row by row."""
        return "; ".join(", ".join(part for part in row if part) for row in (self.header, *self.rows))


def text_width(text: str, size: float) -> float:
    """About how wide `text` is; good to a tenth."""
    em = sum(WIDE if unicodedata.east_asian_width(char) in "WF" else NARROW for char in text)
    return em * size


def shortened(text: str, size: float, room: float) -> str:
    """`text`, or as much of it as fits into `room`, ending in an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, size: float, room: float, most: int) -> list[str] | None:
    """`text` on at most so many lines, cut at blanks and between Chinese characters; None if that is not possible."""
    lines, line = [], ""
    for word in re.findall(r"[\u2e80-\U0003ffff]|[^\s\u2e80-\U0003ffff]+|\s+", text):
        if text_width((line + word).rstrip(), size) <= room:
            line = (line + word).lstrip()
        elif text_width(word, size) > room:
            return None
        else:
            lines.append(line.rstrip())
            line = word.lstrip()
    lines = [*lines, line.rstrip()] if line.strip() or not lines else lines
    return lines if len(lines) <= most else None


def nice_ticks(most: int, about: int = 4) -> list[int]:
    """Whole numbers from 0 to at least `most`, about so many steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * about < most:
        step = next(larger for larger in _steps(step) if larger > step)
    top = -(-max(most, 1) // step) * step
    return list(range(0, top + 1, step))


def _steps(reached: int) -> Sequence[int]:
    power = 10 ** (len(str(reached)) - 1)
    return (power, 2 * power, 5 * power, 10 * power)
