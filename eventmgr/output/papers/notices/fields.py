"""What the page of the notice asks."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, localized
from eventmgr.output.papers.asked import Asked
from eventmgr.output.papers.notices.choices import STYLES
from eventmgr.output.papers.notices.queries import list_notices


def fields_of(event: Event, lang: str) -> list[Asked]:
    """Which notice, how it is set, and what is added."""
    notices = {str(one.id): localized(one.title, lang) for one in list_notices(event.id)}
    return [
        *([Asked("notice", _("Notice"), "select", notices)] if notices else []),
        Asked("style", _("Page and type"), "radio", STYLES, (next(iter(STYLES)),)),
        Asked("head", _("Head"), "checkbox", {"1": _("Name of the first host in red, as on official documents")}),
        Asked("form", _("Reply form"), "checkbox", {"1": _("A blank reply form on a page of its own")}),
    ]
