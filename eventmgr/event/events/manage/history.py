"""The audit trail of an event, in words, on a page and as a file."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may, nameless_kinds
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.panels import seen_entries
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.log.filtering import Chosen, columns, people_in_words
from eventmgr.tools.log.queries import iterate_entries, list_entries, list_recurring
from eventmgr.tools.log.services import note_export
from eventmgr.tools.log.wording import kinds_in_words, lines_seen
from eventmgr.tools.sheets import Counted, as_csv, as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

_PAGE = 50


@bp.route("/events/<slug>/history/")
def history(slug: str) -> ResponseReturnValue:
    """Who changed what, when, from what to what; newest first, `before` continues; `q`, `kind`, `who` and `day` narrow
    it."""
    event = event_for(slug, "audit.read")
    before = query.text("before")
    number = whole_number(before)
    if before and number is None:
        raise BadValue(_("“%(value)s” is not a valid entry number. Start from the first page.", value=before[:20]))
    chosen = Chosen.read(query.text)
    wanted = chosen.wanted(event.timezone, nameless=nameless_kinds(event))
    entries = list_entries(event.id, wanted=wanted, before_id=number, limit=_PAGE + 1)
    recurring = list_recurring(event.id)
    return render_template(
        "event/events/manage/history.html",
        event=event,
        lines=lines_seen(seen_entries(event, entries[:_PAGE]), event.timezone),
        older=entries[_PAGE - 1].id if len(entries) > _PAGE else None,
        is_first=not before,
        chosen=chosen,
        kinds=kinds_in_words((act.object_type, act.action) for act in recurring),
        people=people_in_words(recurring),
        exports=may(event, "audit.export"),
    )


@bp.route("/events/<slug>/history/export.<any(csv, xlsx):suffix>")
def export_history(slug: str, suffix: str) -> ResponseReturnValue:
    """What the page tells with these filters, as a file; who took it is in the log."""
    event = event_for(slug, "audit.export")
    chosen = Chosen.read(query.text)
    parts = iterate_entries(event.id, chosen.wanted(event.timezone, nameless=nameless_kinds(event)))
    rows = Counted(line for part in parts for line in lines_seen(seen_entries(event, part), event.timezone))
    title, chosen_columns = localized(event.title), columns(event.timezone)
    body = as_csv(chosen_columns, rows) if suffix == "csv" else as_xlsx(chosen_columns, rows, title=title)
    told: dict[str, Any] = {"kind": suffix, "columns": [column.key for column in chosen_columns], "rows": rows.number}
    told |= {"event_id": event.id, "object_name": event.title.get("zh") or event.title.get("en", "")}
    write(lambda: note_export(act_now(), event, chosen.given, **told))
    contents = _("Change log")
    return list_file(body, suffix, f"{title} {contents}", plain="history")
