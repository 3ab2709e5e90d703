"""Which function does which kind of job. Features register at import; workers look up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

Handler = Callable[[dict[str, Any], datetime], None]
"""`handler(payload, at)` runs inside the transaction that also marks the job done: what it writes is kept exactly
once."""

HANDLERS: dict[str, Handler] = {}
GIVEN_UP: dict[str, Handler] = {}
"""Kinds → what is done once a job has failed for the last time, in the transaction that says so."""
PERIODIC: dict[str, timedelta] = {}
AFTER: dict[str, Callable[[], bool]] = {}
"""Kinds that every worker keeps scheduled, and how often they are due."""

Keep = Callable[[], bool]
"""Called now and then by long work: whether the worker still has the job; its lease is made longer where it has."""
Long = Callable[[dict[str, Any], Keep], Handler]
LONG: dict[str, Long] = {}
"""Kinds whose work takes long: it is done before the transaction, and what it gives back is done inside."""


def handler(
    kind: str,
    *,
    every: timedelta | None = None,
    given_up: Handler | None = None,
    after: Callable[[], bool] | None = None,
) -> Callable[[Handler], Handler]:
    """Register the decorated function for jobs of `kind` (`<package>.<verb>`).

    Args:
        every: the job is periodic: one row, due again after this time.
        given_up: what tells those who wait for the job that it will not be done.
        after: what the worker does once the job is committed, outside any transaction; while it says False, again some
        time later.
    """

    def register(function: Handler) -> Handler:
        if kind in HANDLERS and HANDLERS[kind] is not function:
            raise ValueError(f"two handlers for jobs of kind {kind!r}")
        HANDLERS[kind] = function
        if given_up is not None:
            GIVEN_UP[kind] = given_up
        if every is not None:
            PERIODIC[kind] = every
        if after is not None:
            AFTER[kind] = after
        return function

    return register


def long_handler(kind: str, *, given_up: Handler | None = None) -> Callable[[Long], Long]:
    """Register the decorated function for jobs of `kind` that compute for a while: `function(payload, keep)` runs
    outside any transaction, so that nobody waits for it, and returns what is to be done inside the one that marks the
    job done. It writes only what may be written twice: another worker does all of it again if this one dies.

    Args:
        given_up: as of `handler`.
    """

    def register(function: Long) -> Long:
        handler(kind, given_up=given_up)(_before_its_time)
        LONG[kind] = function
        return function

    return register


def _before_its_time(_payload: dict[str, Any], _at: datetime) -> None:
    raise RuntimeError("long work has to be done before the transaction: see `services.work_ahead`")
