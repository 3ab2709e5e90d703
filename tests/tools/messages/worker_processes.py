"""Real `eventmgr worker` processes for tests."""

from __future__ import annotations

import contextvars
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flask import Flask

from eventmgr.app import create_app
from eventmgr.ground.db import db

ROOT = Path(__file__).resolve().parents[3]


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
        self._processes: list[Any] = []

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


class Forks(Workers):
    """As `Workers`, forked from the process of the test, so that none spends a second and a half on loading: the command
    is the same, only what starts it is not. Nobody else may hold a lock at that moment."""

    def __init__(self, app: Flask, *, smtp_url: str, options: tuple[str, ...]) -> None:
        super().__init__(app, smtp_url=smtp_url, options=options)
        self._app, self._options = app, options
        self._settings = dict(app.config) | {"SMTP_URL": smtp_url, "INSTANCE_PATH": app.instance_path}

    def start(self) -> Fork:
        """One more worker."""
        db.session.remove()
        process = Fork(target=self._run, daemon=True)
        process.start()
        self._processes.append(process)
        return process

    def _run(self) -> None:
        with self._app.app_context():
            db.engine.dispose(close=False)  # connections of the parent
        wanted = ("SQLALCHEMY_DATABASE_URI", "INSTANCE_PATH", "SECRET_KEY", "SMTP_URL", "BASE_URL")
        app = create_app({name: self._settings[name] for name in wanted})
        # in a context of its own, or the command would find the application of the test at work
        done = contextvars.Context().run(app.test_cli_runner().invoke, args=["worker", *self._options])
        assert done.exit_code == 0, done.output


class Fork(multiprocessing.get_context("fork").Process):  # type: ignore[name-defined, misc]
    """A forked process that is asked what a `Popen` is asked."""

    def send_signal(self, number: int) -> None:
        """Send the signal."""
        assert self.pid
        os.kill(self.pid, number)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self.exitcode

    def wait(self, timeout: float) -> None:
        """Wait until it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not within `timeout` seconds.
        """
        self.join(timeout)
        if self.exitcode is None:
            raise subprocess.TimeoutExpired("worker", timeout)


def wait_until(reached, *, seconds: float, what: str) -> None:
    """Look until `reached()` is true.

    Raises:
        AssertionError: it was not within `seconds`; `what` says what was waited for.
    """
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
