"""What may be chosen for a printed notice. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l

STYLES = {
    "gbt9704": _l("As official documents (GB/T 9704-2012)"),
    "plain": _l("As the other documents"),
}
"""The first is the usual one."""


@dataclass(frozen=True)
class NoticeChoice:
    """Which notice (its number as text, empty: the main one), a key of `STYLES`, whether a red head and the form to
    reply are printed."""

    notice: str = ""
    style: str = "gbt9704"
    head: bool = False
    form: bool = False


def read_notice(asked: Mapping[str, str], known: Container[str]) -> NoticeChoice:
    """From `notice`, `style`, `head` and `form`.

    Raises:
        BadValue: one is not known; the message names it.
    """
    notice, style = asked.get("notice", ""), asked.get("style", "") or next(iter(STYLES))
    for value, values in ((notice, known), (style, STYLES)):
        if value and value not in values:
            raise BadValue(_("“%(value)s” is not valid here.", value=value[:40]))
    return NoticeChoice(notice, style, bool(asked.get("head")), bool(asked.get("form")))
