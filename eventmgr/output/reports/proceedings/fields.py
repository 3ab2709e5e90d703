"""What the page of the minutes asks."""

from __future__ import annotations

from eventmgr.ground.i18n import _
from eventmgr.output.reports.asked import Asked
from eventmgr.output.reports.notices.choices import STYLES
from eventmgr.output.reports.proceedings.choices import PLAIN


def fields_of_minutes() -> list[Asked]:
    """How they are set."""
    return [Asked("style", _("Page and type"), "radio", STYLES, (PLAIN,))]
