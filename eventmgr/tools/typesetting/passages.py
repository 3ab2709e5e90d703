"""Typed text as paragraphs for paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)[^)]*\)")
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Passage:
    """A paragraph; `is_heading` if it is a heading."""

    text: str
    is_heading: bool = False


def paragraphs_of(markdown: str) -> Iterator[Passage]:
    """What organizers typed, line by line, without the marks of Markdown; empty lines part nothing more than lines
    do."""
    for line in markdown.splitlines():
        is_heading = bool(_HEADING.match(line) or _NUMBERED.match(line.strip().strip("*")))
        text = _BULLET.sub("", _HEADING.sub("", line))
        text = _LINK.sub(_linked, text)
        text = _EMPHASIS.sub(r"\2", text).strip()
        if text:
            yield Passage(text, is_heading and len(text) <= _LONGEST_HEADING)


def _linked(found: re.Match[str]) -> str:
    words, address = found[1], found[2]
    return words if words == address else f"{words} {address}"
