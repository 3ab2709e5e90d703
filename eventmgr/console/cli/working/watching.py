"""The worker beside the web processes: started, started again when it ends unasked, ended with them."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds until a worker is started again: twice as many each time, until one has lived for `_LONG` seconds."""
_LONG = 120.0
_SECONDS_TO_END = 20


class Watch:
    """One child process that is kept alive; `look()` from the thread that has made it.

    Args:
        command: how it is started.
        now: a clock that never goes back.
    """

    def __init__(self, command: Sequence[str], *, now: Callable[[], float] = time.monotonic) -> None:
        self._command, self._now = command, now
        self._pause = FIRST_PAUSE
        self._again_at = 0.0
        self._began = 0.0
        self.is_over = False
        """Set it once the end has come: then nothing is started any more."""
        self.process: subprocess.Popen[bytes] | None = None
        self._start()

    def look(self) -> None:
        """Start it again if it has ended and its pause is over."""
        if self.is_over:
            return
        now = self._now()
        if self.process is not None and self.process.poll() is not None:
            if now - self._began >= _LONG:
                self._pause = FIRST_PAUSE
            log.error("the worker has ended (%s); started again in %.0f s", _how(self.process.returncode), self._pause)
            self._again_at, self.process = now + self._pause, None
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if self.process is None and now >= self._again_at:
            self._start()

    def end(self) -> None:
        """Have it finish what it has in hand; one that does not is left to its parent's end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=_SECONDS_TO_END)

    def _start(self) -> None:
        self._began = self._now()
        try:
            self.process = subprocess.Popen([*self._command], env=dict(os.environ))  # noqa: S603 -- our own command
        except OSError as error:
            log.warning("the worker cannot be started (%s); tried again in %.0f s", error, self._pause)
            self._again_at = self._began + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)


def worker_command() -> list[str]:
    """How `eventmgr serve` starts its worker."""
    return [sys.executable, "-m", "eventmgr", "worker", "--parent", str(os.getpid())]


def _how(code: int) -> str:
    """What the system says of its end."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
