"""A real SMTP server for tests, in a thread of its own, that can be told to misbehave."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

ACCEPTED = "250 accepted"
BREAK_OFF = "break off"
"""Take the whole text, then hang up without an answer."""


class Peer:
    """Accepts everything, unless `at_sender`, `at_recipient` or `at_data` say otherwise.

    Attributes:
        at_sender: address → the answer to MAIL FROM.
        at_recipient: address → the answer to RCPT TO.
        at_data: (recipient, number of the try from 1) → the answer after the text, or `BREAK_OFF`.
    """

    def __init__(self) -> None:
        self.at_recipient: Callable[[str], str] = lambda _address: ACCEPTED
        self.at_sender: Callable[[str], str] = lambda _address: ACCEPTED
        self.at_data: Callable[[str, int], str] = lambda _address, _number: ACCEPTED
        self.received: list[tuple[str, bytes]] = []
        """(recipient, message) of every text that arrived whole, also of those not accepted."""
        self.accepted: list[tuple[str, bytes]] = []
        self.connections = 0
        self._tries: dict[str, int] = {}
        self._lock = threading.Lock()

    def messages(self) -> list[EmailMessage]:
        """The accepted messages, parsed. (No property: the server reads every attribute at each connection.)"""
        return [parse(content) for _address, content in self.accepted]

    async def handle_EHLO(self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]) -> Any:
        with self._lock:
            self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        answer = self.at_sender(address)
        if answer.startswith("2"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        answer = self.at_recipient(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        address = envelope.rcpt_tos[0]
        with self._lock:
            self._tries[address] = number = self._tries.get(address, 0) + 1
            self.received.append((address, envelope.content))
        answer = self.at_data(address, number)
        if answer == BREAK_OFF:
            server.transport.abort()
            return "421 never said"
        if answer.startswith("2"):
            with self._lock:
                self.accepted.append((address, envelope.content))
        return answer


def parse(content: bytes) -> EmailMessage:
    """The message in `content`."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def listening(peer: Peer, *, host: str = "127.0.0.1", utf8: bool = False) -> Iterator[str]:
    """The address (`smtp://127.0.0.1:port`) at which `peer` is served inside the block."""
    controller = Controller(peer, hostname=host, port=free_port(), server_hostname="peer", enable_SMTPUTF8=utf8)
    controller.start()
    try:
        yield f"smtp://{host}:{controller.port}"
    finally:
        controller.stop()
