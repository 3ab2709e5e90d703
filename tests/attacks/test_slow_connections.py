"""Some visitors who are very slow should not stop the site for the others.

Attack: open connections and then hardly do anything (Slowloris: a head that never ends; R-U-Dead-Yet: a body that comes
byte by byte; slow reading: an answer that nobody takes). Where a thread waits for each, as many connections as there
are threads are enough; sixteen were. Tried with 200 of them against the real server while /healthz is asked for, by
`bench/slow.py`, which does the same with thousands. Time-outs are tried in `tests/tools/web/test_front.py` without waiting.
"""

from __future__ import annotations

import importlib
import socket
import sys
from collections.abc import Iterator

import pytest

from tests.attacks.server import ROOT, ask, read_to_end, running, served, status

pytestmark = [
    pytest.mark.slow,
    pytest.mark.one_engine,
    pytest.mark.skipif(sys.platform != "linux", reason="the front needs epoll"),
]


@pytest.fixture
def slow(monkeypatch):
    """The module `bench/slow.py`."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module("slow")


@pytest.fixture(scope="module")
def port(prepared) -> Iterator[int]:
    """One server for all of them: none leaves anything behind but open connections."""
    application, _database = prepared
    with served(application) as number:
        yield number


def test_two_hundred_slow_connections_do_not_keep_the_site_from_answering(port, slow):
    result = slow.attack(port, connections=200, seconds=3)

    assert result.refused == 0
    assert result.held == 200
    assert float("inf") not in result.times


def test_a_request_in_small_pieces_is_answered_like_one_in_one_piece(port):
    body = b"email=" + b"x" * 300 + b"%40example.com"
    head = f"POST /forgot HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    whole = head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + body
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(whole), 7):
            connection.sendall(whole[start : start + 7])
        pieces = read_to_end(connection)

    assert status(pieces) == 400  # without the session's token: the application has read all of it
    assert pieces.count(b"HTTP/1.1") == 1


def test_a_request_that_has_begun_is_answered_by_a_server_that_is_told_to_end(app):
    with running(app) as (process, port):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\n")
            ask(port, "GET /healthz HTTP/1.1", f"Host: 127.0.0.1:{port}")  # the first bytes have arrived by now
            process.terminate()
            connection.sendall(f"Host: 127.0.0.1:{port}\r\n\r\n".encode())
            answer = read_to_end(connection)
        ended = process.wait(30)

    assert (status(answer), ended) == (200, 0)


def test_requests_sent_at_once_are_answered_in_their_order(port):
    lines = "GET /{} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n"
    requests = [lines.format(name, "") for name in ("healthz", "nowhere", "readyz")] + [
        lines.format("healthz", "Connection: close\r\n")
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall("".join(requests).encode())
        answers = read_to_end(connection).split(b"HTTP/1.1 ")[1:]

    assert [answer[:3] for answer in answers] == [b"200", b"404", b"200", b"200"]


def test_a_visitor_who_waits_to_be_told_is_told_to_go_on(port):
    head = (
        f"POST /forgot HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nExpect: 100-continue\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head.encode())
        told = connection.recv(1000)
        connection.sendall(b"email=x")
        answer = read_to_end(connection)

    assert told == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert status(answer) == 400


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Transfer-Encoding: chunked"], 411),
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Transfer-Encoding : chunked"], 411),
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 4", "Content-Length: 5"], 400),
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Content-Length: -1"], 400),
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 1e3"], 400),
        (["POST /forgot HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 99999999999"], 413),
        (["GET / HTTP/1.1", "Host: 127.0.0.1", *(f"X-{n}: {'x' * 500}" for n in range(200))], 431),
        (["GET /" + "x" * 9000 + " HTTP/1.1", "Host: 127.0.0.1"], 414),
        (["GET / HTTP/9.9", "Host: 127.0.0.1"], 400),
        (["no request at all"], 400),
    ],
)
def test_what_is_ambiguous_or_too_much_is_refused_with_a_status(port, lines, code):
    assert status(ask(port, *lines)) == code


def test_a_body_of_one_request_is_never_the_next_request(port):
    """Smuggling: what one reader takes for a body, another takes for a request."""
    hidden = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = ["POST /forgot HTTP/1.1", "Host: 127.0.0.1"]
    ambiguous = [
        [*head, f"Content-Length: {len(hidden)}", "Transfer-Encoding: chunked"],
        [*head, "Content-Length: 0", f"Content-Length: {len(hidden)}"],
        [*head, f"Content-Length:\t{len(hidden)}\x0b"],
        [*head, f"Content-Length : {len(hidden)}"],
        [*head, f"X: y\nContent-Length: {len(hidden)}"],
        [*head, f"X: y\n Content-Length: {len(hidden)}", "Content-Length: 0"],
    ]
    for lines in ambiguous:
        assert ask(port, *lines, body=b"0\r\n\r\n" + hidden).count(b"HTTP/1.1 ") == 1, lines
