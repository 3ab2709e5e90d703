"""People are moved, taken off their seats, locked: by forms, which the script of the map fills in."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating import services
from eventmgr.on_site.seating.layouts import read_place
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.reaching import done, reach
from eventmgr.on_site.seating.services.proposing import confirm as confirm_seat
from eventmgr.tools.web.requests.moving import typed_person


@bp.route("/<int:plan_id>/move", methods=["POST"])
def move(slug: str, plan_id: int) -> ResponseReturnValue:
    """Move a person to a seat; who sat there takes their place."""
    event, plan = reach(slug, plan_id, edits=True)
    to = read_place(request.form.get("to", ""))

    def work() -> None:
        if to is None:
            raise Refusal(_("Enter row and seat, such as “3-12”."))
        services.move(event, plan, typed_person(), to, act=act_now())

    return done(event, plan, work, "", f"seat-{to[0]}-{to[1]}" if to else "move")


@bp.route("/<int:plan_id>/unseat", methods=["POST"])
def unseat(slug: str, plan_id: int) -> ResponseReturnValue:
    """Take a person's seat away."""
    event, plan = reach(slug, plan_id, edits=True)
    return done(event, plan, lambda: services.unseat(event, plan, typed_person(), act=act_now()), "", "waiting")


@bp.route("/<int:plan_id>/<any(lock, unlock):bolt>", methods=["POST"])
def lock(slug: str, plan_id: int, bolt: str) -> ResponseReturnValue:
    """Lock one seat or all, or unlock."""
    event, plan = reach(slug, plan_id, edits=True)
    ids = None if request.form.get("all") else [whole_number(request.form.get("person", "")) or 0]
    words = _("Locked seats stay when seats are given by rule.") if bolt == "lock" else _("The seats are unlocked.")
    return done(
        event, plan, lambda: services.lock(event, plan, ids, is_locked=bolt == "lock", act=act_now()), words, "move"
    )


@bp.route("/<int:plan_id>/confirm", methods=["POST"])
def confirm(slug: str, plan_id: int) -> ResponseReturnValue:
    """The seat is right for the person who has taken it over."""
    event, plan = reach(slug, plan_id, edits=True)
    return done(
        event, plan, lambda: confirm_seat(event, plan, typed_person(), act=act_now()), _("The seat is confirmed.")
    )
