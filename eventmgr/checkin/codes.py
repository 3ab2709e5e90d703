"""What stands in the field of the desk: a code that was scanned, or a name that was typed. Pure."""

from __future__ import annotations

from eventmgr.text import folded, normalized

_SHORTEST_CODE = 24


def tidy(typed: str) -> str:
    """A code as scanners and keyboards give it: full-width letters and blanks inside are the doing of an input method."""
    return "".join(folded(typed).split())


def looks_like_a_code(typed: str) -> bool:
    """Whether this was scanned rather than typed: an address, or a long word without blanks."""
    word = normalized("NFKC", typed).strip()
    if "://" in word:
        return True
    return len(word) >= _SHORTEST_CODE and word.isascii() and " " not in word
