"""One visitor's connection: what has come, what has still to go, and until when."""

from __future__ import annotations

import io
import socket
import tempfile
import threading
from collections import deque
from enum import Enum
from typing import IO, Any

from eventmgr.tools.web.front import limits
from eventmgr.tools.web.front.framing import Head, read_head

_PIECE = 256 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class State(Enum):
    """idle → head → body → work → send → idle again, or → linger → closed."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    WORK = "work"
    SEND = "send"
    LINGER = "linger"


class Connection:
    """Never blocks. Whoever touches it holds its `lock`."""

    def __init__(self, sock: socket.socket, peer: Any, server: Any, *, most_body: int, now: float) -> None:
        sock.setblocking(False)  # noqa: FBT003  # its name says it
        self.sock, self.peer, self.server = sock, peer, server
        self.state = State.IDLE
        self.deadline = now + limits.HEAD_SECONDS
        self._most_body = most_body
        self._came = bytearray()
        self._searched = 0
        self._head: Head | None = None
        self._body: IO[bytes] | None = None
        self._missing = 0
        self.answer = Answer()
        self.is_closing = self.is_closed = False
        self.lock = threading.Lock()

    def receive(self, now: float) -> bool:
        """Take what has come; False: the visitor has closed.

        Raises:
            Refused: the front itself says no.
            OSError: the connection is broken.
        """
        try:
            data = self.sock.recv(_PIECE)
        except BlockingIOError:
            return True
        if not data:
            return False
        if self.state is State.LINGER:
            return True
        if self.state is State.BODY:
            self._take_body(data)
        else:
            self._came += data
            self.look(now)
        return True

    def look(self, now: float) -> None:
        """See how far the request is; its state is `WORK` once it is whole."""
        if self.state is State.IDLE and self._came:
            self.state, self.deadline = State.HEAD, now + limits.HEAD_SECONDS
        if self.state is not State.HEAD:
            return
        head = read_head(self._came, self._searched)
        self._searched = len(self._came)
        if head is None:
            return
        self._head = head
        self._begin_body(head, now)

    def _begin_body(self, head: Head, now: float) -> None:
        """Whether a body of this length may come is the application's to say; one beyond its limit is not read."""
        self._missing = head.body if head.body <= self._most_body else 0
        self.is_closing = head.body > self._most_body
        self.state, self.deadline = State.BODY, now + limits.GRACE_SECONDS
        is_long = self._missing > limits.BODY_IN_MEMORY
        self._body = tempfile.TemporaryFile() if is_long else io.BytesIO()  # noqa: SIM115 -- closed with the connection
        self._body.write(self._came[: head.size])
        rest = bytes(self._came[head.size :])
        self._came.clear()
        self._searched = 0
        if head.waits and not rest and self._missing:
            self.sock.send(_CONTINUE)
        self._take_body(rest)

    def _take_body(self, data: bytes) -> None:
        assert self._body is not None
        mine = data[: self._missing]
        self._body.write(mine)
        self._missing -= len(mine)
        self.deadline += len(mine) / limits.LEAST_RATE
        self._came += data[len(mine) :]
        if not self._missing:
            self._body.seek(0)
            self.state = State.WORK

    @property
    def waiting_bytes(self) -> int:
        """Bytes that lie here, of the request and of the answer."""
        head = self._head
        read = head.size + head.body - self._missing if head else 0
        return len(self._came) + max(0, read) + self.answer.left

    def request(self) -> Request:
        """What a thread gets: the bytes of the request, and where its answer goes."""
        assert self._body is not None
        self.answer = Answer()
        return Request(self._body, self.answer)

    def send(self, now: float) -> bool:
        """Send on; True once everything has gone.

        Raises:
            OSError: the connection is broken.
        """
        if self.state is not State.SEND:
            self.state, self.deadline = State.SEND, now + limits.GRACE_SECONDS
        sent = self.answer.send_to(self.sock)
        self.deadline += sent / limits.LEAST_RATE
        return not self.answer.left

    def next(self, now: float) -> None:
        """Ready for the next request, part of which may be here."""
        self._drop_request()
        self.state, self.deadline = State.IDLE, now + limits.KEEP_ALIVE_SECONDS
        self.look(now)

    def refuse(self, status: str) -> None:
        """Let the last answer be this line."""
        self._drop_request()
        self.is_closing = True
        self.answer = Answer()
        self.answer.sendall(
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(status)}\r\n\r\n{status}".encode("ascii")
        )

    def linger(self, now: float) -> None:
        """Nothing more will be sent; what the visitor still sends is thrown away for a moment."""
        self._drop_request()
        self._came.clear()
        self.state, self.deadline = State.LINGER, now + limits.LINGER_SECONDS
        self.sock.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close the socket and drop the request."""
        self.is_closed = True
        self._drop_request()
        self.sock.close()

    def _drop_request(self) -> None:
        if self._body:
            self._body.close()
        self._body = self._head = None


class Answer:
    """The bytes of an answer, in the order in which they go."""

    def __init__(self) -> None:
        self._pieces: deque[memoryview] = deque()
        self.left = 0

    def sendall(self, data: bytes) -> None:
        """Add `data`; it is not copied."""
        if data:
            self._pieces.append(memoryview(data))
            self.left += len(data)

    def send_to(self, sock: socket.socket) -> int:
        """Send what the connection takes now; the number of bytes."""
        total = 0
        while self._pieces:
            group = [piece for piece, _n in zip(self._pieces, range(16), strict=False)]
            try:
                sent = sock.sendmsg(group)
            except BlockingIOError:
                break
            total += sent
            self._forget(sent)
        return total

    def _forget(self, sent: int) -> None:
        self.left -= sent
        while sent:
            first = self._pieces.popleft()
            if len(first) > sent:
                self._pieces.appendleft(first[sent:])
                return
            sent -= len(first)


class Request:
    """Stands in for the socket where gunicorn's parser and response expect one: it never waits for a visitor."""

    def __init__(self, body: IO[bytes], answer: Answer) -> None:
        self._body = body
        self.sendall = answer.sendall
        self.send = answer.sendall

    def recv(self, size: int) -> bytes:
        """The next bytes of the request; empty at its end."""
        return self._body.read(size)
