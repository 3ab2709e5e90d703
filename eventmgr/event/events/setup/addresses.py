"""The last part of an event's address: readable, in Latin letters, unique. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from eventmgr.ground.text import normalized
from eventmgr.tools.taxonomy import sort_key

LONGEST = 60
PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SMALL_WORDS = {"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with"}


def slug_for(title: dict[str, str], year: int | None, taken: Collection[str]) -> str:
    """`smart-factory-seminar-2026` of the English title, else of the Chinese one's pinyin; a number makes it unique.

    Args:
        year: stands at the end, unless the title says it already; None: no year.
    """
    base = stem(title)
    plain = base if year is None or base.endswith(str(year)) else f"{base}-{year}"
    slug, number = plain, 2
    while slug in taken:
        slug, number = f"{plain}-{number}", number + 1
    return slug


def stem(title: dict[str, str]) -> str:
    """What every address of that title begins with, at most 60 characters."""
    terms = [term for term in _terms(title.get("en", "")) if term not in _SMALL_WORDS]
    if len("".join(terms)) < 3:
        terms = _terms(sort_key(title.get("zh", "")))
    text = ""
    for word in terms:
        if len(text) + len(word) + 1 > LONGEST:
            break
        text = f"{text}-{word}" if text else word
    return text or "event"


def _terms(text: str) -> list[str]:
    plain = normalized("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.findall(r"[a-z0-9]{1,40}", plain)
