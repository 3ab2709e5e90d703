"""All invited units with how far each is, on one page and as a file; the liaisons as a file."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.delegations import queries, services
from eventmgr.delegations.board import sheet
from eventmgr.delegations.board.labels import DUES, STANDINGS
from eventmgr.delegations.board.rows import board_of, sums_of
from eventmgr.delegations.board.standing import Standing
from eventmgr.delegations.manage.blueprint import bp
from eventmgr.delegations.panels import EDIT, READ, links
from eventmgr.errors import BadValue
from eventmgr.events.access import event_for, may
from eventmgr.i18n import _, _l, language, localized
from eventmgr.registration.access import REVEAL, rows_of
from eventmgr.registration.manage.needing import ExportForm
from eventmgr.sheets import as_xlsx
from eventmgr.taxonomy import get_unit
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import list_file

ONLY = {
    "behind": _l("Deadline passed"),
    "over": _l("Over quota"),
    "empty": _l("Nobody on the list"),
}
"""What the board can be narrowed to beside a state."""
LAST_ACTS = {
    "opened": _l("page opened"),
    "answered": _l("reply given"),
    "completed": _l("list said to be complete"),
    "changed": _l("list changed"),
}


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The board."""
    event = event_for(slug, READ)
    at, everybody = clock.now(), board_of(event)
    state, only = _asked()
    rows = [
        row
        for row in everybody
        if (not state or row.standing.value == state)
        and (only != "behind" or row.is_behind(at))
        and (only != "over" or row.use.over)
        and (only != "empty" or not row.listed)
    ]
    edits = may(event, EDIT)
    return render_template(
        "delegations/manage/index.html",
        event=event,
        rows=rows,
        number=len(everybody),
        sums=sums_of(rows),
        behind=sum(row.is_behind(at) for row in everybody),
        state=state,
        only=only,
        states=[(one.value, str(told.words)) for one, told in STANDINGS.items()],
        onlys=list(ONLY.items()),
        standings=STANDINGS,
        dues=DUES,
        last_acts=LAST_ACTS,
        now=at,
        edits=edits,
        reveals=may(event, REVEAL),
        links=links(event),
        waiting=len(services.list_to_invite(event)) if edits else 0,
        unit_name=lambda code: get_unit(code).name(language()),
        rows_of=lambda key, code: rows_of(event, key, unit=code),
    )


def _asked() -> tuple[str, str]:
    state, only = query.text("state"), query.text("only")
    if state and state not in {one.value for one in Standing}:
        raise BadValue(_("“%(value)s” is not a valid state of a delegation. Choose from the list.", value=state[:20]))
    if only and only not in ONLY:
        raise BadValue(_("“%(value)s” is not a valid filter. Choose from the list.", value=only[:20]))
    return state, only


@bp.route("/export.xlsx")
def export(slug: str) -> Response:
    """The board as a file; mobile numbers and addresses are not in it."""
    event = event_for(slug, READ)
    rows, title = board_of(event), localized(event.title)
    body = as_xlsx(sheet.board_columns(event), rows, title=title)
    write(lambda: services.note_taken_file(event, action="board_exported", rows=len(rows), act=act_now()))
    return list_file(body, "xlsx", " ".join((title, _("Delegations"))), plain="delegations")


@bp.route("/liaisons/export", methods=["GET", "POST"])
def export_liaisons(slug: str) -> ResponseReturnValue:
    """Asks what numbers and addresses are needed for; then the liaisons as a file that can be imported again."""
    event = event_for(slug, REVEAL)
    form = ExportForm()
    need = form.need() if request.method == "POST" else None
    if need is None:
        html = render_template("delegations/manage/export.html", event=event, form=form)
        return html, form.status if request.method == "POST" else 200
    rows, title = sheet.in_official_order(queries.list_liaisons(event.id)), localized(event.title)
    body = as_xlsx(sheet.liaison_columns(), rows, title=title)
    why, recipient = need.why, form.recipient.data or ""
    write(
        lambda: services.note_taken_file(
            event,
            action="liaisons_exported",
            rows=len(rows),
            act=act_now(),
            why=why,
            recipient=recipient,
            note=need.note,
        )
    )
    return list_file(body, "xlsx", " ".join((title, _("Delegation liaisons"))), plain="liaisons")
