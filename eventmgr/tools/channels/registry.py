"""Which function makes which kind of text when it leaves, and who hears that it was taken. Rooms register at import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from eventmgr.tools.channels.protocol import LeftOut, Outgoing

Maker = Callable[[dict[str, Any], datetime], Outgoing | LeftOut]
Hearer = Callable[[dict[str, Any], datetime], None]
MAKERS: dict[str, Maker] = {}
HEARERS: dict[str, Hearer] = {}
"""Kinds → what follows, in the transaction that says it was taken."""


def maker(kind: str, *, taken: Hearer) -> Callable[[Maker], Maker]:
    """Register the decorated function for rows of `kind`."""

    def register(function: Maker) -> Maker:
        MAKERS[kind], HEARERS[kind] = function, taken
        return function

    return register
