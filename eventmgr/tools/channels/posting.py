"""One HTTP exchange with a service outside, within bounds: TLS unless it is this very machine, no redirects, no proxies
of the environment, ten seconds for all of it, and no more of an answer than is needed to understand it."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 10.0
LONGEST_ANSWER = 64 * 1024
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NoAnswer(Exception):
    """There is no answer; `is_certain` that nothing was taken. The message says nothing of what was sent."""

    def __init__(self, message: str, *, is_certain: bool) -> None:
        super().__init__(message)
        self.is_certain = is_certain


@dataclass(frozen=True)
class Asked:
    """What is asked; never shown whole, for it holds numbers and keys."""

    url: str = field(repr=False)
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answer:
    """What came back; `is_whole` whether the body fits the bound."""

    status: int
    body: bytes
    is_whole: bool
    wait: float


def address_fault(url: str) -> str:
    """Why nothing is sent to that address; empty: it may be."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        return "must look like https://host/path, without a user"
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return "must begin with https://, for texts and numbers are sent there"
    return ""


def exchange(asked: Asked, *, timeout: float = TIMEOUT) -> Answer:
    """Ask, and read the answer.

    Raises:
        NoAnswer: none came in time, or none that is HTTP.
    """
    parts, over = urlsplit(asked.url), Event()
    connection = _connection(parts, timeout)
    try:
        connection.connect()
    except (OSError, ssl.SSLError) as error:
        connection.close()
        raise NoAnswer(f"not reached: {type(error).__name__}", is_certain=True) from None
    end = Timer(timeout, _hang_up, (connection.sock, over))
    end.daemon = True
    end.start()
    try:
        target = parts.path or "/"
        connection.request(
            asked.method, f"{target}?{parts.query}" if parts.query else target, asked.body, dict(asked.headers)
        )
        response = connection.getresponse()
        body = response.read(LONGEST_ANSWER + 1)
        if over.is_set():
            raise TimeoutError
        return Answer(response.status, body, len(body) <= LONGEST_ANSWER, _wait(response.getheader("Retry-After", "")))
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = "TimeoutError" if over.is_set() else type(error).__name__
        raise NoAnswer(f"no answer: {reason}", is_certain=False) from None
    finally:
        end.cancel()
        connection.close()


def _connection(parts: SplitResult, timeout: float) -> http.client.HTTPConnection:
    host = str(parts.hostname)
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=timeout)


def _hang_up(connected: socket.socket, over: Event) -> None:
    """However slowly an answer comes, it ends now."""
    over.set()
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _wait(said: str) -> float:
    return min(float(said), 3600.0) if said.isascii() and said.isdigit() else 0.0
