"""What every bound collection of entries begins with: a cover and a table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.flowables import Flowable, Spacer

from eventmgr.ground.i18n import _, format_date
from eventmgr.tools.typesetting.books.chapters import ContentsLine
from eventmgr.tools.typesetting.front import Rule
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import FACTS, HEADING, HEIGHT, NOTE, SUBTITLE, TITLE
from eventmgr.tools.typesetting.text import para


@dataclass(frozen=True)
class Cover:
    """What a cover says.

    Args:
        counted: how many entries it binds, in words.
        narrowed: the filters in words.
        house: who hands it out.
        day: as of when.
        note: what readers must know before they rely on it.
    """

    name: str
    counted: str
    narrowed: Sequence[str]
    house: str
    day: date
    note: str


def cover_page(cover: Cover) -> Iterator[Flowable]:
    """The cover of the book."""
    yield Spacer(1, HEIGHT * 0.3)
    yield para(cover.name, TITLE.but(size=28, leading=42, after=14), OutlineEntry(cover.name))
    yield para(cover.counted, SUBTITLE)
    yield Rule("brand", 1.2, before=10, after=24)
    for words in cover.narrowed:
        yield para(words, FACTS.but(size=12.5, leading=22, colour="ink"))
    yield Spacer(1, HEIGHT * 0.2)
    yield para(cover.house, FACTS.but(size=11.5, leading=21, colour="ink"))
    yield para(_("As of %(when)s", when=format_date(cover.day, weekday=False)), FACTS)
    yield para(cover.note, NOTE.but(align="center"))


def contents_page(titles: Iterable[str]) -> Iterator[Flowable]:
    """The table of contents: a line for each chapter, in turn."""
    words = _("Table of contents")
    yield para(words, HEADING.but(size=16, leading=26, before=0, after=14, align="center"), OutlineEntry(words))
    for number, title in enumerate(titles):
        yield ContentsLine(title, number)
