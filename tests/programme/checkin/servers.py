"""A real `eventmgr serve` on the database of a test, which can be killed and started again at the same address."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 60


class Servers:
    """One server at a time; it ends with the block."""

    def __init__(self, app: Flask) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._command = [
            sys.executable,
            "-m",
            "eventmgr",
            "serve",
            "--port",
            str(port),
            "--workers",
            "1",
            "--threads",
            "4",
        ]
        self._environment = os.environ | {
            "EVENTMGR_SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"],
            "EVENTMGR_INSTANCE_PATH": app.instance_path,
            "EVENTMGR_SECRET_KEY": app.config["SECRET_KEY"],
            "EVENTMGR_BASE_URL": self.address,
            "EVENTMGR_RATELIMIT_ENABLED": "false",
            "EVENTMGR_WORKER_IN_SERVE": "false",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill()

    def kill_and_start(self) -> None:
        """It is killed while requests are on their way, as when the power goes, and starts again."""
        self._kill()
        self._start()

    def _kill(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=_SECONDS)

    def _start(self) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=quiet, stderr=quiet, start_new_session=True
        )
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urlopen(f"{self.address}/readyz", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError("the server did not start")
