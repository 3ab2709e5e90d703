"""The pages of the banquet."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_public_event
from eventmgr.ground import notify
from eventmgr.ground.db import write
from eventmgr.ground.features import Printing
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.log.services import record
from eventmgr.tools.web.responses.cache import cached_page
from tests.ground.features.banquet.tables import BanquetTable, Cloth, count_tables

bp = Blueprint("banquet", __name__, template_folder="templates")


@bp.route("/manage/events/<slug>/banquet/")
def manage(slug: str) -> str:
    """For organizers."""
    return render_template("banquet/manage.html", event=event_for(slug, "banquet.lay"), cloth=Cloth.WHITE)


@bp.route("/manage/events/<slug>/banquet/", methods=["POST"])
def lay(slug: str):
    """Lay one more table."""
    event = event_for(slug, "banquet.lay")
    write(lambda: _lay(event))
    return redirect(f"/manage/events/{slug}/", 303)


def _lay(event: Event) -> None:
    told = {"event_id": event.id, "object_name": "Table", "changes": {"cloth": [None, "white"]}}
    record(act_now(), "laid", BanquetTable(count_tables() + 1), **told)
    notify.tell(f"banquet:{event.id}")


@bp.route("/events/<slug>/banquet/")
@cached_page("banquet")
def show(slug: str) -> str:
    """For everybody."""
    return render_template("banquet/show.html", event=get_public_event(slug), n=count_tables())


def seats_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """Where somebody sits."""
    return [{"table": f"No. {registration_id}", "since": datetime(2026, 4, 1, 4, tzinfo=UTC)}]


def paper(event: Event, lang: str, printing: Printing) -> bytes:
    """For the kitchen."""
    return f"%PDF {event.slug} {lang} {sorted(printing.sees)} {count_tables()} tables".encode()


def panel(event: Event) -> str | None:
    """On the overview of an event."""
    return render_template("banquet/_panel.html", n=count_tables()) if may(event, "banquet.lay") else None
