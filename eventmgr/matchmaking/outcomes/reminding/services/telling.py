"""A side tells how far a deal is; at once it holds, or once the organizers have taken it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals import queries as deals
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft
from eventmgr.matchmaking.outcomes.deals.services import advance, end, hold_deal, plan_of, set_amount
from eventmgr.matchmaking.outcomes.deals.services.recording import check_day, name_of, today
from eventmgr.matchmaking.outcomes.models import (
    CHAIN,
    AmountKind,
    Deal,
    DealReminder,
    DealReport,
    KnownThrough,
    ReportKind,
    ReportState,
    Stage,
)
from eventmgr.tools.log.services import Act, record

MOST_REPORTS = 100
"""About one deal."""


@dataclass(frozen=True)
class SideReport:
    """What a side says of a deal; what its kind does not need is left out."""

    kind: ReportKind
    stage: Stage | None = None
    on_date: date | None = None
    reason: str = ""
    amount: int | None = None
    """Funds in place, in hundredths of a yuan."""


def tell(
    event: Event, deal: Deal, news: SideReport, *, teller: str, reminder: DealReminder | None, act: Act
) -> DealReport:
    """It is noted, and taken over at once unless the organizers want to confirm it.

    Raises:
        Refusal: it contradicts what is known, lies in the future, or there are too many.
    """
    hold_deal(event, deal)
    if len(deals.list_reports(deal.id)) >= MOST_REPORTS:
        raise Refusal(_("Too much has been reported about this deal. Contact the organizers."))
    _check(event, deal, news, act)
    is_news = news.kind is not ReportKind.STILL
    report = DealReport(
        deal_id=deal.id,
        reminder_id=reminder.id if reminder else None,
        teller=teller,
        kind=news.kind,
        stage=news.stage or deal.stage,
        on_date=news.on_date or today(event, act),
        reason=news.reason,
        amount=news.amount,
        state=ReportState.WAITING if is_news else ReportState.TAKEN,
        told_at=act.at,
    )
    db.session.add(report)
    db.session.flush()
    deal.heard_at = act.at
    changes: dict[str, list[object]] = {"report": [None, news.kind.value]}
    if news.kind is ReportKind.ADVANCED and news.stage is not None:
        changes["stage"] = [None, news.stage.value]
    if news.amount is not None:
        changes["amount"] = [None, news.amount]
    record(act, "reported", deal, event_id=event.id, object_name=name_of(deal), changes=changes)
    if is_news and not plan_of(event.id).confirms:
        _apply(event, deal, report, act)
    return report


def _check(event: Event, deal: Deal, news: SideReport, act: Act) -> None:
    if news.on_date is not None:
        check_day(event, news.on_date, act)
    if news.kind is ReportKind.ADVANCED:
        if news.stage is None:
            raise Refusal(_("Select the stage that it has reached."), field="stage")
        if deal.stage is Stage.ENDED or news.stage not in CHAIN or CHAIN.index(news.stage) <= CHAIN.index(deal.stage):
            raise Refusal(_("The deal is already at this stage or a later one."), field="stage")
    if news.kind is ReportKind.ENDED:
        if deal.stage is Stage.ENDED:
            raise Refusal(_("This deal has already ended."), field="kind")
        if not news.reason:
            raise Refusal(_("Say why the deal has ended."), field="reason")
    if news.kind is ReportKind.FUNDS and not news.amount:
        raise Refusal(_("Enter the amount in place."), field="amount")


def take(event: Event, deal: Deal, report: DealReport, *, act: Act) -> None:
    """The organizers take over what a side has told.

    Raises:
        Refusal: it was decided before, or contradicts what is known by now.
    """
    _hold_report(event, deal, report)
    _apply(event, deal, report, act)
    told = {"report": [None, report.kind.value]}
    record(act, "report_taken", deal, event_id=event.id, object_name=name_of(deal), changes=told)


def decline(event: Event, deal: Deal, report: DealReport, *, act: Act) -> None:
    """The organizers do not take it over.

    Raises:
        Refusal: it was decided before.
    """
    _hold_report(event, deal, report)
    report.state, report.decided_at = ReportState.DECLINED, act.at
    told = {"report": [None, report.kind.value]}
    record(act, "report_declined", deal, event_id=event.id, object_name=name_of(deal), changes=told)


def _hold_report(event: Event, deal: Deal, report: DealReport) -> None:
    hold_deal(event, deal)
    db.session.refresh(report)
    if report.state is not ReportState.WAITING:
        raise Refusal(_("This was decided before."))


def _apply(event: Event, deal: Deal, report: DealReport, act: Act) -> None:
    on_date = report.on_date or today(event, act)
    if report.kind is ReportKind.ADVANCED and report.stage is not None:
        advance(event, deal, report.stage, on_date, told_by=KnownThrough.LINK, act=act)
    elif report.kind is ReportKind.ENDED:
        end(event, deal, on_date, report.reason, told_by=KnownThrough.LINK, act=act)
    elif report.kind is ReportKind.FUNDS and report.amount:
        set_amount(event, deal, AmountDraft(AmountKind.IN_PLACE, report.amount), act=act)
    report.state, report.decided_at = ReportState.TAKEN, act.at
