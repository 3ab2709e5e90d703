"""Tables that are saved: opened by their own address, which respects what its reader may see, and deleted."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.output.figures import services
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.models import SavedTable
from eventmgr.output.figures.queries.saved import get_saved
from eventmgr.tools.web.forms import Form, LineField, Required
from eventmgr.tools.web.pages import go_to

READ = "insights.read"


class SaveForm(Form):
    """The name of a table."""

    name = LineField(_l("Name of the table"), [Required()], longest=80)
    is_shared = BooleanField(_l("Share it"))


@bp.route("/figures/saved/<int:saved_table_id>/")
def saved(saved_table_id: int) -> ResponseReturnValue:
    """The table that was saved, with the figures of now."""
    table = get_saved(staff_required(), saved_table_id)
    return redirect(address_of_saved(table, _event_of(table)), 303)


@bp.route("/figures/saved/<int:saved_table_id>/remove", methods=["POST"])
def remove_saved(saved_table_id: int) -> ResponseReturnValue:
    """Delete a saved table."""
    user = staff_required()
    event = _event_of(get_saved(user, saved_table_id, removes=True))
    write(lambda: services.remove_table(get_saved(user, saved_table_id, removes=True), act=act_now()))
    return go_to(
        url_for(".of_event", slug=event.slug) if event is not None else url_for(".of_all"),
        _("The saved table has been deleted."),
    )


def _event_of(table: SavedTable) -> Event | None:
    """The event whose figures it shows, for those who may read them."""
    if table.event_id is None:
        return None
    event = db.session.get(Event, table.event_id)
    if event is None:
        raise NotFound(_("There is no such table."))
    return event_for(event.slug, READ)


def address_of_saved(table: SavedTable, event: Event | None) -> str:
    """The address where the saved table's figures are shown."""
    if event is not None:
        return url_for("figures_manage.of_event", slug=event.slug, **table.choices)
    return url_for("figures_manage.of_all", **table.choices)
