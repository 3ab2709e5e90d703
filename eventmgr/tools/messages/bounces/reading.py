"""From the report of a mail server (RFC 3464, multipart/report) to which e-mail came back, and why. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from eventmgr.ground.masking import mask_email
from eventmgr.ground.text import clean_line

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,158}>")
_ADDRESS = re.compile(r"[^\s<>:;,()\[\]]+@[^\s<>:;,()\[\]]+")
_LONGEST = 500
_QUOTED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global",
    "message/global-headers",
)
"""Parts that hold the e-mail itself, or its head."""


@dataclass(frozen=True)
class Report:
    """One e-mail that will not arrive.

    Attributes:
        message_id: with its angle brackets, as the e-mail bore it.
        reason: what the server said.
    """

    message_id: str
    reason: str


def read_report(raw: bytes) -> Report | None:
    """What a message reports; None where it is no report, only says that delivery takes longer, or names no e-mail."""
    message = message_from_bytes(raw)
    failed = [fields for fields in _recipients(message) if str(fields.get("Action", "")).strip().lower() == "failed"]
    message_id = _message_id(message) if failed else ""
    return Report(message_id, _reason(failed[0])) if message_id else None


def _recipients(message: Message) -> Iterator[Message]:
    """The groups of fields of the delivery status, one for each recipient; the first is about the report."""
    for part in message.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            payload = part.get_payload()
            groups = payload if isinstance(payload, list) else []
            yield from (group for group in groups if isinstance(group, Message))


def _message_id(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() not in _QUOTED:
            continue
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, Message):
            head: Message = inner
        else:
            content = part.get_payload(decode=True)
            head = message_from_bytes(content) if isinstance(content, bytes) else Message()
        if found := _MESSAGE_ID.search(str(head.get("Message-ID", ""))):
            return found[0]
    return ""


def _reason(fields: Message) -> str:
    """The server's own words behind its code, or the code alone; addresses in them are covered, as on every page."""
    code, said = str(fields.get("Status", "")).strip(), str(fields.get("Diagnostic-Code", ""))
    words = said.partition(";")[2].strip() or said.strip()
    told = words if not code or code in words else f"{code} {words}".strip()
    return _ADDRESS.sub(lambda found: mask_email(found[0]), clean_line(told))[:_LONGEST]
