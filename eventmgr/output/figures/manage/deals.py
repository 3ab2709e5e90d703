"""The figures of deals, each number linked to its rows, and as a workbook."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, refuse_what_is_off
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.deals.money import percent, say_amount, say_band
from eventmgr.matchmaking.outcomes.deals.queries import UNSTATED
from eventmgr.matchmaking.outcomes.manage.filtering import rows_of
from eventmgr.matchmaking.outcomes.panels import READ
from eventmgr.matchmaking.outcomes.switch import DEALS
from eventmgr.output.figures.deals import charting
from eventmgr.output.figures.deals.comparing import edition_of, last_edition
from eventmgr.output.figures.deals.funnel import funnel_drawing
from eventmgr.output.figures.deals.workbook import figures_workbook
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.tools.charts import svg
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED
from eventmgr.tools.web.responses.answers import list_file

_MOST_NAMED = 10


@bp.route("/events/<slug>/outcomes/figures/")
def deals(slug: str) -> ResponseReturnValue:
    """Funnel, ratios, amounts, provinces by provinces, what followed, and the last edition beside it."""
    event, lang = event_for(slug, READ), language()
    refuse_what_is_off(event, DEALS)
    here, before = edition_of(event), last_edition(event, READ)
    result, order = here.figures, charting.province_order()
    link, says = rows_of(event), charting.says
    flows = charting.flow_chart(result, lang, link)
    most = sorted(result.brought.items(), key=lambda pair: (-pair[1].number, -pair[1].amount, pair[0]))[:_MOST_NAMED]
    roots = {deal.id: deal for deal in queries.list_deals_by_id(event.id, [number for number, _brought in most])}
    return render_template(
        "output/figures/deals.html",
        event=event,
        here=here,
        before=before,
        editions=[(item, rows_of(item.event)) for item in (here, before) if item is not None],
        found=result,
        rows=link,
        says=says,
        funnel=funnel_drawing(result, link),
        flows=svg(flows.draw(), title=_("From province to province"), desc=says("flows")),
        sources=result.flows.provinces(order),
        targets=result.flows.provinces(order, partners=True),
        province=lambda code: charting.province_word(code, lang),
        unstated=UNSTATED,
        brought=[(roots[number], what) for number, what in most],
        percent=percent,
        never=NEVER_AVERAGED,
        say_amount=say_amount,
        say_band=say_band,
        at=clock.now(),
    )


@bp.route("/events/<slug>/outcomes/figures.xlsx")
def deals_export(slug: str) -> ResponseReturnValue:
    """The same as a workbook; who took it is in the change log."""
    event = event_for(slug, READ)
    refuse_what_is_off(event, DEALS)
    here = edition_of(event)
    body = figures_workbook(here, last_edition(event, READ))
    write(lambda: services.note_export(event, here.figures.total.number, act=act_now()))
    return list_file(body, "xlsx", _("Outcomes in figures"), plain="outcomes-figures")
