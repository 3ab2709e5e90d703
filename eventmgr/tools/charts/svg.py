"""A drawing as SVG text for a page under a strict content security policy.

Colours are presentation attributes and classes: without a style sheet the light ones stand; no style attribute, no
script. Source: SVG 2; accessible names as in SVG-AAM (role, title, desc).
"""

from __future__ import annotations

import hashlib
import re
from html import escape

from eventmgr.tools.charts.shapes import Drawing, Line, Path, Rect, Shape, Text
from eventmgr.tools.charts.tokens import LIGHT

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Svg(str):
    """SVG text; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def svg(drawing: Drawing, *, title: str, desc: str) -> Svg:
    """The drawing as one `<svg>` element, the same text for the same drawing.

    Args:
        title: its accessible name.
        desc: what it shows, in a sentence; where the figures stand as text.
    """
    links = any(isinstance(shape, Rect) and shape.href for shape in drawing.shapes)
    content = "".join(_shape(shape) for shape in drawing.shapes)
    number = hashlib.blake2b(f"{title}{desc}{content}".encode("utf-8", "replace"), digest_size=4).hexdigest()
    role = "group" if links else "img"
    return Svg(
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="{role}"'
        f' viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
        f' aria-labelledby="t{number}" aria-describedby="d{number}">'
        f'<title id="t{number}">{_t(title)}</title><desc id="d{number}">{_t(desc)}</desc>{content}</svg>'
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return _rect(shape)
    if isinstance(shape, Text):
        return _text(shape)
    return _line(shape) if isinstance(shape, Line) else _path(shape)


def _rect(rect: Rect) -> str:
    radius = f' rx="{_n(rect.radius)}"' if rect.radius else ""
    position = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" height="{_n(rect.height)}"'
    title = f"<title>{_t(rect.title)}</title>" if rect.title else ""
    drawn = f"<rect {position}{radius} {_colour('f', 'fill', rect.fill)}>{title}</rect>"
    return f'<a href="{_t(rect.href)}" aria-label="{_t(rect.title)}">{drawn}</a>' if rect.href else drawn


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="600"' if text.bold else ""
    position = f'x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"'
    turn = f' transform="rotate(-90 {_n(text.x)} {_n(text.y)})"' if text.turned else ""
    look = f'{anchor}{weight}{turn} pointer-events="none" {_colour("f", "fill", text.fill)}'
    return f"<text {position}{look}>{_t(text.text)}</text>"


def _line(line: Line) -> str:
    position = f'x1="{_n(line.x1)}" y1="{_n(line.y1)}" x2="{_n(line.x2)}" y2="{_n(line.y2)}"'
    return f'<line {position} stroke-width="{_n(line.width)}" {_colour("s", "stroke", line.stroke)}/>'


def _path(path: Path) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in path.points)
    if path.fill:
        return f'<polygon points="{points}" {_colour("f", "fill", path.fill)}/>'
    width = f'stroke-width="{_n(path.width)}" stroke-linejoin="round"'
    return f'<polyline points="{points}" fill="none" {width} {_colour("s", "stroke", path.stroke)}/>'


def _colour(prefix: str, attribute: str, token: str) -> str:
    return f'class="{prefix}-{token}" {attribute}="{LIGHT[token]}"'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _t(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
