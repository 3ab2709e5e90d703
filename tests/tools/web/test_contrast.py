"""The tokens of app.css keep 4.5:1 for text (WCAG 2.2, 1.4.3) and 3:1 for edges of inputs (1.4.11), light and dark."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

CSS = (ROOT / "scripts/styles/app.css").read_text("utf-8")
BLOCKS = {
    "light": CSS.partition(':root, [data-bs-theme="light"] {')[2].partition("}\n")[0],
    "dark": CSS.partition('[data-bs-theme="dark"] {')[2].partition("}\n")[0],
    "dark by system": CSS.partition(":root:not([data-bs-theme]) {")[2].partition("}\n")[0],
}
TEXT_ON = {
    "--ink": ("--paper", "--wash", "--accent-2", "--seal-2", "--ok-2", "--wait-2"),
    "--ink-2": ("--paper", "--wash"),
    "--accent": ("--paper", "--wash", "--accent-2"),
    "--seal": ("--paper", "--wash", "--seal-2"),
    "--ok": ("--paper", "--wash", "--ok-2"),
    "--wait": ("--paper", "--wash", "--wait-2"),
    "--off": ("--paper", "--wash"),
    "--on-fill": ("--fill", "--fill-2"),
}
Colour = tuple[float, float, float]


def tokens(block: str) -> dict[str, str]:
    """Name → value of the custom properties of a block."""
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", BLOCKS[block]))


def colour(value: str) -> Colour:
    """`#rgb` or `#rrggbb` as three numbers from 0 to 255."""
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return red, green, blue


def luminance(value: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in value)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("block", BLOCKS)
def test_text_is_readable_on_every_ground_it_stands_on(block):
    known = tokens(block)
    weak = {
        f"{text} on {ground}": round(contrast(colour(known[text]), colour(known[ground])), 2)
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colour(known[text]), colour(known[ground])) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("block", BLOCKS)
def test_edges_of_inputs_are_visible(block):
    known = tokens(block)

    assert contrast(colour(known["--edge"]), colour(known["--paper"])) >= 3


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("ground", ["--paper", "--wash"])
def test_figures_are_readable_on_every_step_of_heat(block, ground):
    known = tokens(block)
    accent = [int(part) for part in known["--accent-rgb"].split()]
    below = colour(known[ground])
    weak = {}
    for step in range(1, 9):
        alpha = float(known[f"--h{step}"])
        cell = tuple(alpha * a + (1 - alpha) * b for a, b in zip(accent, below, strict=True))
        reached = contrast(colour(known["--heat-ink" if step < 7 else "--heat-top"]), cell)
        if reached < 4.5:
            weak[step] = round(reached, 2)

    assert weak == {}


def test_both_ways_into_the_dark_are_the_same():
    assert tokens("dark") == tokens("dark by system")
