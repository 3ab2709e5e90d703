"""What may be chosen for printed minutes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.output.papers.notices.choices import STYLES

OFFICIAL, PLAIN = STYLES
"""The same two as of notices; minutes are plain unless it is chosen otherwise."""


def read_style(asked: Mapping[str, str]) -> str:
    """From `style`.

    Raises:
        BadValue: it is not known; the message names it.
    """
    style = asked.get("style", "") or PLAIN
    if style not in STYLES:
        raise BadValue(_("“%(value)s” is not valid here.", value=style[:40]))
    return style
