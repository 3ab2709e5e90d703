"""A page that costs seconds to draw.

The attacker may write an event's description (an organizer with bad intent, or one whose account is stolen). The first
parser looked from every opening sign to the end of the text: 9,000 characters of `<a `, `[a](` or `![` took 2 to 11
seconds of each request for the page. Tried here: every sign of Markdown and pairs of them, repeated up to the longest
text that is drawn; nested lists and quotations, wide tables, definitions of links.

The bound is ten times what the worst of these takes on a slow machine; the first parser missed it for each of the three.
"""

from __future__ import annotations

import time
from itertools import product

import pytest

from eventmgr.tools.web.rendering.markdown import markdown

MOST = 30_000
SECONDS = 5
SIGNS = (
    "<a ", "[a](", "![", "*", "_", "`", "> ", "[", "](", "|", "<!--", "&", "- ", "1. ", "a*b_", "> - ", "**a ", "*a _b ", "a``b```c",
    "<", "<a href='", "\\", "[a][b]\n", "[x]: y\n", "&#1", "~~a", "<?", "<![CDATA[", "[a](<b", '[a](b "', "<x@a", "[a](((", "a|\n",
    "-|", "```\n", "\t", "   ", "[&#**](", "*!", "![a](b", "[![]()]", "\n- a", "=!", "@!![", "\n#", "***b__", "http://a.b ",
)  # fmt: skip
SHAPES = {
    "nested list": "".join(f"{'  ' * depth}- a\n" for depth in range(170)),
    "nested quotation": "".join(f"{'>' * depth}a\n" for depth in range(240)),
    "growing backticks": "".join(f"{'`' * length}a" for length in range(240)),
    "wide table": "|" + "a|" * 7000 + "\n|" + "-|" * 7000 + "\n",
    "wide table of many rows": "|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 6000,
    "links of many definitions": "".join(f"[{n}]: x\n" for n in range(1500)) + "[0][1]" * 2000,
}


def took(text: str) -> float:
    """Seconds of the processor that drawing `text` takes."""
    began = time.process_time()
    assert str(markdown(text)) is not None
    return time.process_time() - began


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_that_is_never_closed_is_drawn_soon(sign):
    assert took((sign * MOST)[:MOST]) < SECONDS


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_that_grows_is_drawn_soon(shape):
    assert took(SHAPES[shape][:MOST]) < SECONDS


def test_pairs_of_signs_are_drawn_soon():
    slow = [pair for pair in product(SIGNS[:8], repeat=2) if took(("".join(pair) * 2000)[:4000]) > SECONDS / 4]

    assert slow == []


def test_a_text_is_drawn_once_for_all_its_readers(monkeypatch):
    from eventmgr.tools.web.rendering.markdown import _drawn

    drawn = []
    monkeypatch.setattr("eventmgr.tools.web.rendering.markdown._drawn", lambda text: drawn.append(text) or _drawn(text))
    text = "# 议程\n\n一份只在这里出现的说明"
    first, second = markdown(text), markdown(text)

    assert (first is second, drawn) == (True, [text])
