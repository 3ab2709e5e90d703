"""The head and the foot of papers: how a document begins, and what stands on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _
from eventmgr.tools.typesetting.house.dressing import Logo, worn
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import COLOURS, FACTS, SUBTITLE, TITLE
from eventmgr.tools.typesetting.text import Span, para


class Rule(Flowable):
    """A thin line over the whole width."""

    def __init__(self, colour: str = "line", thickness: float = 0.5, before: float = 6, after: float = 10) -> None:
        super().__init__()
        self.colour, self.thickness = colour, thickness
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the room, as high as it is thick."""
        self.width, self.height = width, self.thickness
        return width, self.thickness

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(COLOURS[self.colour])
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)


def front(
    occasion: Occasion, name: str, notes: Sequence[str] = (), *, lines: Sequence[str] = (), with_place: bool = True
) -> Iterator[Flowable]:
    """Title block of a document called `name` (agenda, list of participants) about `occasion`; a thin line closes it,
    as on official heads.

    Args:
        notes: what is to be noticed. lines: small ones under the thin line: how many, which, as of when.
    """
    yield from logo(occasion)
    yield para(occasion.title, TITLE, OutlineEntry(name))
    yield para(name, SUBTITLE)
    if occasion.state:
        yield para(occasion.state, FACTS.but(colour="seal", bold=True))
    yield para(occasion.span, FACTS)
    if occasion.place and with_place:
        yield para(occasion.place, FACTS)
    for note in notes:
        yield para([Span(note, colour="seal")], FACTS)
    yield Rule("brand", 1.2, before=8, after=6 if lines else 14)
    for place, words in enumerate(lines, 1):
        yield para(words, FACTS.but(align="left", size=9, after=6 if place == len(lines) else 0))


def logo(occasion: Occasion) -> Iterator[Flowable]:
    """The organizers' logo, if there is one."""
    look = worn(occasion.look)
    if look.logo:
        yield Logo(look.logo, _("Logo of %(name)s", name=occasion.author))


def sheet_of(occasion: Occasion, name: str, lang: str, **more: Any) -> Sheet:
    """What stands on every page of the document called `name` about `occasion`; `more` as `Sheet` has it."""
    return Sheet(
        title=f"{occasion.title} · {name}",
        author=occasion.author,
        head=(occasion.title, name),
        lang=lang,
        look=occasion.look,
        **more,
    )
