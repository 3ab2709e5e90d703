"""The audit trail of an event, in words."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.errors import BadValue
from eventmgr.events.access import event_for
from eventmgr.events.manage.blueprint import bp
from eventmgr.events.panels import seen_entries
from eventmgr.i18n import _
from eventmgr.log.queries import list_entries
from eventmgr.log.wording import lines_seen
from eventmgr.text import whole_number
from eventmgr.web.requests.parameters import query

_PAGE = 50


@bp.route("/events/<slug>/history/")
def history(slug: str) -> ResponseReturnValue:
    """Who changed what, when, from what to what; newest first, `before` continues."""
    event = event_for(slug, "audit.read")
    before = query.text("before")
    number = whole_number(before)
    if before and number is None:
        raise BadValue(_("“%(value)s” is no number of an entry. Start from the first page.", value=before[:20]))
    entries = list_entries(event.id, before_id=number, limit=_PAGE + 1)
    return render_template(
        "events/manage/history.html",
        event=event,
        lines=lines_seen(seen_entries(event, entries[:_PAGE]), event.timezone),
        older=entries[_PAGE - 1].id if len(entries) > _PAGE else None,
        is_first=not before,
    )
