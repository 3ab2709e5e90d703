"""What every chart can do."""

from __future__ import annotations

from abc import ABC, abstractmethod

from eventmgr.tools.charts.shapes import Drawing, Figures


class Chart(ABC):
    """Figures that can be drawn and read."""

    @abstractmethod
    def draw(self, width: float = 640) -> Drawing:
        """The figures as a drawing of that width."""

    @abstractmethod
    def table(self) -> Figures:
        """The figures of the chart as rows."""

    def table_links(self) -> tuple[tuple[str, ...], ...]:
        """Where the numbers of each row of `table` lead, names left out; empty for nowhere."""
        return ()
