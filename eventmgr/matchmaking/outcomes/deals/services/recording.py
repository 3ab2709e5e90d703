"""A deal is recorded, corrected, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.identity.directory.queries import list_organization_numbers
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.chains import closes_circle
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft, DealDraft, SideDraft, main_amount
from eventmgr.matchmaking.outcomes.models import (
    Deal,
    DealAmount,
    DealParty,
    KnownThrough,
    PartyRole,
    Stage,
    StageChange,
)
from eventmgr.tools.log.services import Act, difference, record

MOST_OF_EVENT = 20_000


def record_deal(event: Event, draft: DealDraft, *, meeting_id: int | None = None, act: Act) -> Deal:
    """A new deal of the event, at the stage that the draft says.

    Args:
        meeting_id: the meeting from whose result it comes.

    Raises:
        Refusal: it would begin as ended, in the future, stem from itself, or the event has too many.
        NotFound: it would stem from a deal of another event.
    """
    lock(event)
    if queries.count_deals(event.id, queries.Filter())[0] >= MOST_OF_EVENT:
        raise Refusal(_("An event may have at most %(num)s deals.", num=MOST_OF_EVENT))
    if draft.stage is Stage.ENDED:
        raise Refusal(
            _("A deal begins with the stage that it has reached. Record that first, then its end."), field="stage"
        )
    on_date = draft.on_date or today(event, act)
    check_day(event, on_date, act)
    deal = Deal(
        event_id=event.id,
        meeting_id=meeting_id,
        stage=draft.stage,
        reached=draft.stage,
        created_at=act.at,
        changed_at=act.at,
        title=draft.title,
        type=draft.type,
    )
    db.session.add(deal)
    _fill(event, deal, draft)
    db.session.flush()
    told_by = KnownThrough.OFFICE if meeting_id is None else KnownThrough.MEETING
    db.session.add(
        StageChange(
            deal_id=deal.id,
            from_stage=None,
            to_stage=draft.stage,
            on_date=on_date,
            told_by=told_by,
            note=draft.stage_note,
            at=act.at,
        )
    )
    state = {**state_of(deal), "stage": deal.stage}
    record(act, "created", deal, event_id=event.id, object_name=name_of(deal), changes=difference({}, state))
    return deal


def correct(event: Event, deal: Deal, draft: DealDraft, *, act: Act) -> bool:
    """What a deal says is put right; its stage stays. Whether anything was changed.

    Raises:
        Refusal: it was merged into another, or would stem from itself.
    """
    hold_deal(event, deal)
    before, contacts = state_of(deal), _contacts(deal)
    _fill(event, deal, draft)
    db.session.flush()
    changes = difference(before, state_of(deal))
    if contacts != _contacts(deal):
        changes["contacts"] = ["…", "…"]
    if changes:
        deal.changed_at = act.at
        record(act, "changed", deal, event_id=event.id, object_name=name_of(deal), changes=changes)
    return bool(changes)


def delete(event: Event, deal: Deal, *, act: Act) -> None:
    """A deal goes with all that hangs on it, entries that were merged into it too; what stems from it stems from
    nothing.

    Raises:
        Refusal: it was merged into another.
    """
    hold_deal(event, deal)
    for child in queries.list_children(deal.id):
        child.stems_from_id = None
        child.changed_at = act.at
        told: dict[str, list[object]] = {"stems_from": [f"#{deal.id}", None]}
        record(act, "changed", child, event_id=event.id, object_name=name_of(child), changes=told)
    changes = difference({**state_of(deal), "stage": deal.stage}, {})
    record(act, "removed", deal, event_id=event.id, object_name=name_of(deal), changes=changes)
    db.session.flush()
    db.session.delete(deal)


def set_amount(event: Event, deal: Deal, draft: AmountDraft, *, act: Act) -> None:
    """One amount of a deal from now on; the others stay."""
    hold_deal(event, deal)
    before = state_of(deal)
    kept = [draft if item.kind is draft.kind else _draft_of(item) for item in deal.amounts]
    _set_amounts(deal, kept if draft in kept else [*kept, draft])
    changes = difference(before, state_of(deal))
    if changes:
        deal.changed_at = act.at
        record(act, "changed", deal, event_id=event.id, object_name=name_of(deal), changes=changes)


def hold_deal(event: Event, deal: Deal) -> None:
    """Lock the event and read the deal again: first in every verb.

    Raises:
        NotFound: it is gone.
        Refusal: it was merged into another.
    """
    lock(event)
    queries.get_deal(event, deal.id)
    if deal.merged_into_id is not None:
        raise Refusal(_("This entry was merged into another deal. Change that one, or undo the merge."))


def today(event: Event, act: Act) -> date:
    """The day on the event's clock."""
    return act.at.astimezone(ZoneInfo(event.timezone)).date()


def check_day(event: Event, on_date: date, act: Act) -> None:
    """Nothing has happened tomorrow.

    Raises:
        Refusal: it would have.
    """
    if on_date > today(event, act):
        raise Refusal(_("The date is in the future. Record what has happened."), field="on_date")


def name_of(deal: Deal) -> str:
    """The title of the deal as the log names it."""
    return deal.title.get("zh") or deal.title.get("en", "")


def state_of(deal: Deal) -> dict[str, object]:
    """What the trail compares; of contacts it says nothing."""
    return {
        **columns.state_of(deal),
        "sides": [side.name for side in deal.parties],
        "provinces": [side.province_code for side in deal.parties],
        "sectors": [side.sector_code for side in deal.parties],
        "amounts": {item.kind.value: item.amount for item in deal.amounts},
        "stems_from": f"#{deal.stems_from_id}" if deal.stems_from_id else None,
    }


def _contacts(deal: Deal) -> list[tuple[str, ...]]:
    return [(side.contact_name, side.contact_email, side.contact_mobile, side.language) for side in deal.parties]


def _fill(event: Event, deal: Deal, draft: DealDraft) -> None:
    deal.title, deal.type, deal.note = draft.title, draft.type, draft.note
    deal.likeness_key = likeness_of(draft.title)
    deal.told_by_code = draft.told_by_code
    if draft.stems_from_id != deal.stems_from_id and draft.stems_from_id is not None:
        parent = queries.get_deal(event, draft.stems_from_id)
        own = deal.id or 0
        if parent.id == own or closes_circle(queries.list_parents(event.id), own, parent.id):
            raise Refusal(
                _("This deal would stem from itself: the other one has followed from it."), field="stems_from"
            )
        if parent.merged_into_id is not None:
            raise Refusal(_("That entry was merged into another deal. Select that one."), field="stems_from")
    deal.stems_from_id = draft.stems_from_id
    _set_sides(deal, draft.sides)
    _set_amounts(deal, draft.amounts)


def likeness_of(title: dict[str, str]) -> str:
    """By which titles are compared: Chinese where there is one."""
    return organization_key(title.get("zh") or title.get("en", ""))


def _set_sides(deal: Deal, sides: Sequence[SideDraft]) -> None:
    known = list_organization_numbers([folded(side.name) for side in sides])
    registered = queries.find_registered(deal.event_id, sides)
    roles = (PartyRole.A, PartyRole.B)
    for position, side in enumerate(sides):
        if position == len(deal.parties):
            deal.parties.append(DealParty(position=position, role=roles[position] if position < 2 else PartyRole.OTHER))
        row = deal.parties[position]
        row.name, row.likeness_key = side.name, organization_key(side.name)
        row.organization_id = known.get(folded(side.name))
        row.province_code, row.sector_code = side.province_code, side.sector_code
        row.contact_name, row.contact_email = side.contact_name, side.contact_email.lower()
        row.contact_mobile, row.language = side.contact_mobile, side.language
        row.registration_id = registered.get(row.contact_email) or registered.get(row.contact_mobile)
    del deal.parties[len(sides) :]


def _set_amounts(deal: Deal, amounts: Sequence[AmountDraft]) -> None:
    held = {item.kind: item for item in deal.amounts}
    for draft in amounts:
        row = held.pop(draft.kind, None)
        if row is None:
            row = DealAmount(kind=draft.kind)
            deal.amounts.append(row)
        is_home = draft.rate is None
        row.amount, row.currency = draft.amount, draft.currency
        row.original, row.rate, row.rate_on = None if is_home else draft.original, draft.rate, draft.rate_on
    for row in held.values():
        deal.amounts.remove(row)
    deal.amount = main_amount((item.kind, item.amount) for item in deal.amounts)


def _draft_of(row: DealAmount) -> AmountDraft:
    if row.rate is None:
        return AmountDraft(row.kind, row.amount)
    return AmountDraft(row.kind, row.original or 0, row.currency, row.rate, row.rate_on)
