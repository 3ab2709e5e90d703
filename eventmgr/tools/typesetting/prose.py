"""Running text on paper: Chinese paragraphs begin two characters in, English ones do not."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import language
from eventmgr.tools.typesetting.passages import paragraphs_of
from eventmgr.tools.typesetting.styles import BODY, HEADING_2, Style
from eventmgr.tools.typesetting.text import para


def indented(style: Style = BODY) -> Style:
    """The style of a paragraph, indented as the language spoken does."""
    return style.but(first_indent=2 * style.size) if language() == "zh" else style


def lines(text: str, style: Style = BODY) -> list[Flowable]:
    """What was typed, a paragraph a line."""
    return [para(line.strip(), indented(style)) for line in text.splitlines() if line.strip()]


def passages(text: str, *, heading: str = "H3") -> Iterator[Flowable]:
    """What was typed with headings, as `paragraphs_of` reads it.

    Args:
        heading: the role of its headings, one below that of what stands over them.
    """
    for passage in paragraphs_of(text):
        yield para(passage.text, HEADING_2.but(role=heading) if passage.is_heading else indented())
