"""An installation in this process whose clock can be moved: the server in a thread, the worker by hand, e-mails by SMTP.

A server of its own process could not be told that a month has gone by.
"""

from __future__ import annotations

import math
import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from eventmgr.app import create_app
from eventmgr.console.cli.worker import Worker
from eventmgr.ground import clock
from eventmgr.ground.db import db
from tests.browser.site import Site, plain_text
from tests.tools.messages.peer import Peer


class _Silent(WSGIRequestHandler):
    def log(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: pytest shows what fails."""


class House(Site):
    """`move_to(instant)` moves its clock; `work()` does what is due; `peer` has the e-mails."""

    def __init__(self, folder: Path, peer: Peer, smtp_url: str, patch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self.peer, self._smtp_url = peer, smtp_url
        self._ahead = timedelta(0)
        patch.setattr(clock, "now", lambda: datetime.now(UTC) + self._ahead)

    def start(self, prepared: Path) -> None:
        """On a copy of the installation in the folder `prepared`."""
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        self._http = make_server("127.0.0.1", self._port, self.inside(), threaded=True, request_handler=_Silent)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the server."""
        self._http.shutdown()
        self._thread.join(timeout=20)
        self._http.server_close()
        super().stop()

    def inside(self) -> Flask:
        """The application that answers."""
        if self._inside is None:
            self._inside = create_app(
                {
                    "INSTANCE_PATH": str(self.folder),
                    "BASE_URL": self.address,
                    "SMTP_URL": self._smtp_url,
                    "RATELIMIT_ENABLED": False,
                    "TAKE_BACK_MINUTES": 0,
                }
            )
            # Its worker is called by hand, often after months: no page is to say that none was at work.
            self._inside.extensions["standstill"] = None, math.inf, os.getpid()
        return self._inside

    def move_to(self, instant: datetime) -> None:
        """It is that instant now, and goes on from there."""
        self._ahead = instant - datetime.now(UTC)

    def work(self) -> None:
        """What a worker does until nothing is due; the e-mails have left after it."""
        app = self.inside()
        with app.app_context():
            assert Worker(app, lease=60, batch=500, stop=threading.Event()).run(once=True), "e-mails did not leave"
            db.session.remove()

    def letters(self, to: str, *, at_least: int = 1, saying: str = "") -> list[EmailMessage]:
        """The e-mails that the other side's server has taken for `to` and whose text says `saying`, oldest first."""
        sent = [message for message in self.peer.messages() if to in str(message["To"])]
        found = [message for message in sent if saying in plain_text(message)]
        assert len(found) >= at_least, (to, len(found))
        return found
