"""The queue of processes that write to one SQLite file: a lock on a file beside it."""

from __future__ import annotations

import os
import threading
import time
import weakref
from typing import IO

from eventmgr.ground.files import private

try:
    import fcntl
except ImportError:  # Windows has no flock; there one process serves
    fcntl = None  # type: ignore[assignment]

CAN_LOCK = fcntl is not None
"""Whether processes of this system can take turns at a file."""
_turns: dict[tuple[int, str], Turn] = {}


class Turn:
    """This process's place in the queue of processes: a lock on the file beside the database.

    The system's lock has no time-out, so a thread waits for it. Whoever gives up leaves that thread waiting; the next
    who asks takes over its place, and a lock that nobody waits for any more is given back at once.
    """

    def __init__(self, file: IO[bytes]) -> None:
        weakref.finalize(self, file.close)
        self._file, self._state = file, threading.Condition()
        self._asking = self._wanted = self._held = False

    def take(self, deadline: float) -> bool:
        """Whether the lock is ours before `deadline` (of the monotonic clock)."""
        with self._state:
            if not self._asking and self._is_free():
                return True
            self._wanted = True
            if not self._asking:
                self._asking = True
                threading.Thread(target=self._wait, daemon=True).start()
            self._state.wait_for(lambda: self._held, deadline - time.monotonic())
            taken, self._wanted, self._held = self._held, False, False
            return taken

    def give_back(self) -> None:
        """Let the next process have it."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _is_free(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._state:
            self._asking, self._held = False, self._wanted
            if not self._wanted:
                self.give_back()
            self._state.notify()


def turn_of(database: str | None) -> Turn | None:
    """This process's place at the file beside `database`; none for one in memory."""
    if not fcntl or not database or database == ":memory:":
        return None
    key = (os.getpid(), database)
    if key not in _turns:
        try:
            _turns[key] = Turn(open(f"{database}-turn", "ab", opener=private))  # noqa: SIM115 -- held as long as the process
        except OSError:
            return None
    return _turns[key]
