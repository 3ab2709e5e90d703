"""The page behind the link of a reminder: how far one's own deals are, told in two taps and without an account."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.matchmaking.outcomes.deals.queries import list_reports
from eventmgr.matchmaking.outcomes.forms import TellForm
from eventmgr.matchmaking.outcomes.models import CHAIN, Deal, DealReminder, DealReport, ReportKind, ReportState
from eventmgr.matchmaking.outcomes.reminding import queries, services
from eventmgr.matchmaking.outcomes.reminding.services import SideReport
from eventmgr.tools.taxonomy import get_province
from eventmgr.tools.web.pages import Answer, attempt, finish
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.requests.accepted import without_token

bp = Blueprint("deals", __name__, url_prefix="/deals")
_MOST_AN_HOUR = 60
"""Posts of one link."""


@bp.route("/<token>/")
def index(token: str) -> ResponseReturnValue:
    """The reader's own deals: nobody's contact details, and no deal of others."""
    reminder, event = services.open_link(token, at=clock.now())
    refuse_what_is_off(event)
    deals = queries.list_asked_about(reminder)
    html = render_template(
        "matchmaking/outcomes/link/index.html",
        event=event,
        token=token,
        deals=[(deal, list_reports(deal.id)[:1]) for deal in deals],
        chain=CHAIN,
        open_stages=queries.OPEN,
        waiting=ReportState.WAITING,
        say_amount=say_amount,
    )
    return private(html)


@bp.route("/<token>/<int:deal_id>/still", methods=["POST"])
@without_token
def still(token: str, deal_id: int) -> ResponseReturnValue:
    """Nothing has changed: one tap."""
    reminder, event, deal = _own(token, deal_id)
    told = SideReport(ReportKind.STILL)
    return attempt(
        lambda: _tell(event, deal, reminder, told),
        _("Thank you. We have noted that nothing has changed."),
        url_for(".index", token=token),
    )


@bp.route("/<token>/<int:deal_id>/", methods=["GET", "POST"])
@without_token
def change(token: str, deal_id: int) -> ResponseReturnValue:
    """Something has changed: what, and since when."""
    reminder, event, deal = _own(token, deal_id)
    form = TellForm().prepare(deal)
    if form.validate_on_submit() and (told := form.report()) is not None:

        def tell() -> Answer:
            report = _tell(event, deal, reminder, told)
            waits = report.state is ReportState.WAITING
            said = _("Thank you. The organizers will confirm it.") if waits else _("Thank you. We have noted it.")
            return Answer(url_for(".index", token=token), said)

        if answer := finish(form, tell, makes=f"deal_report:{reminder.id}:{deal.id}"):
            return answer
    status = 422 if form.status == 200 and request.method == "POST" else form.status
    html = render_template("matchmaking/outcomes/link/change.html", event=event, token=token, deal=deal, form=form)
    return private(html, status)


def _own(token: str, deal_id: int) -> tuple[DealReminder, Event, Deal]:
    """A deal that this link opens.

    Raises:
        WrongLink: the link opens nothing.
        NotFound: it opens other deals.
        TooMany: it was used too often.
    """
    at = clock.now()
    reminder, event = services.open_link(token, at=at)
    refuse_what_is_off(event)
    if request.method == "POST":
        limit(f"deals:{reminder.id}", most=_MOST_AN_HOUR, per_seconds=3600, at=at)
    deal = next((item for item in queries.list_asked_about(reminder) if item.id == deal_id), None)
    if deal is None:
        raise NotFound(_("This link does not open that deal."))
    return reminder, event, deal


def _tell(event: Event, deal: Deal, reminder: DealReminder, report: SideReport) -> DealReport:
    """In the name of the side that the reader speaks for; no person is named."""
    own = [side.name for side in deal.parties if side.contact_email == reminder.email]
    province = get_province(reminder.province_code).name("zh") if reminder.province_code else ""
    teller = own[0] if own else _("Liaison of %(unit)s", unit=province)
    return services.tell(event, deal, report, teller=teller, reminder=reminder, act=act_by_link(None, teller))
