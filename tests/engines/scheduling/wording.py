"""The Chinese of the catalogue without an application: `sentence.translated(in_chinese)`."""

from __future__ import annotations

from typing import Any

from tests.conftest import ROOT, script

BOOK = script("catalogue").read_book(ROOT, "zh_CN")["engines/scheduling"]


def in_chinese(message: str, **values: Any) -> str:
    """The translation of a message id, its values filled in."""
    return str(BOOK[None, message].texts[0] % values)
