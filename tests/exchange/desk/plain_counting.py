"""Figures of the desk counted request by request, to hold against what the database counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any

from eventmgr.exchange.desk.counting import Figures, Tally
from eventmgr.exchange.desk.models import DeskRequest, RequestStage

Line = tuple[int, int, int, float | None, float | None]
_DAY = 86_400


def line_of(tally: Tally) -> Line:
    """What a page says of some requests."""
    return tally.asked, tally.answered, tally.late, tally.median_days, tally.median_stars


def lines_of(figures: Figures) -> dict[tuple[str, str], Line]:
    """(part, key) → the same."""
    return {
        ("whole", ""): line_of(figures.whole),
        **{("category", key): line_of(tally) for key, tally in figures.by_category.items()},
        **{("desk", key): line_of(tally) for key, tally in figures.by_desk.items()},
    }


def count_plainly(requests: Iterable[DeskRequest], *, at: datetime) -> dict[tuple[str, str], Line]:
    """(part, key) → (asked, answered, late, median of days, median of ratings)."""
    parts: dict[tuple[str, str], list[DeskRequest]] = {("whole", ""): []}
    for one in requests:
        for part in (("whole", ""), ("category", one.category), ("desk", one.province_code)):
            parts.setdefault(part, []).append(one)
    return {part: _count(rows, at) for part, rows in parts.items()}


def _count(requests: list[DeskRequest], at: datetime) -> Line:
    answered: list[Any] = [one for one in requests if one.stage is RequestStage.ANSWERED]
    late = sum(one.closed_at > one.due_at for one in answered)
    late += sum(one.stage is RequestStage.OPEN and one.due_at < at for one in requests)
    took = [(one.closed_at - one.asked_at).total_seconds() for one in answered]
    stars = [one.satisfaction for one in answered if one.satisfaction is not None]
    days = round(median(took) / _DAY, 1) if took else None
    return len(requests), len(answered), late, days, float(median(stars)) if stars else None
