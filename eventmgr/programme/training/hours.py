"""Training hours (学时) in tenths, what somebody can attend at most, and who has attended enough. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

MINUTES = 45
"""Of a training hour, as it is proposed; organizers type what counts."""
USUAL_THRESHOLD = 80
MOST_TENTHS = 9990


@dataclass(frozen=True)
class Lesson:
    """A session whose hours count, as a half-open interval."""

    item_id: int
    starts_at: datetime
    ends_at: datetime
    tenths: int


@dataclass(frozen=True)
class Course:
    """The sessions of a training and the share of its hours, in percent, that is needed for a certificate."""

    lessons: tuple[Lesson, ...]
    threshold: int

    @property
    def base(self) -> int:
        """What one person can attend at most: of sessions side by side one counts."""
        return most_hours(self.lessons)

    @property
    def needed(self) -> int:
        """The least that is enough, rounded up."""
        return -(-self.base * self.threshold // 100)


@dataclass(frozen=True)
class Standing:
    """How far somebody has come."""

    tenths: int
    base: int
    needed: int

    @property
    def is_enough(self) -> bool:
        """Whether a certificate is due."""
        return self.tenths >= self.needed


def most_hours(lessons: Iterable[Lesson]) -> int:
    """The largest sum of hours of sessions of which no two overlap."""
    ordered = sorted(lessons, key=lambda lesson: (lesson.ends_at, lesson.item_id))
    ends = [lesson.ends_at for lesson in ordered]
    best = [0]
    for place, lesson in enumerate(ordered):
        before = bisect_right(ends, lesson.starts_at, hi=place)
        best.append(max(best[-1], best[before] + lesson.tenths))
    return best[-1]


def standing_of(course: Course, attended: Collection[int]) -> Standing:
    """From the numbers of the sessions at which somebody was."""
    tenths = most_hours(lesson for lesson in course.lessons if lesson.item_id in attended)
    return Standing(tenths, course.base, course.needed)


def proposed_tenths(starts_at: datetime, ends_at: datetime) -> int:
    """Hours of a session by its length, in halves, at least a half."""
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    return min(max(minutes * 2 // MINUTES, 1) * 5, MOST_TENTHS)


def hours_in_words(tenths: int) -> str:
    """Tenths of an hour as a decimal: `7.5`, `8`."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def total_of(standings: Sequence[Standing]) -> int:
    """All hours that were attended."""
    return sum(standing.tenths for standing in standings)
