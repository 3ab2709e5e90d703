"""What stands in a drawing."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from eventmgr.tools.charts import (
    Drawing,
    Line,
    Text,
)

COUNTS = st.integers(0, 3000)
NAMES = st.text("江苏上海 abcXYZ", min_size=1, max_size=12)
SVG = "{http://www.w3.org/2000/svg}"


def of(drawing: Drawing, kind: type) -> list[Any]:
    """The shapes of one kind, in the order of painting."""
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def said(drawing: Drawing, **look: Any) -> list[str]:
    """The texts that look so."""
    return [one.text for one in of(drawing, Text) if all(getattr(one, name) == value for name, value in look.items())]


def axis(drawing: Drawing, *, upright: bool = True) -> tuple[list[float], list[str]]:
    """Where the lines of the grid stand, and what is written at them."""
    grid = [line for line in of(drawing, Line) if line.stroke == "line" and (line.x1 == line.x2) is upright]
    places = [line.x1 for line in grid] if upright else [line.y1 for line in grid]
    return places, said(drawing, anchor="middle" if upright else "end", fill="ink-2")
