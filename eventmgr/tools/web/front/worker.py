"""A worker class for gunicorn: no thread waits for a visitor.

The threads of the process share one epoll. Whichever is free gets the next connection on which something has happened,
does what can be done without waiting (read on, answer a whole request, send on), and lets it go; one connection is
never with two threads. gunicorn keeps what it is good at: processes, signals, parsing, the WSGI environment. See its
`workers/gthread.py` for the other way, a thread that waits.
"""

from __future__ import annotations

import errno
import logging
import os
import resource
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from gunicorn.http import errors, get_parser, wsgi
from gunicorn.workers.base import Worker

from eventmgr.ground.faults import report
from eventmgr.tools.web.front import limits
from eventmgr.tools.web.front.connection import Connection, Request, State
from eventmgr.tools.web.front.framing import Refused

log = logging.getLogger(__name__)

_SPARE_FILES = 200
"""Left for the database, temporary files and the log."""
_READ = select.EPOLLIN | select.EPOLLONESHOT
_WRITE = select.EPOLLOUT | select.EPOLLONESHOT
_STATUS = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
    errors.ExpectationFailed: "417 Expectation Failed",
}


class FrontWorker(Worker):  # type: ignore[misc]
    """One web process: the first thread takes new connections and ends what takes too long, the others do the rest."""

    alive: bool

    def init_process(self) -> None:
        """Make what must not be shared with the first process, then run."""
        self._epoll = select.epoll()
        self._doors = select.epoll()
        self._connections: dict[int, Connection] = {}
        self._most = _most_connections()
        self._most_body: int = int(getattr(self.app, "most_body", 12 * 1024 * 1024))
        super().init_process()

    def run(self) -> None:
        """Until told to stop or left by the first process; what has begun gets the grace period."""
        listeners = {listener.fileno(): listener for listener in self.sockets}
        for number, listener in listeners.items():
            listener.setblocking(False)  # noqa: FBT003  # its name says it
            self._doors.register(number, select.EPOLLIN)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._work, daemon=True).start()
        next_sweep = 0.0
        while self.alive and self.ppid == os.getppid():
            self.notify()
            for number, _events in self._doors.poll(0.5):
                self._accept(listeners[number])
            if time.monotonic() >= next_sweep:
                self._sweep()
                next_sweep = time.monotonic() + 0.5
        self.alive = False
        self._finish()

    def _finish(self) -> None:
        """Answer what has begun, take nothing new."""
        for listener in self.sockets:
            listener.close()
        end = time.monotonic() + self.cfg.graceful_timeout
        idle_end = time.monotonic() + limits.LINGER_SECONDS
        while self._connections and time.monotonic() < end:
            self.notify()
            for connection in list(self._connections.values()):
                if connection.state is State.IDLE:
                    connection.deadline = min(connection.deadline, idle_end)
            self._sweep()
            time.sleep(0.05)

    def _accept(self, listener: socket.socket) -> None:
        """Some at a time, so that the processes share them."""
        for _ in range(16):
            try:
                sock, peer = listener.accept()
            except OSError as error:
                if error.errno in (errno.EMFILE, errno.ENFILE):
                    self._make_room()
                return
            if len(self._connections) >= self._most and not self._make_room():
                sock.close()
                continue
            server = listener.getsockname()
            connection = Connection(sock, peer, server, most_body=self._most_body, now=time.monotonic())
            self._connections[sock.fileno()] = connection
            self._epoll.register(sock.fileno(), _READ)

    def _make_room(self) -> bool:
        """Close one that has nothing to say, else the one that takes longest to say it; False: all are being
        answered."""
        everybody = list(self._connections.values())
        for state in (State.LINGER, State.IDLE, State.HEAD, State.BODY, State.SEND):
            for connection in everybody:
                if connection.state is state and self._if_free(connection, self._close):
                    return True
        return False

    def _sweep(self) -> None:
        """End what takes too long, and the largest of what lies here if it is too much."""
        now = time.monotonic()
        everybody = list(self._connections.values())
        late = [one for one in everybody if one.deadline < now]
        if sum(one.waiting_bytes for one in everybody) > limits.MOST_WAITING_BYTES:
            late += sorted(everybody, key=lambda one: one.waiting_bytes)[-(len(everybody) // 10 + 1) :]
        for connection in late:
            self._if_free(connection, self._end)

    @staticmethod
    def _if_free(connection: Connection, work: Callable[[Connection], None]) -> bool:
        """Do `work` if no thread is with the connection; whether it was done."""
        if not connection.lock.acquire(blocking=False):
            return False
        try:
            if not connection.is_closed:
                work(connection)
        finally:
            connection.lock.release()
        return True

    def _end(self, connection: Connection) -> None:
        """Whoever was still sending is told; a slow reader would not hear it."""
        if connection.state in (State.HEAD, State.BODY):
            self._refuse(connection, "408 Request Timeout", time.monotonic())
        else:
            self._close(connection)

    def _work(self) -> None:
        """A thread: one event after the other, none of which waits for a visitor."""
        while True:
            try:
                events = self._epoll.poll(-1, 1)
            except OSError:
                return
            for number, _events in events:
                connection = self._connections.get(number)
                if connection is not None:
                    with connection.lock:
                        self._go_on_safely(connection)

    def _go_on_safely(self, connection: Connection) -> None:
        """A mistake ends the connection, never the thread."""
        try:
            self._go_on(connection)
        except Exception:
            log.exception("a connection ended by a mistake")
            self._close(connection)

    def _go_on(self, connection: Connection) -> None:
        """What has come on a connection, or place for what has to go."""
        if connection.is_closed:
            return
        now, before = time.monotonic(), connection.state
        try:
            if before is State.SEND:
                self._send(connection, now)
            elif before is State.WORK:
                self._answer(connection)
            elif not connection.receive(now):
                self._close(connection)
            elif connection.state is State.WORK:
                self._answer(connection)
            else:
                self._epoll.modify(connection.sock.fileno(), _READ)
        except Refused as refused:
            self._refuse(connection, refused.status, now)
        except OSError:
            self._close(connection)

    def _answer(self, connection: Connection) -> None:
        """Make the answer to a whole request and begin to send it."""
        try:
            keep = self._respond(connection)
        except Exception as error:  # noqa: BLE001 -- it is reported
            report(log, error, "the answer to a request could not be made")
            connection.refuse("500 Internal Server Error")
            keep = False
        connection.is_closing = connection.is_closing or not keep
        self._send(connection, time.monotonic())

    def _send(self, connection: Connection, now: float) -> None:
        """Send on; after the last byte wait for the next request, or end."""
        if not connection.send(now):
            self._epoll.modify(connection.sock.fileno(), _WRITE)
            return
        if connection.is_closing:
            connection.linger(now)
        else:
            connection.next(now)
        is_whole = connection.state is State.WORK  # it was here already: it waits until others have had their turn
        self._epoll.modify(connection.sock.fileno(), _WRITE if is_whole else _READ)

    def _refuse(self, connection: Connection, status: str, now: float) -> None:
        log.info("request refused: %s", status)
        connection.refuse(status)
        try:
            self._send(connection, now)
        except OSError:
            self._close(connection)

    def _respond(self, connection: Connection) -> bool:
        """Make the whole answer; whether the connection may be used again."""
        request = connection.request()
        try:
            parsed = next(get_parser(self.cfg, request, connection.peer))
            parsed._expected_100_continue = False  # noqa: SLF001  # it is answered here already
            return self._ask_application(parsed, request, connection)
        except (errors.NoMoreData, StopIteration):
            return False
        except errors.ParseException as error:
            status = _STATUS.get(type(error), "400 Bad Request")
            log.info("request refused: %s, %s", status, type(error).__name__)
            connection.refuse(status)
            return False

    def _ask_application(self, parsed: Any, request: Request, connection: Connection) -> bool:
        response, environ = wsgi.create(parsed, request, connection.peer, connection.server, self.cfg)
        environ["wsgi.multithread"] = True
        if not self.alive or connection.is_closing:
            response.force_close()
        made = self.wsgi(environ, response.start_response)
        try:
            for piece in made:
                response.write(piece)
            response.close()
        finally:
            if hasattr(made, "close"):
                made.close()
        return not response.should_close()

    def _close(self, connection: Connection) -> None:
        """Its thread, or whoever holds its lock, ends it."""
        self._connections.pop(connection.sock.fileno(), None)
        connection.close()


def _most_connections() -> int:
    """Raise the limit of open files as far as the system allows; how many connections that leaves room for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.MOST_CONNECTIONS + _SPARE_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(16, wanted - _SPARE_FILES)
