"""Codes for check-in: what stands in the field of the desk, and what a device knows of a code without knowing the
code."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from eventmgr.event.registration.models import Registration
from eventmgr.ground.text import folded, normalized
from eventmgr.tools.web.tokens import list_signed

_SHORTEST_CODE = 24
_MARK = 16
_MOST_VOID = 5
"""So many replaced codes of a registration a device knows: older ones are no codes to it."""


def tidy(typed: str) -> str:
    """A code as scanners and keyboards give it: full-width letters and blanks inside are the doing of an input
    method."""
    return "".join(folded(typed).split())


def looks_like_a_code(typed: str) -> bool:
    """Whether this was scanned rather than typed: an address, or a long word without blanks."""
    word = normalized("NFKC", typed).strip()
    if "://" in word:
        return True
    return len(word) >= _SHORTEST_CODE and word.isascii() and " " not in word


def mark_of(event_id: int, code: str) -> str:
    """What a device is told of a code: it recognizes the code by it and cannot make it. A code holds 128 bits that
    nobody can guess, so that a plain hash gives nothing away."""
    digest = hashlib.sha256(f"check-in {event_id} {code}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:_MARK]).rstrip(b"=").decode()


def own_marks(event_id: int, registration_id: int, version: int) -> list[str]:
    """The marks of the code of a registration: one, and more where the installation has had other keys."""
    return [mark_of(event_id, code) for code in list_signed("check-in", registration_id, version)]


def void_marks(event_id: int, registration_id: int, version: int) -> list[str]:
    """The marks of the codes that this one has replaced, newest first."""
    before = range(version - 1, max(0, version - 1 - _MOST_VOID), -1)
    return [mark for older in before for mark in own_marks(event_id, registration_id, older)]


def marks_of(event_id: int, registrations: Iterable[Registration]) -> dict[int, list[str]]:
    """Number of each registration → the marks of its code."""
    return {row.id: own_marks(event_id, row.id, row.link_version) for row in registrations}
