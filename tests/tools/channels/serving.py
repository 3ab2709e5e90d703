"""A server of this machine that answers as a test says, and keeps what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Served:
    """What the server answers next, and what it has got."""

    url: str = ""
    status: int = 200
    body: bytes = b'{"code": 0}'
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    drips: int = 0
    got: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def served(**values: Any) -> Iterator[Served]:
    """A server that runs while the block does."""
    told = Served(**values)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told.got.append((self.command, self.path, dict(self.headers), body))
            time.sleep(told.pause)
            try:
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for _number in range(told.drips):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.1)
                self.wfile.write(told.body)
            except OSError:
                return

        do_GET = do_PUT = do_POST  # noqa: N815 -- names that the standard library looks for

        def log_message(self, *_parts: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}/sms"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
