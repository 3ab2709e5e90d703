"""What provincial accounts see of their own delegation: every public event that invites it, and its rows there. Nothing
is changed here."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries
from eventmgr.event.delegations.board.rows import row_of, rows_of_unit
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.services import ends_at
from eventmgr.event.events.derived.opening import is_over, types_of
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import staff_required
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("delegations_own", __name__, url_prefix="/manage/delegation")


def _unit_of_account() -> str:
    """The delegation of the signed-in account; empty: it has none."""
    user = staff_required()
    return (user.unit_code or "") if user.speaks_for_unit else ""


@bp.route("/")
def index() -> ResponseReturnValue:
    """The events to which the own delegation is invited, and how far it is at each."""
    code = _unit_of_account()
    page = queries.list_inviting(code, query.cursor()) if code else None
    rows = rows_of_unit(code, page.rows) if page else []
    html = render_template(
        "event/delegations/manage/own.html",
        unit=get_unit(code).name(language()) if code else "",
        page=page,
        rows=list(zip(page.rows, rows, strict=True)) if page else [],
        now=clock.now(),
    )
    return private(html)


@bp.route("/<slug>/")
def show(slug: str) -> ResponseReturnValue:
    """What the liaison of the own delegation sees at one event, to be read.

    Raises:
        NotFound: no such event, or none that invites it: both answer alike.
    """
    code = _unit_of_account()
    event = queries.find_inviting(slug, code) if code else None
    if event is None:
        raise NotFound(_("There is no such event, or your delegation is not invited to it."))
    row, plan = row_of(event, code), queries.find_plan(event.id)
    shows_names = plan is not None and plan.names_for_accounts and clock.now() <= ends_at(event)
    html = render_template(
        "event/delegations/manage/own_event.html",
        event=event,
        unit=get_unit(code).name(language()),
        row=row,
        standing=row.standing,
        deadlines=deadlines_of(event, plan, row.facts.delegation),
        shows_names=shows_names,
        people=queries.list_people(event.id, code) if shows_names else [],
        types=types_of(event),
        is_over=is_over(event, at=clock.now()),
        now=clock.now(),
    )
    return private(html)
