"""A search in a thread of its own, while the thread that asked for it hears how it goes and may end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from eventmgr.engines.scheduling.cancellation import StopRequest

Found = TypeVar("Found")
Progress = Callable[[int, int, int], None]
"""Told the meetings placed, the breaks, and a proved bound on the breaks."""
OnProgress = Callable[[int, int, int, int, float], object]
"""Told of (meetings placed, meetings wanted, breaks, proved bound on breaks, seconds since the start); says whether to
stop."""

TOLD_EVERY = 0.2
"""Seconds between two calls of `OnProgress`."""


class Watch(Generic[Found]):
    """The progress of one search, and whether it is to stop."""

    def __init__(self, wanted: int, progress: Progress | None, on_progress: OnProgress) -> None:
        self.wanted, self.progress, self.on_progress = wanted, progress, on_progress
        self.latest = (0, 0, 0)
        self.request = StopRequest()
        self.results: list[Found] = []
        self.failure: BaseException | None = None

    def follow(self, search: Callable[[Progress], Found]) -> tuple[Found, bool]:
        """What was found, and whether the search was asked to end. Raises what it, or whoever is told of it, raises."""
        started = time.monotonic()
        thread = threading.Thread(target=self._go, args=(search,), daemon=True)
        thread.start()
        try:
            while thread.is_alive() and not self.request.asked:
                thread.join(TOLD_EVERY)
                placed, breaks, bound = self.latest
                if thread.is_alive() and self.on_progress(
                    placed, self.wanted, breaks, bound, time.monotonic() - started
                ):
                    self.request.ask()
        except KeyboardInterrupt:
            pass
        finally:
            asked = thread.is_alive()
            self.request.ask()
            thread.join()
        if self.failure is not None:
            raise self.failure
        return self.results[0], asked

    def _go(self, search: Callable[[Progress], Found]) -> None:
        try:
            with self.request.heard():
                self.results.append(search(self._note))
        except BaseException as failure:  # noqa: BLE001  # goes on in the thread that asked
            self.failure = failure

    def _note(self, placed: int, breaks: int, bound: int) -> None:
        self.latest = (placed, breaks, bound)
        if self.progress is not None:
            self.progress(placed, breaks, bound)
