"""The names of the colours of badges."""

from __future__ import annotations

from eventmgr.ground.i18n import _, _l

BADGE_COLORS = {
    "red": _l("red"),
    "orange": _l("orange"),
    "yellow": _l("yellow"),
    "green": _l("green"),
    "blue": _l("blue"),
    "purple": _l("purple"),
    "grey": _l("grey"),
}
"""Of badges, handed out at the desk."""


def badge_words(color: str) -> str:
    """Which badge somebody gets at the desk."""
    return _("%(color)s badge", color=BADGE_COLORS[color])
