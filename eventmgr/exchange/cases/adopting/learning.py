"""Who learned from whom across provinces, as a picture and as pairs. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.charts import Drawing, HeatMatrix
from eventmgr.tools.charts.shapes import Rect
from eventmgr.tools.charts.svg import Svg, svg
from eventmgr.tools.taxonomy import get_province, provinces

MOST_PAIRS = 40
"""So many pairs the table names; the picture has all."""
_LAST = 99
"""Place of a province that is no longer chosen."""
_CELL, _BESIDE, _LEAST, _MOST = 40.0, 150.0, 640.0, 1200.0
"""Width of the picture: of a column, of names and sums, and its bounds."""
Numbers = Mapping[tuple[str, str], int]
"""(province of the case, province that learns) → how often."""


class Mark(LabelledEnum):
    """What the map of learning counts: adoptions, or wishes to learn."""

    ADOPTED = "adopted", _l("Has adopted")
    WANTED = "wanted", _l("Wants to learn")


@dataclass(frozen=True)
class Pair:
    """One province that learns from another, or from itself."""

    source: str
    learner: str
    adopted: int
    wanted: int

    @property
    def names(self) -> tuple[str, str]:
        """The names of both provinces in the language spoken."""
        return name_of(self.source), name_of(self.learner)


def name_of(code: str) -> str:
    """A province, short, in the language spoken."""
    return get_province(code).short(language())


def pairs_of(adopted: Numbers, wanted: Numbers, source: str = "", learner: str = "") -> list[Pair]:
    """All pairs of which there is a number, the most adopted first, then the most wanted.

    Args:
        source, learner: pairs of these provinces alone.
    """
    places = {province.code: place for place, province in enumerate(provinces())}
    pairs = [
        Pair(*key, adopted.get(key, 0), wanted.get(key, 0))
        for key in {*adopted, *wanted}
        if source in ("", key[0]) and learner in ("", key[1])
    ]
    return sorted(
        pairs,
        key=lambda one: (-one.adopted, -one.wanted, places.get(one.source, _LAST), places.get(one.learner, _LAST)),
    )


def picture(numbers: Numbers, mark: Mark, address_of: Callable[[str, str], str]) -> Svg:
    """Province whose case it is × province that learns from it, on paper of its own: it needs no style sheet.

    Args:
        address_of: (province of the case, province that learns) → where the cell leads.
    """
    order = [province.code for province in provinces()]
    rows = [code for code in order if any(key[0] == code for key in numbers)]
    columns = [code for code in order if any(key[1] == code for key in numbers)]
    heat = HeatMatrix(
        rows=tuple(map(name_of, rows)),
        columns=tuple(map(name_of, columns)),
        cells=tuple(tuple(numbers.get((row, column), 0) for column in columns) for row in rows),
        corner=_("Province of the case"),
        total=_("Total"),
        links=tuple(tuple(address_of(row, column) for column in columns) for row in rows),
    )
    drawing = heat.draw(min(max(_BESIDE + _CELL * len(columns), _LEAST), _MOST))
    paper = Rect(0, 0, drawing.width, drawing.height, "paper")
    return svg(
        Drawing(drawing.width, drawing.height, (paper, *drawing.shapes)),
        title=picture_words(mark),
        desc=_("Rows are the provinces of the cases, columns the provinces that learn from them."),
    )


def picture_words(mark: Mark) -> str:
    """What the picture shows, in a line."""
    return _("Who learned from whom across provinces: %(mark)s", mark=str(mark.label))
