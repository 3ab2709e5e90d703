"""The front's connections, with a pair of sockets and a clock that is only a number."""

from __future__ import annotations

import socket
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("the front needs epoll", allow_module_level=True)

from eventmgr.tools.web.front import limits
from eventmgr.tools.web.front.connection import Answer, Connection, State
from eventmgr.tools.web.front.framing import Head, Refused, read_head

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"


@pytest.fixture
def pair():
    """(connection, the visitor's socket); the connection was opened at the instant 0."""
    ours, theirs = socket.socketpair()
    connection = Connection(ours, ("127.0.0.1", 1), ("127.0.0.1", 80), most_body=1000, now=0.0)
    yield connection, theirs
    connection.close()
    theirs.close()


def test_a_head_that_never_ends_has_its_seconds_from_the_first_byte_whatever_drips(pair):
    connection, visitor = pair
    deadlines = []
    for second in range(1, 10):
        visitor.send(b"G")
        connection.receive(float(second))
        deadlines.append(connection.deadline)

    assert (connection.state, set(deadlines)) == (State.HEAD, {1.0 + limits.HEAD_SECONDS})


def test_a_body_gains_time_only_by_what_has_come(pair):
    connection, visitor = pair
    visitor.send(POST)
    connection.receive(1.0)
    for second in range(2, 6):
        visitor.send(b"x")
        connection.receive(float(second))

    assert connection.state is State.BODY
    assert connection.deadline == 1.0 + limits.GRACE_SECONDS + 4 / limits.LEAST_RATE


def test_an_answer_that_nobody_takes_has_an_end_and_holds_no_thread(pair):
    connection, visitor = pair
    visitor.send(GET)
    connection.receive(0.0)
    request = connection.request()
    request.sendall(b"x" * 10_000_000)

    assert connection.send(1.0) is False
    assert connection.state is State.SEND
    sent = 10_000_000 - connection.answer.left
    assert connection.deadline == 1.0 + limits.GRACE_SECONDS + sent / limits.LEAST_RATE


def test_an_open_connection_without_a_request_is_idle_for_its_seconds(pair):
    connection, visitor = pair
    visitor.send(GET)
    connection.receive(0.0)
    connection.request().sendall(b"answer")
    sent = connection.send(1.0)
    connection.next(2.0)

    assert (sent, connection.state, connection.deadline) == (True, State.IDLE, 2.0 + limits.KEEP_ALIVE_SECONDS)


def test_a_request_is_whole_with_its_last_byte_and_the_next_one_waits(pair):
    connection, visitor = pair
    for byte in POST + b"0123456789" + GET:
        visitor.send(bytes([byte]))
        if connection.state is not State.WORK:
            connection.receive(0.0)
    request = connection.request()

    assert request.recv(10_000) == POST + b"0123456789"
    assert request.recv(10_000) == b""
    connection.next(1.0)
    connection.receive(1.0)
    assert (connection.state, connection.request().recv(10_000)) == (State.WORK, GET)


def test_a_body_beyond_the_limit_is_not_read(pair):
    connection, visitor = pair
    head = b"POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n"
    visitor.send(head + b"x" * 1001)
    connection.receive(0.0)

    assert (connection.state, connection.is_closing) == (State.WORK, True)
    assert connection.request().recv(10_000) == head


def test_a_long_body_lies_in_a_file_and_comes_whole(pair):
    connection, visitor = pair
    connection._most_body = 10_000_000
    body = bytes(range(256)) * 1000
    head = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    visitor.setblocking(False)
    left = head + body
    while left or connection.state is not State.WORK:
        left = left[visitor.send(left[:50_000]) :] if left else left
        connection.receive(0.0)

    assert connection.request().recv(len(head + body) + 1) == head + body


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (GET[:-1], None),
        (GET, Head(len(GET), 0, False)),
        (POST, Head(len(POST), 10, False)),
        (b"POST / HTTP/1.1\r\ncontent-LENGTH:\t7 \r\n\r\nrest", Head(39, 7, False)),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", Head(57, 0, False)),
        (b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\n\r\n", Head(41, 0, True)),
        (b"GET /?content-length: 5 HTTP/1.1\r\nX: content-length: 5\r\n\r\n", Head(58, 0, False)),
    ],
)
def test_where_a_head_ends_and_how_long_its_body_is(data, found):
    assert read_head(data) == found


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"x" * (limits.MOST_HEAD + 1), "431 Request Header Fields Too Large"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411 Length Required"),
        (b"POST / HTTP/1.1\r\ntransfer-encoding : x\r\nContent-Length: 3\r\n\r\n", "411 Length Required"),
    ],
)
def test_the_front_itself_refuses(data, status):
    with pytest.raises(Refused, match=status):
        read_head(data)


def test_an_answer_goes_out_in_its_order_however_little_is_taken_at_a_time():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    answer, got = Answer(), b""
    pieces = [bytes([number]) * 50_000 for number in range(40)]
    for piece in pieces:
        answer.sendall(piece)
    while answer.left:
        answer.send_to(ours)
        got += theirs.recv(30_000)
    ours.close()
    while rest := theirs.recv(65536):
        got += rest
    theirs.close()

    assert got == b"".join(pieces)
