"""What the page of the minutes asks."""

from __future__ import annotations

from eventmgr.i18n import _
from eventmgr.reports.asked import Asked
from eventmgr.reports.notices.choices import STYLES
from eventmgr.reports.proceedings.choices import PLAIN


def fields_of_minutes() -> list[Asked]:
    """How they are set."""
    return [Asked("style", _("Page and type"), "radio", STYLES, (PLAIN,))]
