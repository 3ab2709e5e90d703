"""How a document begins: its title, what it is, when and where; a thin red line closes it, as on official heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _
from eventmgr.output.reports.contents import Occasion
from eventmgr.tools.typesetting.house.dressing import Logo
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
        """The line."""
        self.canv.setStrokeColor(COLOURS[self.colour])
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)


def front(occasion: Occasion, name: str, notes: Sequence[str] = ()) -> Iterator[Flowable]:
    """Title block of a document called `name` (agenda, list of participants) about `occasion`."""
    yield from logo(occasion)
    yield para(occasion.title, TITLE, OutlineEntry(name))
    yield para(name, SUBTITLE)
    if occasion.state:
        yield para(occasion.state, FACTS.but(colour="seal", bold=True))
    yield para(occasion.span, FACTS)
    if occasion.place:
        yield para(occasion.place, FACTS)
    for note in notes:
        yield para([Span(note, colour="seal")], FACTS)
    yield Rule("brand", 1.2, before=8, after=14)


def logo(occasion: Occasion) -> Iterator[Flowable]:
    """The organizers' logo, if there is one."""
    if occasion.look.logo:
        yield Logo(occasion.look.logo, _("Logo of %(name)s", name=occasion.author))
