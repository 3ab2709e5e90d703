"""The list as a file; who took it, when and with which filters, is in the trail."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.events.access import event_for
from eventmgr.forms.queries import list_questions
from eventmgr.i18n import _, language, localized
from eventmgr.registration import queries, services
from eventmgr.registration.access import check_filter, reader_of
from eventmgr.registration.counting.people import day_offset
from eventmgr.registration.manage.blueprint import bp
from eventmgr.registration.manage.listing import asked_group_states
from eventmgr.registration.office_list import columns
from eventmgr.registration.office_list.filtering import read_filter
from eventmgr.sheets import Counted, as_csv, as_xlsx
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import list_file


@bp.route("/export.<any(csv, xlsx):kind>")
def export(slug: str, kind: str) -> ResponseReturnValue:
    """The filtered rows with the chosen columns, in official unit order."""
    event = event_for(slug, "registrations.export")
    filters, reads = read_filter(query, day_offset(event)), reader_of(event)
    check_filter(filters, reads)
    known = columns.columns_of(
        event,
        list_questions(event.id),
        language(),
        groups=queries.list_group_titles(event.id),
        group_states=asked_group_states(event),
    )
    known = columns.readable(known, reads)
    wanted = query.several("cols")
    chosen = columns.choose(known, ["name,organization", *wanted] if any(wanted) else [], columns.EXPORTED)
    rows = Counted(queries.iterate_rows(event.id, filters, list(dict.fromkeys(column.attribute for column in chosen))))
    title = localized(event.title)
    body = as_csv(chosen, rows) if kind == "csv" else as_xlsx(chosen, rows, title=title)
    keys = [column.key for column in chosen]
    write(
        lambda: services.note_export(event, kind, filters, keys, rows=rows.number, act=act_now())
    )  # fmt: skip
    contents = _("List of registrations")
    return list_file(body, kind, f"{title} {contents}", plain="registrations")
