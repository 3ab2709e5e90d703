"""How long to wait before the next try."""

from __future__ import annotations

from datetime import timedelta


def delay(attempts: int, *, first: timedelta, longest: timedelta, jitter: float) -> timedelta:
    """The wait after `attempts` (≥ 1) tries: `first` doubled each time, at most `longest`, times [0.5, 1).

    Args:
        jitter: in [0, 1); 0 gives half of the full wait. Equal jitter, so that many rows that failed together do not
            come back together.
    """
    doublings = min(max(attempts - 1, 0), 30)
    full = min(first * (1 << doublings), longest)
    return full * (0.5 + jitter / 2)
