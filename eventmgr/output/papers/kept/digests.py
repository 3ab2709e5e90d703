"""Digests of what is printed of a person: keyed, so that nobody finds a name by trying names."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.tools.web import tokens

_LENGTH = 8


def digests_of(parts: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
    """Number of a registration → field → digest of its text."""
    return {
        number: {field: _digest(f"{number}:{field}:{text}") for field, text in fields.items()}
        for number, fields in parts.items()
    }


def _digest(text: str) -> str:
    return tokens.keyed("printed", text)[:_LENGTH].hex()
