"""All invited units with how far each is, on one page and as a file; the liaisons as a file."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.board import sheet
from eventmgr.event.delegations.board.labels import LAST_ACTS
from eventmgr.event.delegations.board.rows import BoardRow, board_of, sums_of
from eventmgr.event.delegations.board.standing import Standing
from eventmgr.event.delegations.manage.blueprint import bp
from eventmgr.event.delegations.panels import EDIT, READ, links
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.allocation import Allocation, Plan
from eventmgr.event.quotas.labels import Part, parts_of
from eventmgr.event.quotas.queries import get_plan, list_cell_tallies, list_quotas
from eventmgr.event.registration.access import REVEAL, rows_of
from eventmgr.event.registration.forms import ExportForm
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

ONLY = {
    "behind": _l("Deadline passed"),
    "over": _l("Over quota"),
    "empty": _l("Nobody on the list"),
}
"""What the board can be narrowed to beside a state."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The board of all delegations."""
    event = event_for(slug, READ)
    at, everybody, asked = clock.now(), board_of(event), _asked()
    rows, plan = _narrowed(everybody, asked, at=at), get_plan(event)
    edits = may(event, EDIT)
    return render_template(
        "event/delegations/manage/index.html",
        event=event,
        rows=rows,
        number=len(everybody),
        sums=sums_of(rows),
        behind=sum(row.is_behind(at) for row in everybody),
        state=asked.state,
        only=asked.only,
        has_parts=bool(plan.cells),
        parts=_parts(event, plan) if asked.parts else {},
        shows_parts=asked.parts,
        files={"state": asked.state or None, "only": asked.only or None, "cells": "1" if asked.parts else None},
        states=[(item.value, str(item.label)) for item in Standing],
        onlys=list(ONLY.items()),
        last_acts=LAST_ACTS,
        now=at,
        edits=edits,
        reveals=may(event, REVEAL),
        links=links(event),
        is_over=is_over(event, at=at),
        waiting=sum(services.is_to_invite(item) for row in everybody for item in row.facts.people) if edits else 0,
        rows_of=lambda key, code: rows_of(event, key, unit=code),
    )


class _Asked(NamedTuple):
    """How the board is narrowed, and whether the parts of quotas are shown."""

    state: str
    only: str
    parts: bool

    @property
    def words(self) -> list[str]:
        """The filters as people read them."""
        chosen = [str(Standing(self.state).label)] if self.state else []
        return [*chosen, *([str(ONLY[self.only])] if self.only else [])]


def _asked() -> _Asked:
    state, only, cells = query.text("state"), query.text("only"), query.text("cells")
    if state and state not in {one.value for one in Standing}:
        raise BadValue(_("“%(value)s” is not a valid state of a delegation. Choose from the list.", value=state[:20]))
    if only and only not in ONLY:
        raise BadValue(_("“%(value)s” is not a valid filter. Choose from the list.", value=only[:20]))
    return _Asked(state, only, cells == "1")


def _narrowed(rows: list[BoardRow], asked: _Asked, *, at: datetime) -> list[BoardRow]:
    return [
        row
        for row in rows
        if (not asked.state or row.standing.value == asked.state)
        and (asked.only != "behind" or row.is_behind(at))
        and (asked.only != "over" or row.use.over)
        and (asked.only != "empty" or not row.listed)
    ]


def _parts(event: Event, plan: Plan) -> dict[str, list[Part]]:
    """Unit → the parts of its quota."""
    if not plan.cells:
        return {}
    allocation = Allocation(list_quotas(event.id), plan, list_cell_tallies(event.id))
    return {code: parts_of(code, plan, allocation, language()) for code in {cell.unit for cell in plan.cells}}


@bp.route("/export.xlsx")
def export(slug: str) -> Response:
    """The board as it is narrowed, as a file; mobile numbers and addresses are not in it."""
    event = event_for(slug, READ)
    rows, title = _narrowed(board_of(event), _asked(), at=clock.now()), localized(event.title)
    return _download(event, as_xlsx(sheet.board_columns(event), rows, title=title), "xlsx", len(rows))


@bp.route("/export.pdf")
def paper(slug: str) -> Response:
    """The same on paper, with the parts of quotas where they are shown."""
    from eventmgr.event.delegations.board.paper import Board, build  # noqa: PLC0415 - loads ReportLab, for documents only

    event = event_for(slug, READ)
    asked, at = _asked(), clock.now()
    parts = _parts(event, get_plan(event)) if asked.parts else {}
    board = Board(event, _narrowed(board_of(event), asked, at=at), asked.words, parts, at)
    body = build(board, fallback_fonts=current_app.config["PDF_FALLBACK_FONTS"])
    return _download(event, body, "pdf", len(board.rows))


def _download(event: Event, body: bytes, kind: str, rows: int) -> Response:
    write(lambda: services.note_taken_file(event, action="board_exported", rows=rows, act=act_now()))
    return list_file(body, kind, " ".join((localized(event.title), _("Delegations"))), plain="delegations")


@bp.route("/liaisons/export", methods=["GET", "POST"])
def export_liaisons(slug: str) -> ResponseReturnValue:
    """Asks what numbers and addresses are needed for; then the liaisons as a file that can be imported again."""
    event = event_for(slug, REVEAL)
    form = ExportForm()
    need = form.need() if request.method == "POST" else None
    if need is None:
        html = render_template("event/delegations/manage/export.html", event=event, form=form)
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
