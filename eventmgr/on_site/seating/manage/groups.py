"""Discussion groups: who is in which, shared out, moved, led."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.queries import get_item
from eventmgr.event.events.access import event_for, may
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating.groups import sharing
from eventmgr.on_site.seating.groups.queries import get_groups
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.maps import unit_of
from eventmgr.on_site.seating.panels import EDIT, READ
from eventmgr.tools.web.pages import attempt, go_to
from eventmgr.tools.web.requests.moving import typed_person
from eventmgr.tools.web.requests.parameters import query

_AGENDA = "agenda.edit"


@bp.route("/groups/")
def groups(slug: str) -> ResponseReturnValue:
    """All groups with their people, and who has none."""
    event = event_for(slug, READ)
    return render_template(
        "on_site/seating/manage/groups.html",
        event=event,
        now=get_groups(event),
        edits=may(event, EDIT),
        names=may(event, EDIT) and may(event, _AGENDA),
        roles={role: role.label for role in sharing.LEADING},
        unit_of=unit_of,
        picked=whole_number(query.text("person")),
    )


@bp.route("/groups/propose", methods=["GET", "POST"])
def share_out(slug: str) -> ResponseReturnValue:
    """Groups for whoever has none: shown, then done."""
    event, status = event_for(slug, EDIT), 200
    if request.method == "POST":
        digest = request.form.get("digest", "")
        try:
            write(lambda: sharing.share_out(event, digest, act=act_now()))
        except Refusal as refusal:
            flash(refusal.message, "warning")
            status = refusal.status
        else:
            return go_to(url_for(".groups", slug=slug), _("Everybody for whom there is a place now has a group."))
    shared = sharing.preview(event)
    people = {person.id: person for person in shared.now.without}
    rows = [
        (one, [people[who] for who, item_id in shared.proposed.items() if item_id == one.item.id])
        for one in shared.now.groups
    ]
    left = [person for person in shared.now.without if person.id not in shared.proposed]
    html = render_template(
        "on_site/seating/manage/share_out.html", event=event, shared=shared, rows=rows, left=left, unit_of=unit_of
    )
    return html, status


@bp.route("/groups/move", methods=["POST"])
def put(slug: str) -> ResponseReturnValue:
    """Somebody belongs to that group, or to none."""
    event = event_for(slug, EDIT)
    item_id = whole_number(request.form.get("to", ""), least=1)
    return _done(slug, lambda: sharing.put(event, typed_person(), item_id, act=act_now()))


@bp.route("/groups/<int:item_id>/lead", methods=["POST"])
def name(slug: str, item_id: int) -> ResponseReturnValue:
    """Make a person convener or recorder of a group."""
    event = event_for(slug, EDIT)
    event_for(slug, _AGENDA)
    item = get_item(event, item_id)

    def work() -> None:
        role = next((one for one in sharing.LEADING if one.value == request.form.get("leads")), None)
        if role is None:
            raise Refusal(_("Choose convener or recorder."))
        sharing.name(event, item, typed_person(), role, act=act_now())

    return _done(slug, work)


def _done(slug: str, work: Callable[[], object]) -> ResponseReturnValue:
    return attempt(work, "", url_for("seating_manage.groups", slug=slug, _anchor="groups"))
