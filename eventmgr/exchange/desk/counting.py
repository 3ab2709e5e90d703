"""How many requests there were, and how long answers took, by category and by desk. Pure; the database has counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from statistics import median

_DAY = 86_400


class Part(Enum):
    """What figures are told of: all requests, those of a category, those of a desk."""

    WHOLE = "whole"
    CATEGORY = "category"
    DESK = "desk"


@dataclass(frozen=True)
class Counted:
    """How many requests of a category, a desk and a rating there were."""

    category: str
    desk: str
    stars: int | None
    """Of an answered request; None: it was not rated."""
    asked: int
    answered: int
    late: int
    """Answered after the day that was promised, or still open after it."""


@dataclass(frozen=True)
class Middle:
    """An answer in the middle of its part, by how long it took; of an even number there are two."""

    part: Part
    key: str
    """The category or the desk; empty for all."""
    asked_at: datetime
    closed_at: datetime


@dataclass
class Tally:
    """How many requests were asked, answered and late, and how they were rated."""

    asked: int = 0
    answered: int = 0
    late: int = 0
    seconds: list[float] = field(default_factory=list)
    """Of the answers in the middle."""
    stars: Counter[int] = field(default_factory=Counter)

    @property
    def median_days(self) -> float | None:
        """Half of the answers took at most so long; None without any. A mean would follow the few that lay for
        months."""
        return round(median(self.seconds) / _DAY, 1) if self.seconds else None

    @property
    def median_stars(self) -> float | None:
        """The rating in the middle; None without any."""
        return float(median(self.stars.elements())) if self.stars else None

    def add(self, counted: Counted) -> None:
        """Add the numbers of further requests."""
        self.asked += counted.asked
        self.answered += counted.answered
        self.late += counted.late
        if counted.stars is not None:
            self.stars[counted.stars] += counted.answered


@dataclass(frozen=True)
class Figures:
    """The numbers of all, and of each part."""

    whole: Tally
    by_category: Mapping[str, Tally]
    by_desk: Mapping[str, Tally]


def figures_of(counts: Iterable[Counted], middles: Iterable[Middle]) -> Figures:
    """The figures of what the database has counted; categories and desks in the order of their keys."""
    tallies: dict[Part, dict[str, Tally]] = {part: defaultdict(Tally) for part in Part}
    for counted in counts:
        for part, key in ((Part.WHOLE, ""), (Part.CATEGORY, counted.category), (Part.DESK, counted.desk)):
            tallies[part][key].add(counted)
    for middle in middles:
        tallies[middle.part][middle.key].seconds.append((middle.closed_at - middle.asked_at).total_seconds())
    return Figures(
        tallies[Part.WHOLE][""],
        dict(sorted(tallies[Part.CATEGORY].items())),
        dict(sorted(tallies[Part.DESK].items())),
    )
