"""What the page of the minutes asks."""

from __future__ import annotations

from eventmgr.ground.i18n import _
from eventmgr.output.papers.asked import Asked
from eventmgr.output.papers.notices.choices import STYLES
from eventmgr.output.papers.proceedings.choices import PLAIN


def fields_of_minutes() -> list[Asked]:
    """What is asked before minutes are printed."""
    return [Asked("style", _("Page and type"), "radio", STYLES, (PLAIN,))]
