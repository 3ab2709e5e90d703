"""Ending a search before its time: a request that one thread makes and the searching thread obeys wherever it looks at
the clock.

The request is ambient: `StopRequest.heard` makes it the one of the present thread, and everything that the thread calls
obeys it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock


class StopRequest:
    """Whether somebody has asked the search to end; asked once, it stays so."""

    def __init__(self) -> None:
        self.asked = False
        self._lock = Lock()
        self._endings: list[Callable[[], None]] = []

    def ask(self) -> None:
        """May be called from any thread, and again."""
        with self._lock:
            self.asked = True
            endings = list(self._endings)
        for end in endings:
            end()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Inside, this is the request that the present thread obeys."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    @contextmanager
    def ending(self, end: Callable[[], None]) -> Iterator[None]:
        """Inside, `end` is called when the request is made, from the thread that makes it; at once if it has been
        made."""
        with self._lock:
            self._endings.append(end)
            asked = self.asked
        if asked:
            end()
        try:
            yield
        finally:
            with self._lock:
                self._endings.remove(end)


_CURRENT: ContextVar[StopRequest] = ContextVar("_CURRENT")


def stop_request() -> StopRequest:
    """The request that the present thread obeys; one that nobody makes where there is none."""
    return _CURRENT.get(None) or StopRequest()


def is_over(deadline: float | None) -> bool:
    """Whether the instant `deadline` of `time.monotonic` has come (None: it never does), or the search has been asked
    to end."""
    return (deadline is not None and time.monotonic() >= deadline) or stop_request().asked
