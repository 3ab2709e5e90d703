"""What letters of invitation say, as plain values in their language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Letter:
    """`addressed`: to whom, empty for a line to be filled in by hand; `paragraphs`: what it says."""

    addressed: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Letters:
    """All letters of one printing.

    Args:
        address: of the event's public page, which the code leads to.
        signed: who signs, each a line; day: below.
    """

    occasion: Occasion
    letters: tuple[Letter, ...]
    address: str
    signed: tuple[str, ...]
    day: str
