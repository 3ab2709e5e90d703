"""The chain: one stage further, ended, opened again, and a step that was a mistake taken back.

A deal moves forward only. Stages may be left out, for many contracts have no framework agreement before them; those
that are left out count as reached.
"""

from __future__ import annotations

from datetime import date

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.services.recording import check_day, hold_deal, name_of
from eventmgr.matchmaking.outcomes.models import CHAIN, Deal, DealType, KnownThrough, Stage, StageChange
from eventmgr.tools.log.services import Act, difference, record


def advance(
    event: Event,
    deal: Deal,
    to: Stage,
    on_date: date,
    *,
    note: str = "",
    told_by: KnownThrough = KnownThrough.OFFICE,
    type_: DealType | None = None,
    act: Act,
) -> None:
    """The deal has come to a later stage.

    Args:
        type_: what it is, where that is told with the stage.

    Raises:
        Refusal: it has ended, the stage is not later, or the day is before the last step or in the future.
    """
    hold_deal(event, deal)
    if deal.stage is Stage.ENDED:
        raise Refusal(_("This deal has ended. Open it again first."), field="stage")
    if to not in CHAIN or CHAIN.index(to) <= CHAIN.index(deal.stage):
        raise Refusal(_("A deal can only move forward. Take back the last step if it was a mistake."), field="stage")
    _step(event, deal, to, on_date, note, told_by, act)
    deal.reached = to
    _tell(event, deal, "advanced", act)
    if type_ is not None:  # one that stays is an answer too, which is not asked again
        changes = difference({"type": None if type_ is deal.type else deal.type}, {"type": type_})
        deal.type = type_
        record(act, "changed", deal, event_id=event.id, object_name=name_of(deal), changes=changes)


def end(
    event: Event, deal: Deal, on_date: date, reason: str, *, told_by: KnownThrough = KnownThrough.OFFICE, act: Act
) -> None:
    """The deal has ended early; the stage that it had reached stays known.

    Raises:
        Refusal: it has ended already, gives no reason, or the day is before the last step or in the future.
    """
    hold_deal(event, deal)
    if deal.stage is Stage.ENDED:
        raise Refusal(_("This deal has already ended."), field="stage")
    if not reason:
        raise Refusal(_("Say why the deal has ended."), field="reason")
    _step(event, deal, Stage.ENDED, on_date, reason, told_by, act)
    deal.end_reason = reason
    _tell(event, deal, "ended", act, reason=reason)


def reopen(event: Event, deal: Deal, on_date: date, *, note: str = "", act: Act) -> None:
    """A deal that had ended goes on from where it was.

    Raises:
        Refusal: it has not ended, or the day is before the last step or in the future.
    """
    hold_deal(event, deal)
    if deal.stage is not Stage.ENDED:
        raise Refusal(_("This deal has not ended."))
    _step(event, deal, deal.reached, on_date, note, KnownThrough.OFFICE, act)
    deal.end_reason = ""
    _tell(event, deal, "reopened", act)


def step_back(event: Event, deal: Deal, *, act: Act) -> None:
    """The last step was a mistake: it goes out of the history, and the deal stands where it stood before.

    Raises:
        Refusal: there is only the first.
    """
    hold_deal(event, deal)
    *before, last = queries.list_stage_changes(deal.id)
    if not before:
        raise Refusal(_("The first stage cannot be taken back. Delete the deal if it was a mistake."))
    db.session.delete(last)
    deal.stage = before[-1].to_stage
    deal.reached = max((item.to_stage for item in before if item.to_stage in CHAIN), key=CHAIN.index)
    deal.end_reason = before[-1].note if deal.stage is Stage.ENDED else ""
    deal.changed_at = act.at
    told = {"stage": [last.to_stage.value, deal.stage.value]}
    record(act, "stepped_back", deal, event_id=event.id, object_name=name_of(deal), changes=told)


def _step(event: Event, deal: Deal, to: Stage, on_date: date, note: str, told_by: KnownThrough, act: Act) -> None:
    check_day(event, on_date, act)
    last = queries.list_stage_changes(deal.id)[-1]
    if on_date < last.on_date:
        raise Refusal(
            _("The date is before that of the last step (%(date)s).", date=last.on_date.isoformat()), field="on_date"
        )
    db.session.add(
        StageChange(
            deal_id=deal.id, from_stage=deal.stage, to_stage=to, on_date=on_date, told_by=told_by, note=note, at=act.at
        )
    )
    db.session.flush()
    deal.stage, deal.changed_at = to, act.at


def _tell(event: Event, deal: Deal, action: str, act: Act, *, reason: str = "") -> None:
    *_earlier, last = queries.list_stage_changes(deal.id)
    changes: dict[str, list[object]] = {
        "stage": [last.from_stage.value if last.from_stage else None, last.to_stage.value],
        "on_date": [None, last.on_date.isoformat()],
        "told_by": [None, last.told_by.value],
    }
    record(act, action, deal, event_id=event.id, object_name=name_of(deal), changes=changes, reason=reason)
