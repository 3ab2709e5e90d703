"""Numbers of certificates: year, event, a running number, and four characters that cannot be guessed."""

from __future__ import annotations

import secrets

from eventmgr.ground.text import folded
from eventmgr.tools.web import tokens

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for others."""
_RANDOM = 4
LONGEST = 40
_KIND = "certificate"


def new_number(year: int, event_id: int, running: int) -> str:
    """A new number of a certificate, such as `2026-00007-0012-K7QF`."""
    ending = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return f"{year}-{event_id:05d}-{running:04d}-{ending}"


def read_number(typed: str) -> str:
    """A number as it was issued, however it was typed: in any case, full width, with or without hyphens and blanks."""
    letters = "".join(char for char in folded(typed).upper() if char.isalnum())
    head, ending = letters[:-_RANDOM], letters[-_RANDOM:]
    return f"{head[:4]}-{head[4:9]}-{head[9:]}-{ending}"


def name_digest(number: str, name: str) -> str:
    """Keyed, so that nobody who reads the table finds a name by trying names."""
    return tokens.keyed(_KIND, f"{number}:{folded(name)}").hex()


def is_for(digest: str, number: str, name: str) -> bool:
    """Whether that digest was made of this number and name, under the secret key of now or an older one."""
    return tokens.is_keyed(bytes.fromhex(digest), _KIND, f"{number}:{folded(name)}")
