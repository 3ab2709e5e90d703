"""Colours that papers can have: each can be read on white (contrast 4.5 : 1 at least) and is told apart when copied in
grey."""

from __future__ import annotations

from eventmgr.ground.i18n import _l

COLOURS = {
    "red": ("#a4161a", _l("red")),
    "orange": ("#9a3d0a", _l("orange")),
    "green": ("#1f6b3a", _l("green")),
    "blue": ("#0f5c8e", _l("blue")),
    "purple": ("#5f2a8a", _l("purple")),
    "grey": ("#495057", _l("grey")),
}
"""Key → value, and its name."""


def value_of(key: str) -> str:
    """`#rrggbb`; empty for the usual colour, and for one that is not known any more."""
    return COLOURS[key][0] if key in COLOURS else ""
