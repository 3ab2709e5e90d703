"""The colours of drawings on light and dark ground, and the steps of heat with the text that is readable on each.

Sources: WCAG 2.1, relative luminance and contrast ratio.
"""

from __future__ import annotations

from collections.abc import Mapping

HEAT_LEVELS = 8
"""Level 0 is nothing; 1 to 8 from pale to full."""

_LIGHT = {
    "ink": "#17212b",
    "ink-2": "#55616e",
    "line": "#e3e7ec",
    "paper": "#ffffff",
    "wash": "#f6f7f9",
    "accent": "#0f5c8e",
    "accent-2": "#e8f1f7",
    "middle": "#7fb0cf",
    "seal": "#b3282d",
}
_DARK = {
    "ink": "#e7ebef",
    "ink-2": "#a3afba",
    "line": "#2c3640",
    "paper": "#12181f",
    "wash": "#1a222b",
    "accent": "#6db3de",
    "accent-2": "#17303f",
    "middle": "#3b6f90",
    "seal": "#f2918f",
}
_STEPS = (0.0, 0.1, 0.2, 0.31, 0.42, 0.53, 0.8, 0.9, 1.0)
"""How much accent each level has; none falls where neither dark nor light text could be read."""
_STEPS_DARK = (0.0, 0.12, 0.22, 0.32, 0.42, 0.7, 0.8, 0.9, 1.0)


def mixed(ground: str, colour: str, share: float) -> str:
    """`#rrggbb` between two colours; `share` in [0, 1] of the second."""
    pairs = zip(_channels(ground), _channels(colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, in [0, 1]."""
    linear = [
        c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of two colours, in [1, 21]."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _palette(base: Mapping[str, str], steps: tuple[float, ...]) -> dict[str, str]:
    palette = dict(base)
    for level, share in enumerate(steps):
        ground = mixed(base["wash"], base["accent"], share)
        palette[f"heat-{level}"] = ground
        palette[f"on-heat-{level}"] = max((base["ink"], base["paper"]), key=lambda text: contrast(text, ground))
    return palette


LIGHT = _palette(_LIGHT, _STEPS)
"""Token → `#rrggbb` on light ground and in documents."""
DARK = _palette(_DARK, _STEPS_DARK)
"""The same tokens on dark ground."""


def stylesheet() -> str:
    """The rules that colour drawings on both grounds: `.chart .f-<token>` fills, `.chart .s-<token>` strokes.

    `scripts/styles/charts.css` holds this text; a test compares.
    """
    lines = [
        "/* Colours of drawings; written by eventmgr/tools/charts/tokens.py, stylesheet(). */",
        ".chart { display: block; width: 100%; height: auto; font-family: inherit; font-variant-numeric: tabular-nums; }",
        ".chart-scroll { overflow-x: auto; }",
        ".chart-scroll .chart { min-width: 30rem; max-width: 60rem; }",
        ".chart-scroll.chart-wide .chart { min-width: 40rem; }",
        ".chart a:hover rect, .chart a:focus rect { stroke: currentColor; stroke-width: 2; }",
        *_rules("", LIGHT),
        *_rules('[data-bs-theme="dark"] ', DARK),
        "@media screen and (prefers-color-scheme: dark) {",
        *_rules("  :root:not([data-bs-theme]) ", DARK),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _rules(prefix: str, palette: Mapping[str, str]) -> list[str]:
    fills = [f"{prefix}.chart .f-{token} {{ fill: {colour}; }}" for token, colour in palette.items()]
    lines = {token: colour for token, colour in palette.items() if "heat" not in token}
    return fills + [f"{prefix}.chart .s-{token} {{ stroke: {colour}; }}" for token, colour in lines.items()]
