"""Real `eventmgr worker` processes for tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent.parent


class Workers:
    """Some workers on the database of `app`; all of them end with the block."""

    def __init__(self, app: Flask, *, smtp_url: str = "", options: tuple[str, ...] = ()) -> None:
        self._command = [sys.executable, "-m", "eventmgr", "worker", *options]
        self._environment = os.environ | {
            "EVENTMGR_SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"],
            "EVENTMGR_INSTANCE_PATH": app.instance_path,
            "EVENTMGR_SECRET_KEY": app.config["SECRET_KEY"],
            "EVENTMGR_SMTP_URL": smtp_url,
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        process = subprocess.Popen(self._command, cwd=ROOT, env=self._environment)
        self._processes.append(process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def wait_until(reached, *, seconds: float, what: str) -> None:
    """Look until `reached()` is true.

    Raises:
        AssertionError: it was not within `seconds`; `what` says what was waited for.
    """
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
