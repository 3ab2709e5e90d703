"""A letter before it is stored: plain values, checked once, no database and no Flask."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import clean, clean_line

LONGEST_NAME = 40
LONGEST_SUBJECT = 200
_LONGEST_ADDRESS = 254
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}")
_LIKE_A_LINK = re.compile(r"\w\w\.\w\w|www\.", re.IGNORECASE)
_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_OTHER_MARKS_OF_NAMES = frozenset(" ·'’‘ʼ-‐.()（）\u200c\u200d")
_CATEGORIES_OF_NAMES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "Co", "Cn"})
_MOST_DIGITS, _MOST_WORDS = 2, 7
_LONGEST_HAN, _LONGEST_DOTTED_HAN, _MOST_HAN = 6, 12, 20
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)

Attachment = Mapping[str, str]
"""One of

- `{"type": "text/calendar; method=REQUEST", "filename": "invitation.ics", "content": "BEGIN:VCALENDAR…"}`: text, sent
  as an alternative of the body and as a file;
- `{"type": "image/png", "filename": "code.png", "qr": "…", "alt": "…"}`: a QR code, drawn when the letter is
  delivered, shown inside the HTML part;
- `{"type": "application/pdf", "filename": "说明.pdf", "file": "…", "size": "…"}`: a file that many letters share, put in
  when the letter is delivered (`files.py`).

Any other text type with `content` becomes a plain file.
"""


@dataclass(frozen=True)
class Letter:
    """One letter to one address; make it with `composing.compose`, store it with `services.enqueue`.

    Attributes:
        kind: `<feature>.<what>`, e.g. `registration.confirmed`.
        language: `zh` or `en`.
        about: `<table>:<id>` of what the letter reports, e.g. `registration:12`.
        dedupe_key: a second letter with the same key is not stored.
        confidential: it carries a secret; it is not shown to organizers and its text is dropped after sending.
        secrets: mark in the text → what it stands for; see `secrets.py`.
        unsubscribe: address that takes a post to be left alone (RFC 8058); empty for letters that are necessary.
    """

    kind: str
    language: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    event_id: int | None = None
    about: str = ""
    attachments: Sequence[Attachment] = ()
    reply_to: str = ""
    dedupe_key: str | None = None
    confidential: bool = False
    secrets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unsubscribe: str = ""

    def __post_init__(self) -> None:
        """Every header value through the one cleaner; see `clean_header`."""
        fix: dict[str, Any] = {
            "to_name": safe_name(self.to_name),
            "to_address": checked_address(self.to_address),
            "reply_to": checked_address(self.reply_to) if self.reply_to else "",
            "subject": clean_header(self.subject, LONGEST_SUBJECT),
            "text": clean(self.text, multiline=True) + "\n",
            "attachments": tuple(dict(spec) for spec in self.attachments),
        }
        for name, value in fix.items():
            object.__setattr__(self, name, value)


def new_message_id(host: str) -> str:
    """A Message-ID nobody has had before, with its angle brackets (RFC 5322, 3.6.4)."""
    return f"<{uuid4().hex}@{host}>"


def safe_name(value: str) -> str:
    """A person's name as a letter may say it: one line, short, nothing a mail program would make a link of; `""` if
    it reads like no name.

    Somebody who registers chooses both the name and the address that the letter goes to, so a name is where a
    stranger's words could travel in ours: links, numbers to call, sentences.
    """
    value = clean_line(value)
    if not _reads_like_a_name(value):
        return ""
    return clean_header(re.sub(r"\.(?=\S)", ". ", value), LONGEST_NAME)


def _reads_like_a_name(value: str) -> bool:
    """Letters, blanks and the few marks that names are written with; not more words or Chinese characters in a row
    than names have; a comma only between Latin words."""
    han = _HAN.findall(value)
    longest = _LONGEST_DOTTED_HAN if "·" in value else _LONGEST_HAN
    if any(len(run) > longest for run in han) or sum(map(len, han)) > _MOST_HAN:
        return False
    plain = value if han else value.replace(",", "", 1)
    if sum(char.isdigit() for char in plain) > _MOST_DIGITS or len(plain.split()) > _MOST_WORDS:
        return False
    return not _LIKE_A_LINK.search(plain) and all(map(_is_of_names, plain))


def _is_of_names(char: str) -> bool:
    """Letters, marks, digits; private and unassigned characters too, rare names use them."""
    return char in _OTHER_MARKS_OF_NAMES or unicodedata.category(char) in _CATEGORIES_OF_NAMES


def clean_header(value: str, longest: int) -> str:
    """`value` as one line without controls, cut to `longest` characters with an ellipsis."""
    value = clean_line(value)
    return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"


def checked_address(value: str) -> str:
    """The address, its domain in ASCII where it can be said so (RFC 5890).

    Raises:
        BadValue: it is no address of the form local@domain.
    """
    value = value.strip()
    local, at, domain = value.rpartition("@")
    if at and len(value) <= _LONGEST_ADDRESS and _LOCAL.fullmatch(local) and ".." not in f".{local}.":
        try:
            domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        except UnicodeError:
            domain = ""
        if domain and all(_LABEL.fullmatch(label) for label in domain.split(".")):
            return f"{local}@{domain}"
    raise BadValue(
        _(
            "“%(address)s” is not a valid e-mail address. Enter it like name@example.com.",
            address=clean_header(value, 60),
        )
    )
