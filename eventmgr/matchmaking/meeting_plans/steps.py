"""What there is to do for the meetings of an event: each part of the room tells its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to do, on the organizers' overview or on a party's."""

    label: str
    text: str
    """How it stands, with its numbers."""
    address: str = ""
    """Where it is done; empty: the reader may not, or there is nothing to open yet."""
    is_done: bool = False
    figure: str = ""
    """Which number stands first in the text."""
    is_choice: bool = False
    """Whoever leaves it as it is owes nothing."""
    is_later: bool = False
    """Nothing can be done about it yet."""
