"""Where a request ends: just enough of HTTP/1.1 to know when a thread can have it. Parsing and judging come later.

A mistake here cannot mix two requests up: a thread gets the bytes found here and no others, and its parser refuses what
is ambiguous.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventmgr.tools.web.front.limits import MOST_HEAD

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*(?=\r\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_WAITS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The head of a request, read completely."""

    size: int
    """Bytes, the empty line included."""
    body: int
    """Bytes of the body that is announced."""
    waits: bool
    """Whether the visitor wants to be told before sending the body."""


class Refused(Exception):
    """The front answers this itself and closes.

    Args:
        status: code and reason, such as `408 Request Timeout`.
    """

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


def read_head(data: bytes | bytearray, searched: int = 0) -> Head | None:
    """The head at the beginning of `data`, or None while it is not whole; `searched` bytes held no end before.

    Raises:
        Refused: it is too long, or its body would come in pieces of untold length.
    """
    end = data.find(_END, max(0, searched - len(_END)))
    if end < 0:
        if len(data) > MOST_HEAD:
            raise Refused("431 Request Header Fields Too Large")
        return None
    size = end + len(_END)
    head = bytes(data[: size - 2])  # with the end of its last line
    if _CHUNKED.search(head):
        raise Refused("411 Length Required")
    lengths = _LENGTH.findall(head)
    # More than one: the parser refuses that, without waiting for any of them.
    return Head(size, int(lengths[0]) if len(lengths) == 1 else 0, bool(_WAITS.search(head)))
