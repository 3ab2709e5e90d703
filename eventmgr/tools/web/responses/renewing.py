"""Pages that are due: shown for a moment more while one thread of the process makes them anew.

Nobody waits for a page whose counts have changed or whose minute is over, as long as somebody asked for it not long
ago.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from eventmgr.ground.faults import report
from eventmgr.ground.i18n import LANGUAGE_COOKIE

log = logging.getLogger(__name__)

RENEWAL = "eventmgr.renewal"
"""In the WSGI environment of a request that nobody sent."""
_MOST_WAITING = 256
_OF_THE_SERVER = (
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_HOST"),
    *("wsgi.url_scheme", "wsgi.version", "wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"),
)

Key = tuple[str, ...]
Environ = dict[str, Any]


class Renewals:
    """The pages of this process that wait to be made anew, each once.

    Args:
        make: answers a request, and keeps the page that it has made.
    """

    def __init__(self, make: Callable[[Environ, Callable[..., Any]], Iterable[bytes]]) -> None:
        self.start: Callable[[Callable[[], None]], object] = _in_a_thread
        self._make = make
        self._waiting: dict[Key, Environ] = {}
        self._lock = threading.Lock()
        self._working_in = 0
        """The process whose thread is at work; 0: none is."""

    def ask(self, key: Key, environ: Environ) -> None:
        """Have the page of `key` made anew soon; its language is the last part of `key`, of the visitor nothing is
        taken."""
        with self._lock:
            if key in self._waiting or len(self._waiting) >= _MOST_WAITING:
                return
            self._waiting[key] = _asked_by_nobody(environ, key[-1])
            if self._working_in == os.getpid():
                return
            self._working_in = os.getpid()
        self.start(self._work)

    def forget(self) -> None:
        """Forget the renewals that wait."""
        with self._lock:
            self._waiting.clear()

    def _work(self) -> None:
        """Make one after the other until none waits."""
        while True:
            with self._lock:
                if not self._waiting:
                    self._working_in = 0
                    return
                key = next(iter(self._waiting))
                environ = self._waiting[key]
            try:
                self._answer(environ)
            except Exception as error:  # noqa: BLE001 -- it is reported
                report(log, error, "a page could not be made anew")
            finally:
                with self._lock:
                    self._waiting.pop(key, None)

    def _answer(self, environ: Environ) -> None:
        made = self._make(environ, lambda *_: None)
        try:
            for _piece in made:
                pass
        finally:
            if hasattr(made, "close"):
                made.close()


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="renewals", daemon=True).start()


def _asked_by_nobody(environ: Environ, language: str) -> Environ:
    asked = {name: environ[name] for name in _OF_THE_SERVER if name in environ}
    nothing = {"wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "CONTENT_LENGTH": "0"}
    return asked | nothing | {"REQUEST_METHOD": "GET", "HTTP_COOKIE": f"{LANGUAGE_COOKIE}={language}", RENEWAL: True}
