"""Pages that are not kept yet: one thread of the process makes a page, others who ask for it meanwhile wait.

After a start, or a change, a crowd asks for the same page at the same moment; eight threads that all make it take eight
times as long, and hold eight times its memory.
"""

from __future__ import annotations

import threading

LONGEST = 10.0
"""Seconds to wait for another thread at most."""

Key = tuple[str, ...]


class Makings:
    """The pages of this process that are being made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[Key, threading.Event] = {}

    def begin(self, key: Key) -> bool:
        """Whether the caller makes the page of `key` and calls `end` then; False after another thread has ended making
        it, whatever came of that, or after `LONGEST` seconds."""
        with self._lock:
            made = self._made.get(key)
            if made is None:
                self._made[key] = threading.Event()
                return True
        made.wait(LONGEST)
        return False

    def end(self, key: Key) -> None:
        """The page is made, or cannot be; those who wait go on."""
        with self._lock:
            made = self._made.pop(key, None)
        if made is not None:
            made.set()
