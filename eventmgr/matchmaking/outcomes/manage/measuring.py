"""The metrics of a deal: what it has improved."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.forms import MetricForm
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.models import Deal, DealMetric
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.tools.metrics.forms import metric_form
from eventmgr.tools.metrics.services import metric_of
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit


@bp.route("/<int:deal_id>/metrics/new", methods=["GET", "POST"])
def add_metric(slug: str, deal_id: int) -> ResponseReturnValue:
    """Add a metric to the deal."""
    event = event_for(slug, EDIT)
    return _metric(event, queries.get_deal(event, deal_id), None)


@bp.route("/<int:deal_id>/metrics/<int:deal_metric_id>", methods=["GET", "POST"])
def edit_metric(slug: str, deal_id: int, deal_metric_id: int) -> ResponseReturnValue:
    """Change one of its metrics."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    return _metric(event, deal, metric_of(deal.metrics, deal_metric_id))


def _metric(event: Event, deal: Deal, metric: DealMetric | None) -> ResponseReturnValue:
    form = metric_form(MetricForm, metric)
    if metric is not None:
        form.watching()

    def save() -> Answer:
        services.hold_deal(event, deal)
        stands = None if metric is None else metric_of(deal.metrics, metric.id)
        if stands is None or form.compare(metric_form(MetricForm, stands, is_fresh=True)):
            services.put_metric(event, deal, stands, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=event.slug, deal_id=deal.id), _("The metric has been saved."))

    return submit(form, save, makes=f"metric:{deal.id}" if metric is None else "") or form_page(
        "matchmaking/outcomes/deals/metric.html", form, event=event, deal=deal, metric=metric
    )


@bp.route("/<int:deal_id>/metrics/<int:deal_metric_id>/delete", methods=["POST"])
def remove_metric(slug: str, deal_id: int, deal_metric_id: int) -> ResponseReturnValue:
    """Delete a metric of the deal."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    return attempt(
        lambda: services.remove_metric(event, deal, deal_metric_id, act=act_now()),
        _("The metric has been deleted."),
        url_for(".show", slug=event.slug, deal_id=deal.id),
    )
