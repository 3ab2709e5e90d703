"""What a printed notice says, as plain values in its language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.passages import Passage


@dataclass(frozen=True)
class PrintedNotice:
    """A notice.

    Args:
        issuer: whose letter it is; number: of the document; both may be empty.
        signed: who signs, each a line, and the day below.
        columns: of the form to reply, empty for none.
        reply: until when and to whom.
    """

    occasion: Occasion
    title: str
    issuer: str
    number: str
    addressed: str
    paragraphs: tuple[Passage, ...]
    signed: tuple[str, ...]
    day: str
    columns: tuple[str, ...] = ()
    reply: tuple[str, ...] = ()
