"""A real installation for browsers: production server, worker, sample events, in a folder of its own."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from eventmgr.app import create_app
from eventmgr.ground.db import db

ORGANIZER = "organizer@example.com"

_PATIENCE = 300.0
"""Seconds for a start, which only a stuck machine reaches."""
_PATIENCE_WITH_WORKER = 60.0
"""Seconds until a letter has left, which only a worker that has stopped reaches."""


class Site:
    """`address` is where it answers; `start` and `stop` it once. `settings` are those of the environment (`EVENTMGR_…`)."""

    def __init__(self, folder: Path, host: str = "127.0.0.1", **settings: str) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://{host}:{self._port}"
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("EVENTMGR_")}
        self._environment |= {
            "EVENTMGR_INSTANCE_PATH": str(folder),
            "EVENTMGR_BASE_URL": self.address,
            "EVENTMGR_RATELIMIT_ENABLED": "false",
            "EVENTMGR_TAKE_BACK_MINUTES": "0",
            **settings,
        }
        self._server: subprocess.Popen[bytes] | None = None
        self._inside: Flask | None = None

    def command(self, *arguments: str) -> str:
        """What `eventmgr <arguments>` prints; run under an umask that hides nothing."""
        done = subprocess.run(
            [sys.executable, "-m", "eventmgr", *arguments],
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            umask=-1 if os.name == "nt" else 0o022,
        )
        assert done.returncode == 0, f"eventmgr {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def prepare(self) -> None:
        """Schema and sample events, with their administrator."""
        self.command("db", "upgrade")
        self.command("sample")

    def start(self, prepared: Path) -> None:
        """The server on a copy of the installation in the folder `prepared`; returns when it is ready."""
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        arguments = ["serve", "--port", str(self._port), "--workers", "1"]
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "eventmgr", *arguments], env=self._environment, stdout=log, stderr=log
            )
        self._wait()

    def _wait(self) -> None:
        assert self._server
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self._server.poll() is None:
            try:
                with urlopen(f"{self.address}/readyz", timeout=5):
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text("utf-8"))

    def stop(self) -> None:
        """End the server and its worker."""
        if self._inside:
            with self._inside.app_context():
                db.engine.dispose()
        if self._server:
            self._server.terminate()
            self._server.wait(timeout=60)

    def sign_in_link(self, address: str = ORGANIZER) -> str:
        """A link that signs `address` in once."""
        done = self.inside().test_cli_runner().invoke(args=["user", "link", address])
        assert done.exit_code == 0, done.output
        return next(word for word in done.output.split() if word.startswith("http"))

    def inside(self) -> Flask:
        """An application of this process on the installation, without the second that a command takes to start."""
        if self._inside is None:
            self._inside = create_app({"INSTANCE_PATH": str(self.folder), "BASE_URL": self.address})
        return self._inside

    def letters(self, to: str, *, at_least: int = 1, saying: str = "") -> list[EmailMessage]:
        """The letters delivered to `to` whose text says `saying`, oldest first; waits for the worker until there are
        `at_least` so many, and fails where they do not come."""
        end = time.monotonic() + _PATIENCE_WITH_WORKER
        while True:
            files = sorted((self.folder / "outbox").glob("*.eml"), key=lambda path: (path.stat().st_mtime, path.name))
            letters = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
            found = [letter for letter in letters if isinstance(letter, EmailMessage) and to in str(letter["To"])]
            saying_it = [letter for letter in found if saying in plain_text(letter)]
            if len(saying_it) >= at_least:
                return saying_it
            assert time.monotonic() < end, (to, saying, [str(letter["Subject"]) for letter in found])
            time.sleep(0.1)


def plain_text(letter: EmailMessage) -> str:
    """What a letter says to who reads it without formatting."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
