"""Slow connections against the production server, on this machine only: does the site still answer?

    python bench/slow.py                       2,000 of them for 20 seconds against a throw-away installation
    python bench/slow.py --connections 200 --seconds 5
    python bench/slow.py --port 8000           against a server that runs already, on 127.0.0.1

A third send a head a few bytes at a time, a third a body, a third ask for pages and do not read them. Meanwhile
/healthz is asked for again and again, each time over a new connection. Count and time are bounded.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import house

MOST_CONNECTIONS, MOST_SECONDS = 5000, 120
_PATIENCE = 10.0
"""Seconds after which /healthz counts as not answered."""
KINDS = ("heads", "bodies", "readers")


@dataclass
class Slow:
    """The slow connections that are open."""

    port: int
    page: str = "/"
    open: list[tuple[str, socket.socket]] = field(default_factory=list)
    refused: int = 0

    def fill(self, wanted: int) -> None:
        """Open connections until `wanted` are there, one kind after the other; those that were closed are replaced."""
        while len(self.open) < wanted:
            kind = KINDS[len(self.open) % len(KINDS)]
            try:
                self.open.append((kind, self._begin(kind)))
            except OSError:
                self.refused += 1
                return

    def drip(self) -> None:
        """Send each a byte more; forget those that the server has closed."""
        alive = []
        for kind, connection in self.open:
            try:
                if kind != "readers":
                    connection.send(b"x")
                alive.append((kind, connection))
            except OSError:
                connection.close()
        self.open = alive

    def close(self) -> None:
        """Let them all go."""
        for _kind, connection in self.open:
            connection.close()

    def _begin(self, kind: str) -> socket.socket:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(2)
        connection.connect(("127.0.0.1", self.port))
        connection.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            connection.send(self._first_words(kind))
        return connection

    def _first_words(self, kind: str) -> bytes:
        host = f"Host: 127.0.0.1:{self.port}\r\n"
        if kind == "heads":
            return f"GET / HTTP/1.1\r\n{host}X-Slow: ".encode()
        if kind == "bodies":
            form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\nemail="
            return f"POST /forgot HTTP/1.1\r\n{host}{form}".encode()
        return f"GET {self.page} HTTP/1.1\r\n{host}\r\n".encode() * 4


def answer_seconds(port: int, path: str = "/healthz") -> float:
    """How long a new connection waits for its answer; infinity if there is none in time."""
    started = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            if not connection.recv(64).startswith(b"HTTP/1.1 200"):
                return float("inf")
    except OSError:
        return float("inf")
    return time.monotonic() - started


@dataclass
class Result:
    """What an attack of so many connections did."""

    times: list[float]
    held: int
    refused: int

    @property
    def slowest(self) -> float:
        """Seconds of the slowest answer; infinity if one did not come."""
        return max(self.times, default=float("inf"))


def attack(port: int, connections: int, seconds: float, page: str = "/") -> Result:
    """Hold `connections` slow ones for `seconds` and ask for /healthz meanwhile."""
    raise_limit(connections + 100)
    slow = Slow(port, page)
    times = []
    try:
        end = time.monotonic() + min(seconds, MOST_SECONDS)
        while time.monotonic() < end:
            slow.drip()
            slow.fill(min(connections, MOST_CONNECTIONS))
            times.append(answer_seconds(port))
            time.sleep(0.2)
    finally:
        slow.close()
    return Result(times, len(slow.open), slow.refused)


def raise_limit(files: int) -> None:
    """Let this process have so many files open, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files if hard == resource.RLIM_INFINITY else min(files, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


@contextlib.contextmanager
def throw_away_server() -> Iterator[tuple[int, int]]:
    """(port, process number) of a server on a new installation with a few events."""
    with house.database("sqlite") as env:
        port = house.free_port()
        env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "20")
        with house.server([sys.executable, "-m", "eventmgr", "serve", "--port", str(port)], port, env) as (process, _):
            yield port, process.pid


def report(port: int, pid: int | None, arguments: argparse.Namespace) -> None:
    """One line of Markdown."""
    alone = min(answer_seconds(port) for _ in range(5))
    before = house.memory(pid)["pss"] if pid else 0.0
    result = attack(port, arguments.connections, arguments.seconds)
    after = house.memory(pid)["pss"] if pid else 0.0
    ordered = sorted(result.times)
    print("| slow connections | alone ms | median ms | slowest ms | asked | refused | MiB before | after |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    cells = [alone * 1000, ordered[len(ordered) // 2] * 1000, result.slowest * 1000]
    times = " | ".join(f"{cell:,.0f}" for cell in cells)
    print(f"| {result.held} | {times} | {len(ordered)} | {result.refused} | {before:.0f} | {after:.0f} |")


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--port", type=int, help="of a server on this machine that runs already")
    parser.add_argument("--pid", type=int, help="its first process, to tell its memory")
    arguments = parser.parse_args()
    if arguments.port:
        report(arguments.port, arguments.pid, arguments)
        return
    with throw_away_server() as (port, pid):
        report(port, pid, arguments)


if __name__ == "__main__":
    main()
