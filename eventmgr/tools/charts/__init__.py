"""Drawings of figures, made of plain values: one drawing serves the page (SVG) and the document (PDF).

A chart is a frozen value with labels already in the reader's language. `draw()` gives a `Drawing`, `table()` the same
figures as rows. No feature and no library is known here.
"""

from eventmgr.tools.charts.bars import StackedBars
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.flows import Flow, Flows
from eventmgr.tools.charts.heat import HeatMatrix, heat_level
from eventmgr.tools.charts.shapes import Drawing, Figures, Line, Path, Rect, Text
from eventmgr.tools.charts.svg import svg
from eventmgr.tools.charts.tiles import Tile, TileGrid
from eventmgr.tools.charts.timeline import Timeline
from eventmgr.tools.charts.tokens import DARK, HEAT_LEVELS, LIGHT, stylesheet

__all__ = [
    "DARK",
    "HEAT_LEVELS",
    "LIGHT",
    "Chart",
    "Drawing",
    "Figures",
    "Flow",
    "Flows",
    "HeatMatrix",
    "Line",
    "Path",
    "Rect",
    "StackedBars",
    "Text",
    "Tile",
    "TileGrid",
    "Timeline",
    "heat_level",
    "stylesheet",
    "svg",
]
