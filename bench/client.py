"""A small HTTP/1.1 load client: some connections, each asking again as soon as it has its answer."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Load:
    """What a run of requests gave."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    size: int = 0
    """Bytes of the last body as transferred."""

    @property
    def rate(self) -> float:
        """Answers per second."""
        return sum(self.statuses.values()) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def request(
    path: str, *, headers: dict[str, str] | None = None, body: bytes | None = None, host: str = "127.0.0.1"
) -> bytes:
    """The bytes of one request."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b"")


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer, self.sent_at = b"", 0.0

    def send(self, data: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.buffer = b""
        self.socket.sendall(data)

    def answer(self) -> tuple[int, bytes, bool] | None:
        """(status, body, keep alive) once the whole answer is here."""
        head, sep, rest = self.buffer.partition(b"\r\n\r\n")
        if not sep:
            return None
        status = int(head[9:12])
        lowered = head.lower()
        length = 0
        at = lowered.find(b"content-length:")
        if at >= 0:
            length = int(lowered[at + 15 :].split(b"\r\n", 1)[0])
        elif b"transfer-encoding: chunked" in lowered:
            if not rest.endswith(b"0\r\n\r\n"):
                return None
            length = len(rest)
        if status != 304 and len(rest) < length:
            return None
        return status, rest, b"connection: close" not in lowered


def run(port: int, make: Callable[[int], bytes], *, connections: int, seconds: float = 5.0, most: int = 10**9) -> Load:
    """Keep `connections` busy with `make(0)`, `make(1)`, … for at most `seconds` and `most` requests."""
    load, selector, number = Load(), selectors.DefaultSelector(), 0
    open_connections = []
    for _ in range(connections):
        connection = _Connection(port)
        connection.send(make(number))
        number += 1
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        open_connections.append(connection)
    started = time.perf_counter()
    waiting = connections
    while waiting:
        for key, _events in selector.select(timeout=30):
            connection = key.data
            data = connection.socket.recv(262_144)
            connection.buffer += data
            got = connection.answer()
            if got is None and data:
                continue
            now = time.perf_counter()
            status, body, alive = got or (0, b"", False)
            load.statuses[status] += 1
            load.times.append(now - connection.sent_at)
            load.size = len(body) if status == 200 else load.size
            if now - started >= seconds or number >= most:
                selector.unregister(connection.socket)
                waiting -= 1
                continue
            if not alive:
                selector.unregister(connection.socket)
                connection.socket.close()
                connection.__init__(port)
                selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(make(number))
            number += 1
    load.seconds = time.perf_counter() - started
    for connection in open_connections:
        connection.socket.close()
    return load
