"""Reading deals: one, their pages by filters, what is counted of them, and what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.outcomes.deals.chains import descendants
from eventmgr.matchmaking.outcomes.deals.drafts import SideDraft
from eventmgr.matchmaking.outcomes.deals.figures import Facts
from eventmgr.matchmaking.outcomes.deals.money import BANDS, YUAN
from eventmgr.matchmaking.outcomes.models import (
    CHAIN,
    AmountKind,
    Deal,
    DealAmount,
    DealMetric,
    DealParty,
    DealPlan,
    DealReminder,
    DealReport,
    DealType,
    Evidence,
    RemindedDeal,
    ReportState,
    Stage,
    StageChange,
)
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.uploads import queries as uploads
from eventmgr.tools.web.paging import Key, Page, get_page

UNSTATED = "-"
"""A province or sector that no side states."""
_PORTION = 500


@dataclass(frozen=True)
class Filter:
    """What narrows a list of deals; the empty one finds all that count."""

    stage: Stage | None = None
    """Where they stand now."""
    reached: Stage | None = None
    """How far they have come at least."""
    type: DealType | None = None
    types: tuple[DealType, ...] = ()
    """Those that are counted for ratios; empty: all."""
    band: int | None = None
    """Lower edge in yuan; 0: below the first, without those that state no amount."""
    least: int | None = None
    """In yuan: an amount from there on."""
    has_amount: bool | None = None
    kind: AmountKind | None = None
    """They state an amount of that kind."""
    province: str = ""
    """Of any side."""
    initiating: str = ""
    """Of the initiating side; `UNSTATED`: it states none."""
    partner: str = ""
    sector: str = ""
    """Of any side."""
    initiating_sector: str = ""
    initiating_size: str = ""
    """Of the initiating side; `UNSTATED`: it states none."""
    from_meeting: bool = False
    stems_from: int | None = None
    """All that followed from that deal, at whatever distance."""
    follows: bool = False
    """They stem from another deal."""
    waiting: bool = False
    """A side has told something that nobody has looked at."""
    q: str = ""
    """In the title or the name of a side."""


def is_untyped(deal: Deal) -> bool:
    """Whether nobody has chosen a type of what came of a meeting: it has the last one, and no change of it says so."""
    if deal.meeting_id is None or deal.type is not DealType.OTHER:
        return False
    about = list_entries_about(Deal.__tablename__, [deal.id])
    return not any(entry.action == "changed" and "type" in entry.changes for entry in about)


def get_deal(event: Event, deal_id: int) -> Deal:
    """That deal of that event, with its sides and amounts.

    Raises:
        NotFound: there is none, or it is another event's.
    """
    return get_of(event, Deal, deal_id, selectinload(Deal.parties), selectinload(Deal.amounts))


def get_page_of(event_id: int, filters: Filter, cursor: str | None, *, sort: str = "-recorded") -> Page[Deal]:
    """Deals that count, newest first, or the largest (`-amount`) or smallest (`amount`) first; four statements."""
    falling = sort.startswith("-")
    column = Deal.amount if sort.endswith("amount") else Deal.created_at
    query = _matching(event_id, filters).options(selectinload(Deal.parties), selectinload(Deal.amounts))
    return get_page(query, [Key(column, falling=falling), Key(Deal.id, falling=falling)], cursor)


def iterate_deals(event_id: int, filters: Filter) -> Iterator[Deal]:
    """All of them in the order in which they were recorded, with sides, amounts and metrics; some at a time."""
    ids = list(db.session.scalars(_matching(event_id, filters).with_only_columns(Deal.id).order_by(Deal.id)))
    for at in range(0, len(ids), _PORTION):
        query = select(Deal).where(Deal.id.in_(ids[at : at + _PORTION])).order_by(Deal.id)
        loads = (selectinload(Deal.parties), selectinload(Deal.amounts), selectinload(Deal.metrics))
        yield from db.session.scalars(query.options(*loads))


def count_deals(event_id: int, filters: Filter) -> tuple[int, int]:
    """How many those are, and their amounts together."""
    query = _matching(event_id, filters).with_only_columns(func.count(), func.coalesce(func.sum(Deal.amount), 0))
    number, amount = db.session.execute(query).one()
    return number, int(amount)


def _matching(event_id: int, filters: Filter) -> Select[Any]:
    if filters.stems_from is not None:
        below = [deal for deal, _depth in descendants(list_parents(event_id), filters.stems_from)]
        return _matching(event_id, replace(filters, stems_from=None)).where(Deal.id.in_(below))
    query = select(Deal).where(Deal.event_id == event_id, Deal.merged_into_id.is_(None))
    return query.where(*_facts(filters), *_amounts(filters), *_sides(filters))


def _facts(filters: Filter) -> Iterator[ColumnElement[bool]]:
    if filters.stage is not None:
        yield Deal.stage == filters.stage
    if filters.reached is not None:
        yield Deal.reached.in_(CHAIN[CHAIN.index(filters.reached) :])
    if filters.type is not None:
        yield Deal.type == filters.type
    if filters.types:
        yield Deal.type.in_(filters.types)
    if filters.from_meeting:
        yield Deal.meeting_id.is_not(None)
    if filters.follows:
        yield Deal.stems_from_id.is_not(None)
    if filters.waiting:
        yield exists().where(DealReport.deal_id == Deal.id, DealReport.state == ReportState.WAITING)
    if filters.q:
        key = folded(filters.q)
        named = exists().where(
            DealParty.deal_id == Deal.id, DealParty.name.contains(filters.q.strip(), autoescape=True)
        )
        yield or_(Deal.likeness_key.contains(key, autoescape=True), named) if key else named


def _amounts(filters: Filter) -> Iterator[ColumnElement[bool]]:
    if filters.band is not None:
        higher = [edge for edge in BANDS if edge > filters.band]
        yield Deal.amount >= max(filters.band * YUAN, 1)
        if higher:
            yield Deal.amount < higher[0] * YUAN
    if filters.least is not None:
        yield Deal.amount >= max(filters.least * YUAN, 1)
    if filters.has_amount is not None:
        yield Deal.amount > 0 if filters.has_amount else Deal.amount == 0
    if filters.kind is not None:
        yield exists().where(DealAmount.deal_id == Deal.id, DealAmount.kind == filters.kind)


def _sides(filters: Filter) -> Iterator[ColumnElement[bool]]:
    of_deal = DealParty.deal_id == Deal.id
    if filters.province == UNSTATED:
        yield ~exists().where(of_deal, DealParty.province_code.is_not(None))
    elif filters.province:
        yield exists().where(of_deal, DealParty.province_code == filters.province)
    if filters.sector:
        yield exists().where(of_deal, DealParty.sector_code == filters.sector)
    of_one, size = (DealParty.organization_id == Organization.id,), filters.initiating_size
    conditions: tuple[tuple[int, Any, Any, tuple[Any, ...]], ...] = (
        (0, DealParty.province_code, filters.initiating, ()),
        (1, DealParty.province_code, filters.partner, ()),
        (0, DealParty.sector_code, filters.initiating_sector, ()),
        (0, Organization.size_class, size if size in ("", UNSTATED) else SizeClass(size), of_one),
    )
    for position, column, wanted, more in conditions:
        states = column.is_not(None) if wanted == UNSTATED else column == wanted
        has_party = exists().where(of_deal, DealParty.position == position, *more, states)
        if wanted:
            yield ~has_party if wanted == UNSTATED else has_party


def list_facts(event_ids: Collection[int]) -> list[Facts]:
    """What is counted of the deals of these events, entries that were merged into others left out; one statement."""
    if not event_ids:
        return []
    row, first, second, amount = Deal, aliased(DealParty), aliased(DealParty), DealAmount
    query = (
        select(
            row.id,
            row.type,
            row.stage,
            row.reached,
            row.amount,
            row.stems_from_id,
            row.event_id,
            first.province_code.label("province"),
            first.sector_code.label("sector"),
            second.province_code.label("partner"),
            Organization.size_class.label("size"),
            amount.kind,
            amount.amount.label("told"),
        )
        .outerjoin(first, (first.deal_id == row.id) & (first.position == 0))
        .outerjoin(second, (second.deal_id == row.id) & (second.position == 1))
        .outerjoin(Organization, Organization.id == first.organization_id)
        .outerjoin(amount, amount.deal_id == row.id)
        .where(row.event_id.in_(sorted(event_ids)), row.merged_into_id.is_(None))
        .order_by(row.id)
    )
    amounts: dict[int, dict[AmountKind, int]] = {}
    deals: dict[int, Any] = {}
    for deal in db.session.execute(query):
        deals[deal.id] = deal
        stated = amounts.setdefault(deal.id, {})
        if deal.kind is not None:
            stated[deal.kind] = deal.told
    return [
        Facts(
            deal.id,
            deal.type,
            deal.stage,
            deal.reached,
            deal.amount,
            amounts[deal.id],
            province=deal.province or "",
            partner=deal.partner or "",
            stems_from_id=deal.stems_from_id,
            event_id=deal.event_id,
            sector=deal.sector or "",
            size=deal.size.value if deal.size else "",
        )
        for deal in deals.values()
    ]


def list_parents(event_id: int) -> dict[int, int | None]:
    """Deal → the one that it stems from, of all that count."""
    query = select(Deal.id, Deal.stems_from_id).where(Deal.event_id == event_id, Deal.merged_into_id.is_(None))
    return {item.id: item.stems_from_id for item in db.session.execute(query)}


def list_deals_by_id(event_id: int, ids: Collection[int]) -> list[Deal]:
    """Those of the event, with sides and amounts."""
    query = select(Deal).where(Deal.event_id == event_id, Deal.id.in_(sorted(ids))).order_by(Deal.id)
    return list(db.session.scalars(query.options(selectinload(Deal.parties), selectinload(Deal.amounts))))


def list_titles(event_id: int, *, without: int | None = None, limit: int = 500) -> list[Any]:
    """(id, title) of deals that others may stem from, newest first."""
    query = select(Deal.id, Deal.title).where(Deal.event_id == event_id, Deal.merged_into_id.is_(None))
    if without is not None:
        query = query.where(Deal.id != without)
    return list(db.session.execute(query.order_by(Deal.id.desc()).limit(limit)))


def list_children(deal_id: int) -> list[Deal]:
    """Deals that stem from it directly, merged ones too."""
    return list(db.session.scalars(select(Deal).where(Deal.stems_from_id == deal_id).order_by(Deal.id)))


def list_merged(deal_id: int) -> list[Deal]:
    """Entries that were merged into it, with their sides."""
    query = select(Deal).where(Deal.merged_into_id == deal_id).order_by(Deal.id)
    return list(db.session.scalars(query.options(selectinload(Deal.parties), selectinload(Deal.amounts))))


def list_stage_changes(deal_id: int) -> list[StageChange]:
    """The stages of the deal from the beginning."""
    return list(db.session.scalars(select(StageChange).where(StageChange.deal_id == deal_id).order_by(StageChange.id)))


def list_evidence(deal_ids: Collection[int]) -> list[Evidence]:
    """The files of these deals without their contents, oldest first."""
    query = select(Evidence).where(Evidence.deal_id.in_(sorted(deal_ids)))
    return list(db.session.scalars(query.order_by(Evidence.id)))


def list_metrics(deal_ids: Collection[int]) -> list[DealMetric]:
    """What these deals report as measured, oldest first."""
    query = select(DealMetric).where(DealMetric.deal_id.in_(sorted(deal_ids)))
    return list(db.session.scalars(query.order_by(DealMetric.id)))


def list_metrics_of(event_id: int) -> list[DealMetric]:
    """What the deals of the event that count report as measured, oldest first; one statement."""
    query = select(DealMetric).join(Deal, Deal.id == DealMetric.deal_id)
    query = query.where(Deal.event_id == event_id, Deal.merged_into_id.is_(None))
    return list(db.session.scalars(query.order_by(DealMetric.id)))


def get_evidence(event: Event, deal_id: int, evidence_id: int) -> Evidence:
    """That file of that deal, with its content.

    Raises:
        NotFound: there is none, or its content cannot be read.
    """
    if max(evidence_id, deal_id) > LARGEST:
        raise NotFound(_("There is no such file."))
    deals = select(Deal.id).where(Deal.event_id == event.id, or_(Deal.id == deal_id, Deal.merged_into_id == deal_id))
    return uploads.get_file(Evidence, Evidence.id == evidence_id, Evidence.deal_id.in_(deals))


def find_registered(event_id: int, sides: Collection[SideDraft]) -> dict[str, int]:
    """Mailbox or mobile number of a contact → the latest registration for the event that has it."""
    emails = [side.contact_email.lower() for side in sides if side.contact_email]
    mobiles = [side.contact_mobile for side in sides if side.contact_mobile]
    row, email = Registration, func.lower(Registration.email)
    query = select(row.id, email, row.mobile).where(row.event_id == event_id, row.forgotten_at.is_(None))
    query = query.where(or_(email.in_(emails), row.mobile.in_(mobiles))).order_by(row.id)
    result: dict[str, int] = {}
    for number, mailbox, mobile in db.session.execute(query) if emails or mobiles else ():
        result |= {key: number for key in (mailbox, mobile) if key}
    return result


def find_plan(event_id: int) -> DealPlan | None:
    """What was set for deals of the event."""
    return db.session.get(DealPlan, event_id)


def list_reports(deal_id: int) -> list[DealReport]:
    """What its sides have told, newest first."""
    query = select(DealReport).where(DealReport.deal_id == deal_id).order_by(DealReport.id.desc())
    return list(db.session.scalars(query))


def get_report(event: Event, deal_id: int, report_id: int) -> DealReport:
    """That report about that deal.

    Raises:
        NotFound: there is none.
    """
    query = select(DealReport).join(Deal, Deal.id == DealReport.deal_id)
    query = query.where(DealReport.id == report_id, Deal.id == deal_id, Deal.event_id == event.id)
    result = db.session.scalars(query).one_or_none() if max(report_id, deal_id) <= LARGEST else None
    if result is None:
        raise NotFound(_("There is no such report."))
    return result


def count_waiting(event_id: int) -> int:
    """How many deals have something that a side has told and nobody has looked at."""
    query = select(func.count(func.distinct(DealReport.deal_id))).join(Deal, Deal.id == DealReport.deal_id)
    query = query.where(
        Deal.event_id == event_id, Deal.merged_into_id.is_(None), DealReport.state == ReportState.WAITING
    )
    return db.session.scalar(query) or 0


def list_waiting_ids(deal_ids: Collection[int]) -> set[int]:
    """Those of the deals of which that is so."""
    query = select(DealReport.deal_id).where(
        DealReport.deal_id.in_(sorted(deal_ids)), DealReport.state == ReportState.WAITING
    )
    return set(db.session.scalars(query))


def find_last_edition(event: Event) -> Event | None:
    """The event of the same series that ended last before this one begins and was not cancelled; None: there is
    none."""
    if event.series_id is None:
        return None
    query = select(Event).where(Event.series_id == event.series_id, Event.id != event.id)
    query = query.where(Event.ends_at <= event.starts_at, Event.id.in_(select(Deal.event_id)))
    return db.session.scalars(query.order_by(Event.ends_at.desc(), Event.id.desc()).limit(1)).one_or_none()


def list_sides_of(registration_ids: Collection[int]) -> list[DealParty]:
    """The sides whose contact has one of these registrations."""
    query = select(DealParty).where(DealParty.registration_id.in_(sorted(registration_ids)))
    return list(db.session.scalars(query.order_by(DealParty.id)))


def list_deals(ids: Collection[int]) -> list[Deal]:
    """The deals with these numbers."""
    return list(db.session.scalars(select(Deal).where(Deal.id.in_(sorted(ids))).order_by(Deal.id)))


def list_reminder_ids(event_ids: Collection[int]) -> list[int]:
    """Numbers of the e-mails that asked about deals of these events."""
    query = select(DealReminder.id).where(DealReminder.event_id.in_(sorted(event_ids)))
    return list(db.session.scalars(query.order_by(DealReminder.id)))


def list_reminders_to(deal_ids: Collection[int], emails: Collection[str]) -> list[int]:
    """Numbers of the e-mails to these mailboxes that asked about these deals."""
    query = select(RemindedDeal.reminder_id).where(
        RemindedDeal.deal_id.in_(sorted(deal_ids)), RemindedDeal.email.in_(sorted(emails))
    )
    return sorted(set(db.session.scalars(query)))
