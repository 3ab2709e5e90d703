"""From a stored letter to the bytes that leave: MIME parts, headers, QR codes.

Structure: mixed( alternative( text, related( html, QR codes ), calendar ), files ). Sources: RFC 2046, RFC 2387,
RFC 6047 (calendar by mail), RFC 3834 (Auto-Submitted), RFC 8058 (one-click unsubscribing).
"""

from __future__ import annotations

import base64
import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Literal

from eventmgr.ground.i18n import LANGUAGE_TAGS
from eventmgr.ground.text import clean_line
from eventmgr.tools.charts.qr import png_of
from eventmgr.tools.messages.letters import Attachment, clean_header
from eventmgr.tools.messages.models import OutboxLetter

_LONGEST_FILENAME = 80
_SCALE = 8
"""Pixels of a module of a QR code."""
_ASCII = re.compile(r"[\x00-\x7f]*")


def build(letter: OutboxLetter, sender: str) -> EmailMessage:
    """The message of `letter` as it is sent; the same bytes each time, so that a repeat is recognizable.

    Args:
        sender: the setting MAIL_FROM, `name <address>`, `name / English name <address>` or an address.
    """
    message = EmailMessage(policy=SMTP if letter.to_address.isascii() else SMTPUTF8)
    message["Message-ID"] = letter.message_id
    message["Date"] = format_datetime(letter.created_at)
    message["From"] = _address(*sender_of(sender, letter.language))
    message["To"] = _address(letter.to_name, letter.to_address)
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _set_body(message, letter)
    for spec in letter.attachments:
        if "content" in spec or "base64" in spec:
            _attach(message, spec, is_alone=len(_calendars(letter)) == 1)
    message["Content-Language"] = LANGUAGE_TAGS[letter.language]
    _fix_boundaries(message, letter.message_id)
    return message


def sender_of(sender: str, language: str) -> tuple[str, str]:
    """Name and address of the sender of e-mails in a language."""
    name, address = parseaddr(sender)
    chinese, _mark, english = (part.strip() for part in name.partition(" / "))
    return (english or chinese) if language == "en" else chinese, address


def as_bytes(letter: OutboxLetter, sender: str) -> bytes:
    """The letter as an `.eml` file, CRLF line ends."""
    return build(letter, sender).as_bytes()


def preview(letter: OutboxLetter) -> str:
    """The HTML part with its QR codes inside, for a browser."""
    html = letter.html
    for spec in letter.attachments:
        if "qr" in spec:
            picture = base64.b64encode(png_of(spec["qr"], scale=_SCALE)).decode("ascii")
            html = html.replace(f"cid:{_filename(spec)}", f"data:image/png;base64,{picture}")
    return html


def _set_body(message: EmailMessage, letter: OutboxLetter) -> None:
    message.set_content(letter.text, cte=_encoding(letter.text))
    message.add_alternative(letter.html, subtype="html", cte=_encoding(letter.html))
    html = list(message.iter_parts())[-1]
    for spec in letter.attachments:
        if "qr" in spec:
            name = _filename(spec)
            picture = png_of(spec["qr"], scale=_SCALE)
            html.add_related(picture, "image", "png", cid=f"<{name}>", filename=name, disposition="inline")
    calendars = _calendars(letter)
    if len(calendars) == 1:
        _type, parameters = _content_type(calendars[0]["type"])
        text = calendars[0]["content"]
        message.add_alternative(text, subtype="calendar", params=parameters, cte=_encoding(text))


def _calendars(letter: OutboxLetter) -> list[Attachment]:
    """Messages to calendar programs: a single one is an alternative of the text; of several no program would read but
    one, so they are files, each with its method."""
    return [spec for spec in letter.attachments if "content" in spec and spec["type"].startswith("text/calendar")]


def _attach(message: EmailMessage, spec: Attachment, *, is_alone: bool) -> None:
    content_type, parameters = _content_type(spec["type"])
    if content_type == "text/calendar" and is_alone:
        content_type, parameters = "application/ics", {}
    main, _slash, sub = content_type.partition("/")
    part = EmailMessage(policy=SMTP)
    if "base64" in spec:
        part["Content-Type"] = spec["type"]
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(spec["base64"])
        _name(part, spec)
    elif main == "text":
        part.set_content(spec["content"], subtype=sub, params=parameters, cte=_encoding(spec["content"]))
        _name(part, spec)
    else:
        part.set_content(spec["content"].encode(), main, sub, filename=_filename(spec), disposition="attachment")
    if message.get_content_type() != "multipart/mixed":
        message.make_mixed()
    del part["MIME-Version"]
    message.attach(part)


def _name(part: EmailMessage, spec: Attachment) -> None:
    """Offered as a file under its name: of Chinese as RFC 2231 has it."""
    part["Content-Disposition"] = "attachment"
    part.set_param("filename", _filename(spec), header="Content-Disposition")


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"={digest}-{number}=")


def _address(name: str, address: str) -> Address:
    local, _at, domain = address.rpartition("@")
    return Address(display_name=clean_header(name, 60), username=local, domain=domain)


def _content_type(value: str) -> tuple[str, dict[str, str]]:
    """`text/calendar; method=REQUEST` → (`text/calendar`, {`method`: `REQUEST`})."""
    content_type, *rest = (part.strip() for part in value.split(";"))
    pairs = (part.partition("=") for part in rest)
    return content_type.lower(), {name.strip().lower(): text.strip().strip('"') for name, _eq, text in pairs}


def _filename(spec: Attachment) -> str:
    """Shortened before its ending, by which mail programs know what opens it."""
    stem, dot, ending = clean_line(spec["filename"]).rpartition(".")
    if not stem:
        return clean_header(ending, _LONGEST_FILENAME)
    return f"{clean_header(stem, _LONGEST_FILENAME - len(ending) - 1)}{dot}{ending}"


def _encoding(text: str) -> Literal["quoted-printable", "base64"]:
    """Plain ASCII stays legible on the way, Chinese takes a third less in Base64."""
    return "quoted-printable" if _ASCII.fullmatch(text) else "base64"
