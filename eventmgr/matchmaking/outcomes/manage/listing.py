"""The list of deals, and as a workbook."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.deals.money import BANDS, say_amount, say_band
from eventmgr.matchmaking.outcomes.deals.workbook import list_workbook
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.manage.filtering import SORTS, current_filters, read_filter
from eventmgr.matchmaking.outcomes.merging.queries import list_pairs
from eventmgr.matchmaking.outcomes.models import DealType, Stage
from eventmgr.matchmaking.outcomes.panels import EDIT, READ, links
from eventmgr.tools.sheets import Counted
from eventmgr.tools.taxonomy import choices_provinces, sectors
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Deals that count, narrowed by what the address asks for."""
    event = event_for(slug, READ)
    asked = current_filters(query)
    filters = read_filter(event, asked)
    sort = query.text("sort") if query.text("sort") in SORTS else SORTS[0]
    page = queries.get_page_of(event.id, filters, query.cursor(), sort=sort)
    number, amount = queries.count_deals(event.id, filters)
    return render_template(
        "matchmaking/outcomes/deals/index.html",
        event=event,
        page=page,
        number=number,
        amount=amount,
        asked=asked,
        sort=sort,
        stages=Stage.choices(),
        types=DealType.choices(),
        bands=[(str(edge), say_band(edge)) for edge in (0, *BANDS)],
        provinces=choices_provinces(language()),
        sectors=[(sector.code, sector.labelled(language())) for sector in sectors()],
        waiting=queries.list_waiting_ids([deal.id for deal in page.rows]),
        pairs=len(list_pairs(event.id)) if may(event, EDIT) else 0,
        say_amount=say_amount,
        edits=may(event, EDIT),
        links=links(event),
    )


@bp.route("/export.xlsx")
def export(slug: str) -> ResponseReturnValue:
    """The same deals as a workbook; contacts for those who may change deals. Who took it is in the change log."""
    event = event_for(slug, READ)
    filters = read_filter(event, query)
    deals = Counted(queries.iterate_deals(event.id, filters))
    body = list_workbook(event, deals, contacts=may(event, EDIT))
    write(lambda: services.note_export(event, deals.number, act=act_now()))
    return list_file(body, "xlsx", _("Outcomes"), plain="outcomes")
