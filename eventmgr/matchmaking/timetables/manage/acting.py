"""What is done to a draft by a button: locked, unlocked, taken out, exchanged, undone."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.matchmaking.timetables import queries, services
from eventmgr.matchmaking.timetables.manage.blueprint import attempt, bp, done_here, posted_number


@bp.route("/<int:number>/lock", methods=["POST"])
def lock(slug: str, number: int) -> ResponseReturnValue:
    """Lock (`locks=1`) or unlock (`locks=0`) one meeting (`request`), those of one `party`, at one `table`, or `all` of
    them."""
    event, _plan = planned_for(slug, EDIT)
    locks, scope = request.form.get("locks") == "1", request.form.get("of", "")
    draft = queries.get_draft(event, number)
    if scope == "request":
        asked = {posted_number("request")}
    elif scope == "party":
        asked = set(queries.list_sides_of_parties(event.id, [posted_number("party")]))
    elif scope == "table":
        asked = {row[0] for row in draft.places if row[2] == posted_number("table")}
    elif scope == "all":
        asked = {row[0] for row in draft.places}
    else:
        raise BadValue(_("Say which meetings are meant: request, party, table or all."))
    _draft, changed = write(lambda: services.lock_meetings(event, number, asked, locks=locks, act=act_now()))
    words = (
        _n("%(num)s meeting has been locked.", "%(num)s meetings have been locked.", changed)
        if locks
        else _n("%(num)s meeting has been unlocked.", "%(num)s meetings have been unlocked.", changed)
    )
    return _back(words, slug, number)


@bp.route("/<int:number>/take-out", methods=["POST"])
def take_out(slug: str, number: int) -> ResponseReturnValue:
    """The meeting of `request` loses its place."""
    event, _plan = planned_for(slug, EDIT)
    asked, seen = posted_number("request"), posted_number("revision")
    return attempt(
        lambda: services.take_out(event, number, seen, asked, act=act_now()),
        _("The meeting no longer has a place."),
        ".meeting",
        slug=slug,
        number=number,
        accepted_id=asked,
    )


@bp.route("/<int:number>/exchange", methods=["POST"])
def exchange(slug: str, number: int) -> ResponseReturnValue:
    """Make the exchange that was found for `request`."""
    event, _plan = planned_for(slug, EDIT)
    asked, seen = posted_number("request"), posted_number("revision")
    return attempt(
        lambda: services.exchange(event, number, seen, asked, act=act_now()),
        _("The exchange has been made: the meeting has a place."),
        ".show",
        slug=slug,
        number=number,
    )


@bp.route("/<int:number>/undo", methods=["POST"])
def undo(slug: str, number: int) -> ResponseReturnValue:
    """Take the last change by hand back."""
    event, _plan = planned_for(slug, EDIT)
    seen = posted_number("revision")
    return attempt(
        lambda: services.undo(event, number, seen, act=act_now()),
        _("The last change has been undone."),
        ".show",
        slug=slug,
        number=number,
    )


def _back(words: str, slug: str, number: int) -> ResponseReturnValue:
    """To the grid that the button stood on (`grid`: its query), else to the draft."""
    done = done_here(words, ".show", slug=slug, number=number)
    shown = request.form.get("grid", "")
    if not shown:
        return done
    return redirect(f"{url_for('.grid', slug=slug, number=number)}?{shown}", 303)
