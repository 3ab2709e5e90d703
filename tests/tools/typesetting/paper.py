"""A canvas that only writes down what is drawn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from eventmgr.tools.typesetting.styles import Style
from eventmgr.tools.typesetting.text import TextBlock

STYLE = Style(size=10, leading=16)
HAN = st.text("张三李四王五", min_size=1, max_size=60)


class Paper:
    """A canvas that remembers: `texts` (x, baseline, text, face, colour), `boxes`, `lines`, and other calls by name."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, float, str, str, Any]] = []
        self.boxes: list[tuple[float, ...]] = []
        self.lines: list[tuple[float, ...]] = []
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.fill = self.font = None

    def beginText(self) -> SimpleNamespace:  # ReportLab's names from here on
        state: dict[str, Any] = {}
        origin = lambda x, y: state.update(x=x, y=y)  # noqa: E731
        font = lambda face, size: state.update(face=face)  # noqa: E731

        def out(text: str) -> None:
            self.texts.append((state["x"], state["y"], text, state["face"], state["colour"]))
            state["x"] = None

        colour = lambda value: state.update(colour=value)  # noqa: E731
        return SimpleNamespace(setTextOrigin=origin, setFont=font, setFillColor=colour, textOut=out)

    def setFillColor(self, colour: Any) -> None:
        self.fill = colour

    def setFont(self, face: str, size: float) -> None:
        self.font = face

    def drawString(self, x: float, y: float, text: str) -> None:
        self.texts.append((x, y, text, self.font, self.fill))

    def rect(self, x: float, y: float, width: float, height: float, **_: Any) -> None:
        self.boxes.append((x, y, width, height, self.fill))

    def roundRect(self, x: float, y: float, width: float, height: float, radius: float, **_: Any) -> None:
        self.boxes.append((x, y, width, height, self.fill, radius))

    def line(self, *ends: float) -> None:
        self.lines.append(ends)

    def beginPath(self) -> SimpleNamespace:
        points: list[Any] = []
        add = lambda x, y: points.append((x, y))  # noqa: E731
        return SimpleNamespace(moveTo=add, lineTo=add, close=lambda: points.append("closed"), points=points)

    def absolutePosition(self, x: float, y: float) -> tuple[float, float]:
        return x, y

    def __getattr__(self, name: str) -> Any:
        return lambda *values, **named: self.calls.append((name, values, named))

    def named(self, *names: str) -> list[tuple[Any, ...]]:
        """The arguments of the calls of these names, in order."""
        return [(*values, *named.values()) for name, values, named in self.calls if name in names]


def drawn(block: Any, width: float, x: float = 0, y: float = 0) -> Paper:
    block.wrap(width, 1e6)
    paper = Paper()
    block.draw_at(paper, x, y)
    return paper


def lines_of(block: TextBlock) -> list[str]:
    return ["".join(run.text for run in runs) for runs, _width in block._lines]
