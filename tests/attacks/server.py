"""The real server on the database of a test, and raw bytes to send to it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent.parent


@contextlib.contextmanager
def served(app: Flask, **settings: str) -> Iterator[int]:
    """The port of `eventmgr serve` on the database of `app`, with two processes of four threads."""
    with running(app, **settings) as (_process, port):
        yield port


@contextlib.contextmanager
def running(app: Flask, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process and the port of such a server."""
    port = free_port()
    own = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": app.config["SECRET_KEY"],
        "SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"],
        "INSTANCE_PATH": app.instance_path,
        "WORKER_IN_SERVE": "false",
    }
    env = os.environ | {f"EVENTMGR_{name}": value for name, value in (own | settings).items()}
    command = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port), "--threads", "4"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(process, port)
        yield process, port
    finally:
        process.terminate()
        process.wait(120)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, *lines: str, body: bytes = b"") -> bytes:
    """The whole answer to these lines of a head, exactly as they stand; the connection ends with it."""
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head + body)
        return read_to_end(connection)


def read_to_end(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            answer += piece
    return answer


def status(answer: bytes) -> int:
    """The code of an answer; 0 where there was none."""
    return int(answer[9:12] or 0)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if status(ask(port, "GET /healthz HTTP/1.1", f"Host: 127.0.0.1:{port}")) == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")
