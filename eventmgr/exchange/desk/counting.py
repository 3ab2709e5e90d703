"""How many requests there were, and how long answers took, by category and by desk. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from eventmgr.exchange.desk.models import RequestStage

_DAY = 86_400


@dataclass
class Tally:
    """Numbers of some requests."""

    asked: int = 0
    answered: int = 0
    late: int = 0
    """Answered after the day that was promised, or still open after it."""
    seconds: list[float] = field(default_factory=list)
    stars: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        """Half of the answers took at most so long; None without any. A mean would follow the few that lay for months."""
        return round(median(self.seconds) / _DAY, 1) if self.seconds else None

    @property
    def median_stars(self) -> float | None:
        """The rating in the middle; None without any."""
        return float(median(self.stars)) if self.stars else None

    def add(
        self,
        stage: RequestStage,
        asked: datetime,
        due: datetime,
        closed: datetime | None,
        stars: int | None,
        *,
        at: datetime,
    ) -> None:
        """Count one more."""
        self.asked += 1
        if stage is RequestStage.ANSWERED and closed is not None:
            self.answered += 1
            self.seconds.append((closed - asked).total_seconds())
            self.late += closed > due
            if stars is not None:
                self.stars.append(stars)
        self.late += stage is RequestStage.OPEN and due < at


@dataclass(frozen=True)
class Figures:
    """The numbers of all, and of each part."""

    whole: Tally
    by_category: Mapping[str, Tally]
    by_province: Mapping[str, Tally]


def count(rows: Iterable[tuple[Any, ...]], *, at: datetime) -> Figures:
    """The figures of rows as `queries.iterate_times` reads them."""
    whole, categories, provinces = Tally(), defaultdict[str, Tally](Tally), defaultdict[str, Tally](Tally)
    for category, province, stage, asked, due, closed, stars in rows:
        for tally in (whole, categories[category], provinces[province]):
            tally.add(stage, asked, due, closed, stars, at=at)
    return Figures(whole, dict(sorted(categories.items())), dict(sorted(provinces.items())))
