"""The list as a file; who took it, when and with which filters, is in the trail."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration import queries, services
from eventmgr.event.registration.access import REVEAL, check_filter, reader_of
from eventmgr.event.registration.counting.cube import day_offset
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.manage.column_sets import AskedColumns, asked_columns
from eventmgr.event.registration.manage.listing import asked_group_states, asked_words
from eventmgr.event.registration.manage.needing import ExportForm
from eventmgr.event.registration.office_list import columns
from eventmgr.event.registration.office_list.covering import Need
from eventmgr.event.registration.office_list.filtering import ListFilter, read_filter
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.sheets import Counted, as_csv, as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/export.<any(csv, xlsx):kind>")
def export(slug: str, kind: str) -> ResponseReturnValue:
    """The filtered rows with the chosen columns, in official unit order; numbers, addresses and sensitive answers covered."""
    event = event_for(slug, "registrations.export")
    return _file(event, kind, None)


@bp.route("/export/", methods=["GET", "POST"])
def export_whole(slug: str) -> ResponseReturnValue:
    """Asks what covered columns are needed for; then the same file (`kind`) with all in full."""
    event = event_for(slug, "registrations.export")
    if not may(event, REVEAL):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    chosen, _filters, asked = _choice(event)
    form = ExportForm()
    need = form.need() if request.method == "POST" else None
    if need is not None:
        kind = "csv" if request.form.get("kind") == "csv" else "xlsx"
        return _file(event, kind, need, form.recipient.data or "")
    html = render_template(
        "event/registration/manage/export.html", event=event, form=form,
        uncovered=[column.label for column in chosen if columns.is_covered(column)],
        column_set=asked.chosen, asked=request.query_string.decode("utf-8", "replace"),
    )  # fmt: skip
    return html, form.status if request.method == "POST" else 200


def _choice(event: Event) -> tuple[list[columns.Column], ListFilter, AskedColumns]:
    """The columns and rows that the address asks for.

    Raises:
        NotAllowed, BadValue, NotFound: it asks for what the reader may not see, or for what there is not.
    """
    filters, reads = read_filter(query, day_offset(event), types_of(event)), reader_of(event)
    check_filter(filters, reads)
    asked = asked_columns(event)
    known = columns.columns_of(
        event,
        list_questions(event.id),
        language(),
        groups=queries.list_group_titles(event.id),
        group_states=asked_group_states(event, asked),
        unit_words=asked_words(event, asked.keys),
    )
    known = columns.readable(known, reads)
    wanted = asked.among(known)
    if wanted or asked.chosen:
        wanted = ("name", "organization", *wanted)
    return columns.choose(known, wanted, columns.EXPORTED), filters, asked


def _file(event: Event, kind: str, need: Need | None, recipient: str = "") -> Response:
    """The file, which the trail tells of; whole with a `need`, else covered."""
    chosen, filters, asked = _choice(event)
    name = asked.chosen.name if asked.chosen else ""
    uncovered = [column.key for column in chosen if columns.is_covered(column)] if need else []
    if need is None:
        chosen = list(columns.cover({column.key: column for column in chosen}).values())
    attributes = dict.fromkeys(name for column in chosen for name in (column.attribute, *column.also))
    rows = Counted(queries.iterate_rows(event.id, filters, list(attributes)))
    title = localized(event.title)
    body = as_csv(chosen, rows) if kind == "csv" else as_xlsx(chosen, rows, title=title)
    keys = [column.key for column in chosen]
    write(
        lambda: services.note_export(
            event, kind, filters, keys, rows=rows.number, act=act_now(), need=need, uncovered=uncovered,
            recipient=recipient, column_set=name,
        )
    )  # fmt: skip
    contents = _("List of registrations")
    return list_file(body, kind, " ".join(filter(None, (title, contents, name))), plain="registrations")
